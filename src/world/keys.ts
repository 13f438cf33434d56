/** The enterprise key, and the worlds that it names: `KEY` is the default world, `KEY~name` the world `name`. */
import { hash, timingSafeEqual } from 'node:crypto'
import { bounds } from '../bounds.ts'

/** The enterprise key where none is chosen. */
export const defaultKey = 'fake-enterprise-key'

/** The default world's name. No key can name it otherwise, since a name has at least one character. */
export const defaultWorld = ''

/** What a world may be called, as the source of a regular expression. */
export const worldNamePattern = '[A-Za-z0-9._-]{1,64}'

const worldName = new RegExp(`^${worldNamePattern}$`)

/** Compares presented keys with the configured one. */
export interface Keys {
  /** The name of the world that the presented key opens; undefined where it opens none. */
  worldNameFor: (presented: string) => string | undefined
}

/**
 * Makes the comparison for one enterprise key.
 *
 * The whole is compared first, then split at the last `~`, so that a key may hold a `~` itself. SHA-256 digests are
 * compared rather than the keys, so that the time taken tells nothing of the key, not even its length. A key that was
 * right once is remembered, since both digests cost as much as minting a token; the look-up compares hashes under a
 * secret of the process first, and texts only where those are the same.
 *
 * @param key - the enterprise key
 * @returns see Keys
 */
export function createKeys (key: string): Keys {
  const expected = digest(key)
  const matches = (presented: string) => timingSafeEqual(digest(presented), expected)
  const names = new Map<string, string>()

  function compare (presented: string): string | undefined {
    if (matches(presented)) return defaultWorld
    const split = presented.lastIndexOf('~')
    const name = presented.slice(split + 1)
    return split > 0 && matches(presented.slice(0, split)) && worldName.test(name) ? name : undefined
  }

  return {
    worldNameFor (presented) {
      const known = names.get(presented)
      if (known !== undefined) return known
      const name = compare(presented)
      if (name !== undefined && names.size < bounds.worlds.most) names.set(presented, name)
      return name
    }
  }
}

/**
 * Makes the key of a named world.
 *
 * @param key - the enterprise key
 * @param name - the world's name
 * @returns the key to hand to the application under test
 * @throws a RangeError for a name that is none
 */
export function worldKey (key: string, name: string): string {
  if (typeof name !== 'string' || !worldName.test(name)) {
    throw new RangeError(`world name ${JSON.stringify(name)} must be 1 to 64 of A-Z a-z 0-9 . _ -`)
  }
  return `${key}~${name}`
}

function digest (text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
