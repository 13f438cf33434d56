/** One world: what the fake remembers under one key. */
import { latestInstant, toIso, toIsoSeconds, type Clock } from './clock.ts'
import { serialLimit, type Seal } from './seal.ts'
import type { Users, WorldUser } from './users.ts'

/** What the fake remembers under one key. */
export interface WorldState {
  readonly name: string
  readonly clock: Clock
  readonly users: Users
  /** Mints a token for each user, in order; all of them end at the same instant. */
  mint: (users: WorldUser[], precision: Precision) => MintedTokens
}

/** How `expires` is written: a list's has no milliseconds, a single token's has them. */
export type Precision = 'second' | 'millisecond'

/** A new token. It is good until the very instant that `expires` states. */
export interface Minted {
  token: string
  expires: string
  partner_user_id: string
}

/**
 * The tokens of one call. All are minted at once, which is to reserve their serials; each is sealed when it is read,
 * and again when it is read again, so that millions of them need no memory of their own.
 */
export interface MintedTokens {
  readonly length: number
  /** Those from `start` up to, not including, `end`, in order. Neither is negative; an `end` past the last is fine. */
  slice: (start: number, end: number) => Minted[]
}

/** What a world is made from. */
export interface WorldSource {
  name: string
  clock: Clock
  users: Users
  seal: Seal
  /** Life of a user token in ms. sFOX documents 24 h. */
  tokenTtl: number
  /** Number of the world's first token. */
  firstSerial?: number
}

/**
 * Makes a world.
 *
 * @param source - see WorldSource
 * @returns the world
 */
export function createWorld ({ name, clock, users: known, seal, tokenTtl, firstSerial = 0 }: WorldSource): WorldState {
  let nextSerial = firstSerial
  return {
    name,
    clock,
    users: known,
    mint (users, precision) {
      const end = Math.min(clock.now() + tokenTtl, latestInstant)
      const expires = precision === 'second' ? end - end % 1000 : end
      const text = precision === 'second' ? toIsoSeconds(expires) : toIso(expires)
      const first = nextSerial
      nextSerial = (first + users.length) % serialLimit
      return {
        length: users.length,
        slice (from, to) {
          const some = users.slice(from, to)
          const tokens = seal.seal(some.map(({ tag }, index) =>
            ({ tag, expires, serial: (first + from + index) % serialLimit })))
          return some.map(({ profile }, index) =>
            ({ token: tokens[index] as string, expires: text, partner_user_id: profile.user_id }))
        }
      }
    }
  }
}
