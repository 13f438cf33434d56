/** The tokens of a world: minting, revoking, and how the application treats them. */
import type { UserReport } from '../schemas/tokens.ts'
import { latestInstant, toIso, toIsoSeconds, writeOnce, type Clock } from './clock.ts'
import { serialLimit, type Seal, type TokenContent } from './seal.ts'
import type { Users, WorldUser } from './users.ts'

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
 * and in any but a short list again when it is read again, so that millions of them need no memory of their own.
 */
export interface MintedTokens {
  readonly length: number
  /** Those from `start` up to, not including, `end`, in order. Neither is negative; an `end` past the last is fine. */
  slice: (start: number, end: number) => Minted[]
  /** The same, but for no more than the first so many of them; holds on to no others. */
  first: (count: number) => MintedTokens
}

/** What a token of the world's is worth. Expiry is looked at before revocation. */
export type TokenState = 'valid' | 'expired' | 'revoked'

/** The tokens of one world. */
export interface Tokens {
  /** Mints a token for each user, in order. */
  mint: (users: WorldUser[], precision: Precision) => MintedTokens
  stateOf: (content: TokenContent, user: WorldUser) => TokenState
  /** Counts that a token was presented. */
  countUse: (user: WorldUser, state: TokenState) => void
  /** Makes one token void. */
  revoke: (content: TokenContent, user: WorldUser) => void
  /** Makes all of a user's tokens void that have been minted so far. */
  revokeAll: (user: WorldUser) => void
  /** One line a user whose tokens were minted or presented. */
  report: () => UserReport[]
}

/** What a world's tokens are made from. */
export interface TokensSource {
  clock: Clock
  seal: Seal
  /** Life of a user token in ms where the user has none of its own. sFOX documents 24 h. */
  tokenTtl: number
  users: Users
  /** The world's next serial, which outlives a reset. */
  serials: { next: number }
}

/** How many tokens are kept once they are sealed: the log reads those of a short list again, right after the answer. */
const shortList = 20

/**
 * Makes the tokens of one world. Nothing is kept of a token that is minted; of one that is revoked, its serial.
 *
 * @param source - see TokensSource
 * @returns the tokens
 */
export function createTokens ({ clock, seal, tokenTtl, users: known, serials }: TokensSource): Tokens {
  // By all that they say: a token of an earlier process with the same seed may have the serial of another one of today.
  const revoked = new Set<string>()
  const write = { second: writeOnce(toIsoSeconds), millisecond: writeOnce(toIso) }
  return {
    mint (users, precision) {
      const now = clock.now()
      const first = serials.next
      serials.next = (first + users.length) % serialLimit
      const serialAt = (index: number) => (first + index) % serialLimit
      const endOf = ({ life }: WorldUser) => roundDown(now + (life ?? tokenTtl), precision)
      users.forEach((user, index) => {
        const [expires, serial] = [endOf(user), serialAt(index)]
        countMint(user, { now, expires, serial })
        // What is minted is good, also where the same token of an earlier process has been revoked.
        if (revoked.size > 0) revoked.delete(nameOf({ tag: user.tag, expires, serial }))
      })
      const mintedFor = (some: WorldUser[]): MintedTokens => {
        let kept: Minted[] | undefined
        const read = (from: number, to: number) => {
          const contents = some.slice(from, to).map((user, index) =>
            ({ tag: user.tag, expires: endOf(user), serial: serialAt(from + index), id: user.id }))
          return seal.seal(contents).map((token, index) => {
            const { expires, id } = contents[index] as typeof contents[number]
            return { token, expires: write[precision](expires), partner_user_id: id }
          })
        }
        return {
          length: some.length,
          slice: (from, to) => some.length > shortList ? read(from, to) : (kept ??= read(0, shortList)).slice(from, to),
          first (count) { return some.length > count ? mintedFor(some.slice(0, count)) : this }
        }
      }
      return mintedFor(users)
    },
    stateOf (content, { voidBefore }) {
      if (content.expires <= clock.now()) return 'expired'
      return revoked.has(nameOf(content)) || isBefore(content.serial, voidBefore) ? 'revoked' : 'valid'
    },
    countUse (user, state) {
      user.uses++
      if (state === 'expired') user.usesAfterExpiry++
    },
    revoke (content, user) {
      revoked.add(nameOf(content))
      // An older token may still be good, but no more is known of it than that it ends sooner.
      if (user.goodSerial === content.serial && user.goodUntil === content.expires) user.goodUntil = 0
    },
    revokeAll (user) {
      user.voidBefore = serials.next
      user.goodUntil = 0
    },
    report: () => [...known.met()].filter(({ mints, uses }) => mints + uses > 0).map(reportOf)
  }
}

/**
 * Tells whether a serial was given out before a mark. Serials begin anew after the last, so of two the earlier is the
 * one from which it is less than half the way round (RFC 1982).
 *
 * @param serial - a serial
 * @param mark - a serial, or undefined, before which there is none
 * @returns true where it was
 */
export function isBefore (serial: number, mark: number | undefined): boolean {
  return mark !== undefined && serial !== mark && ((mark - serial) >>> 0) < serialLimit / 2
}

function nameOf ({ tag, expires, serial }: TokenContent): string {
  return `${tag} ${expires} ${serial}`
}

function roundDown (instant: number, precision: Precision): number {
  const end = Math.min(Math.max(instant, 0), latestInstant)
  return precision === 'second' ? end - end % 1000 : end
}

function countMint (user: WorldUser, { now, expires, serial }: { now: number, expires: number, serial: number }) {
  user.mints++
  if (user.goodUntil > now) user.mintsWhileValid++
  user.lastExpires = expires
  if (expires >= user.goodUntil) [user.goodUntil, user.goodSerial] = [expires, serial]
}

function reportOf (user: WorldUser): UserReport {
  return {
    user_id: user.id,
    mints: user.mints,
    mints_while_valid: user.mintsWhileValid,
    uses: user.uses,
    uses_after_expiry: user.usesAfterExpiry,
    last_expires: user.lastExpires === undefined ? null : toIso(user.lastExpires)
  }
}
