/**
 * Store the owners of tokens by tag: a 48-bit number in the token that represents a user of a world. All worlds share
 * one map. It grows with the number of users, not of tokens.
 */
import { createHash } from 'node:crypto'
import { tagLimit } from './seal.ts'

/** A user of a world. */
interface UserOfWorld {
  worldName: string
  user: { id: string }
}

/** Owners of tokens by tag. */
export interface TokenOwners<Owner extends UserOfWorld> {
  /** Store an owner, in place of an earlier one of this name. Return the tag, which is always the same for the name. */
  claim: (owner: Owner) => number
  ownerOf: (tag: number) => Owner | undefined
  /** Remove a tag, after a reset of its world. */
  release: (tag: number) => void
}

/**
 * Create an empty store of owners.
 *
 * @param derive - derives a tag from a name; replaced in tests, to make tags collide
 */
export function createTokenOwners<Owner extends UserOfWorld> (
  derive: (name: string) => number = deriveTag
): TokenOwners<Owner> {
  const owners = new Map<number, Owner>()

  function isFree (tag: number, { worldName, user }: Owner): boolean {
    const owner = owners.get(tag)
    return !owner || (owner.worldName === worldName && owner.user.id === user.id)
  }

  return {
    claim (owner) {
      // The name of a world cannot contain a zero byte, so each pair has a name of its own.
      let tag = derive(`${owner.worldName}\0${owner.user.id}`)
      while (!isFree(tag, owner)) tag = (tag + 1) % tagLimit
      owners.set(tag, owner)
      return tag
    },
    ownerOf: (tag) => owners.get(tag),
    release (tag) { owners.delete(tag) }
  }
}

function deriveTag (name: string): number {
  return createHash('sha256').update(name).digest().readUIntBE(0, 6)
}
