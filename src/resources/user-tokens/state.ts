/**
 * Mint and revoke the tokens of a world, and record their use. Minted tokens are not stored.
 */
import { cacheLast, latestInstant, toIso, toIsoSeconds } from '../../values/instant.ts'
import type { WorldUser } from '../end-users/state.ts'
import type { Parts } from '../state.ts'
import type { Precision, UserReport } from './schemas.ts'
import type { TokenContent } from './seal.ts'
import { isBefore } from './serials.ts'

/** A new token. It is valid until exactly `expires`. */
export interface Minted {
  token: string
  expires: string
  partner_user_id: string
}

/** The state of a token. Expiry is checked before revocation. */
export type TokenState = 'valid' | 'expired' | 'revoked'

/** The tokens of one world. */
export interface Tokens {
  /** Mint a token for each user, in order. */
  mint: (users: WorldUser[], precision: Precision) => Minted[]
  stateOf: (content: TokenContent, user: WorldUser) => TokenState
  /** Count a request with a token. */
  countUse: (user: WorldUser, state: TokenState) => void
  /** Revoke one token. */
  revoke: (content: TokenContent, user: WorldUser) => void
  /** Revoke all current tokens of a user. */
  revokeAll: (user: WorldUser) => void
  /** Report on each user whose tokens were minted or used. */
  report: () => UserReport[]
}

/** The history of one user's tokens. Instants are in ms since 1970. */
interface History {
  mints: number
  mintsWhileValid: number
  uses: number
  usesAfterExpiry: number
  /** Expiry of the last minted token. */
  lastExpires: number | undefined
  /** Expiry and serial of the valid token that expires last, as far as known. */
  validUntil: number
  validSerial: number
  /** Tokens with an earlier serial are revoked. */
  revokedBefore: number | undefined
}

/** Create the tokens of one world. */
export function createTokens ({ clock, resources, seal, serials, tokenTtl }: Parts): Tokens {
  // Keyed by the whole content: with the same seed, a token of an earlier process may have the same serial.
  const revoked = new Set<string>()
  const histories = new Map<WorldUser, History>()
  const write = { second: cacheLast(toIsoSeconds), millisecond: cacheLast(toIso) }

  function historyOf (user: WorldUser): History {
    const history = histories.get(user) ?? { ...noHistory }
    histories.set(user, history)
    return history
  }

  return {
    mint (users, precision) {
      const now = clock.now()
      const contents = users.map(({ tag, life = tokenTtl }) =>
        ({ tag, expires: roundDown(now + life, precision), serial: serials.take(1) }))
      users.forEach((user, index) => {
        const content = contents[index] as TokenContent
        countMint(historyOf(user), now, content)
        // A new token is valid, even if the identical token of an earlier process was revoked.
        if (revoked.size > 0) revoked.delete(keyOf(content))
      })
      return seal.seal(contents).map((token, index) => ({
        token,
        expires: write[precision]((contents[index] as TokenContent).expires),
        partner_user_id: (users[index] as WorldUser).id
      }))
    },
    stateOf (content, user) {
      if (content.expires <= clock.now()) return 'expired'
      const isRevoked = revoked.has(keyOf(content)) || isBefore(content.serial, histories.get(user)?.revokedBefore)
      return isRevoked ? 'revoked' : 'valid'
    },
    countUse (user, state) {
      const history = historyOf(user)
      history.uses++
      if (state === 'expired') history.usesAfterExpiry++
    },
    revoke (content, user) {
      revoked.add(keyOf(content))
      const history = historyOf(user)
      // An older token may still be valid, but its expiry is unknown.
      if (history.validSerial === content.serial && history.validUntil === content.expires) history.validUntil = 0
    },
    revokeAll (user) {
      Object.assign(historyOf(user), { revokedBefore: serials.next, validUntil: 0 })
    },
    report: () => [...resources.users.all()].flatMap((user) => {
      const history = histories.get(user)
      return history && history.mints + history.uses > 0 ? [reportOf(user, history)] : []
    })
  }
}

const noHistory: History = {
  mints: 0,
  mintsWhileValid: 0,
  uses: 0,
  usesAfterExpiry: 0,
  lastExpires: undefined,
  validUntil: 0,
  validSerial: 0,
  revokedBefore: undefined
}

function keyOf ({ tag, expires, serial }: TokenContent): string {
  return `${tag} ${expires} ${serial}`
}

function roundDown (instant: number, precision: Precision): number {
  const end = Math.min(Math.max(instant, 0), latestInstant)
  return precision === 'second' ? end - end % 1000 : end
}

function countMint (history: History, now: number, { expires, serial }: TokenContent): void {
  history.mints++
  if (history.validUntil > now) history.mintsWhileValid++
  history.lastExpires = expires
  if (expires >= history.validUntil) [history.validUntil, history.validSerial] = [expires, serial]
}

function reportOf ({ id }: WorldUser, history: History): UserReport {
  return {
    user_id: id,
    mints: history.mints,
    mints_while_valid: history.mintsWhileValid,
    uses: history.uses,
    uses_after_expiry: history.usesAfterExpiry,
    last_expires: history.lastExpires === undefined ? null : toIso(history.lastExpires)
  }
}
