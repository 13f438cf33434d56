/** Map keys to worlds: `KEY` opens the default world, `KEY~name` the world `name`. */
import { hash, timingSafeEqual } from 'node:crypto'
import { capacityLimits } from './capacity-limits.ts'

/** The default enterprise key. */
export const defaultKey = 'fake-enterprise-key'

/** The name of the default world. `KEY~` does not open it, since a name has at least one character. */
export const defaultWorld = ''

/** The pattern of world names. */
export const worldNamePattern = '[A-Za-z0-9._-]{1,64}'

/** The same in words. */
export const worldNameRule = '1 to 64 characters of A-Z a-z 0-9 . _ -'

const worldName = new RegExp(`^${worldNamePattern}$`)

/** Compare presented keys with the configured one. */
export interface Keys {
  /** Return the name of the world that the presented key opens; undefined if it opens none. */
  worldNameFor: (presented: string) => string | undefined
  /** Return true if the presented key is the configured one with an invalid world name. */
  isMisnamed: (presented: string) => boolean
}

/**
 * Create the comparison for one enterprise key.
 *
 * The whole key is compared first, then the part before the last `~`, since a key may contain a `~`. SHA-256 digests
 * are compared in constant time, so that timing reveals neither the key nor its length. Valid keys are cached, since a
 * digest costs as much as minting a token. The cache does not leak timing: a Map compares salted hashes before texts.
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
      if (name !== undefined && names.size < capacityLimits.worlds.maximum) names.set(presented, name)
      return name
    },
    isMisnamed: (presented) => matches(presented.slice(0, Math.max(presented.lastIndexOf('~'), 0)))
  }
}

/**
 * Return the key of a named world, for the application under test.
 *
 * @throws a RangeError if the name is not valid
 */
export function worldKey (key: string, name: string): string {
  if (typeof name !== 'string' || !worldName.test(name)) {
    throw new RangeError(`world name ${JSON.stringify(name)} must be ${worldNameRule}`)
  }
  return `${key}~${name}`
}

function digest (text: string): Buffer {
  return hash('sha256', text, 'buffer')
}
