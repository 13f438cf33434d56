/**
 * Tags: 48-bit numbers that stand for a user of a world inside a token. One map for all worlds finds the user of a
 * token that was presented. It grows with users, not with tokens.
 */
import { createHash } from 'node:crypto'
import { tagLimit } from './seal.ts'

/** Gives out tags and remembers whose they are. */
export interface Tags<Owner> {
  /** Gives a user of a world its tag. The same two keep their tag, and the owner is the one named last. */
  claim: (world: string, userId: string, owner: Owner) => number
  /** Whose tag it is; undefined where nobody has it. */
  ownerOf: (tag: number) => Owner | undefined
  /** Takes a tag back, as its world forgets its users. */
  release: (tag: number) => void
}

/**
 * Makes an empty registry of tags.
 *
 * @param derive - makes a tag from a name; replaced in tests, to make tags collide
 * @returns the registry
 */
export function createTags<Owner> (derive: (name: string) => number = deriveTag): Tags<Owner> {
  const entries = new Map<number, { name: string, owner: Owner }>()
  return {
    claim (world, userId, owner) {
      // A world's name cannot hold a zero byte, so no two pairs share a name.
      const name = `${world}\0${userId}`
      let tag = derive(name)
      while ((entries.get(tag)?.name ?? name) !== name) tag = (tag + 1) % tagLimit
      entries.set(tag, { name, owner })
      return tag
    },
    ownerOf: (tag) => entries.get(tag)?.owner,
    release (tag) { entries.delete(tag) }
  }
}

/** The first 48 bits of SHA-256 over world, a zero byte and user id. */
function deriveTag (name: string): number {
  return createHash('sha256').update(name).digest().readUIntBE(0, 6)
}
