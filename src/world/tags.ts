/**
 * Tags: 48-bit numbers that stand for a user of a world inside a token. One map for all worlds finds the user of a
 * token that was presented. It grows with users, not with tokens.
 */
import { createHash } from 'node:crypto'
import { tagLimit } from './seal.ts'

/** Gives out tags and remembers whose they are. */
export interface Tags<Owner> {
  /** Gives an owner a tag, made from the world's name and the user id. The same two give the same tag each time. */
  claim: (world: string, userId: string, owner: Owner) => number
  /** Whose tag it is; undefined where nobody has it. */
  ownerOf: (tag: number) => Owner | undefined
}

/**
 * Makes an empty registry of tags.
 *
 * @param derive - makes a tag from world and user id; replaced in tests, to make tags collide
 * @returns the registry
 */
export function createTags<Owner> (derive: (world: string, userId: string) => number = deriveTag): Tags<Owner> {
  const owners = new Map<number, Owner>()
  return {
    claim (world, userId, owner) {
      let tag = derive(world, userId)
      while (owners.has(tag)) tag = (tag + 1) % tagLimit
      owners.set(tag, owner)
      return tag
    },
    ownerOf: (tag) => owners.get(tag)
  }
}

/** The first 48 bits of SHA-256 over world, a zero byte and user id; a world's name cannot hold a zero byte. */
function deriveTag (world: string, userId: string): number {
  return createHash('sha256').update(`${world}\0${userId}`).digest().readUIntBE(0, 6)
}
