/** Store the users of a world: from the fixtures, from registrations and, if any id is a user, from mint requests. */
import { parseDuration } from '../../values/duration.ts'
import { readMagicId } from '../../world/magic-ids.ts'
import type { Account } from '../../world/account.ts'
import type { Parts } from '../state.ts'
import {
  ownedProperties, type RecordKeeper, type RegisteredUser, type User, type UserChange
} from './record.ts'
import type { VerificationType } from './schemas.ts'

/** A user in the state of a world. */
export interface WorldUser {
  readonly id: string
  /** Represents the user in a token. */
  tag: number
  /** Lifetime of the user's tokens in ms, for example for `fake:ttl=60s`; undefined for the default. */
  readonly life: number | undefined
  /** The record, with the initial values of owned properties. Undefined if the user was removed. */
  profile: User | undefined
  /** Undefined until first used. */
  account: Account | undefined
  /** True if the user exists only because a token was minted for the id. */
  implicit: boolean
  /** True after deactivation: no more tokens are minted. */
  deactivated: boolean
  /** The verified channels of a PENDING user. */
  verified: readonly VerificationType[]
  /** The last verification code, with its expiry in ms since 1970; undefined after it was confirmed. */
  sent: { type: VerificationType, code: string, expires: number } | undefined
}

/** The channels that must still be verified. */
export type Requirements = Record<VerificationType, boolean>

/** The users of one world. */
export interface Users {
  /** Return the reason to refuse tokens for an id; undefined if there is none. */
  refusalOf: (userId: string) => 'unknown-user' | 'deactivated-user' | undefined
  /** Find or create the user of an id that `refusalOf()` does not refuse. */
  findOrCreate: (userId: string) => WorldUser
  /** Find a user whose state has been created, including removed ones. */
  known: (userId: string) => WorldUser | undefined
  /** Iterate over all users whose state has been created, including removed ones. */
  all: () => Iterable<WorldUser>
  /** List the users of the registry. */
  list: () => RegisteredUser[]
  get: (userId: string) => RegisteredUser | undefined
  /** Find the state of a user of the registry; undefined if there is no such user. */
  registered: (userId: string) => WorldUser | undefined
  /** Create a user, or change some of its properties. */
  put: (userId: string, change: UserChange) => RegisteredUser
  /** Remove a user from the registry; return undefined if there is no such user. */
  remove: (userId: string) => WorldUser | undefined
  /** Remove a user from the registry permanently. */
  deactivate: (user: WorldUser) => void
  accountOf: (user: WorldUser) => Account
  /** Return which channels of a user of the registry must still be verified. */
  requirementsOf: (userId: string) => Requirements
  /** Send a code, which replaces any earlier one. */
  sendCode: (user: WorldUser, type: VerificationType) => void
  /** Confirm a code. Return why it is refused, or undefined. With all channels verified, the user is VERIFIED. */
  confirmCode: (user: WorldUser, type: VerificationType, code: string) => 'wrong-code' | 'expired-code' | undefined
  /** Return the status of a user who may not deposit or place orders because of it; undefined for other users. */
  refusedStatus: (user: WorldUser) => string | undefined
}

/** Create the users of one world. The state of a user is created lazily. */
export function createUsers ({ assumptions, clock, draw, fixtures, resources, tagFor, usersMode }: Parts): Users {
  const known = new Map<string, WorldUser>()
  const inRegistry = (userId: string) => known.has(userId) ? known.get(userId)?.profile : fixtures.get(userId)
  // Tokens can be minted for magic ids, but the registry has none.
  const profileOf = (userId: string) => readMagicId(userId) ? undefined : inRegistry(userId)

  /** Return the profile of a user, or the profile that minting would create. */
  function profileFor (userId: string): User | undefined {
    if (known.get(userId)?.deactivated) return undefined
    return profileOf(userId) ?? (usersMode === 'any' || readMagicId(userId) ? { user_id: userId } : undefined)
  }

  function create (userId: string, profile: User): WorldUser {
    const magic = readMagicId(userId)
    const life = typeof magic === 'object' ? magic.life : undefined
    // Written out: V8 would give each user that a spread makes a hidden class of its own.
    const user: WorldUser = {
      id: userId,
      tag: 0,
      life,
      profile,
      account: undefined,
      implicit: false,
      deactivated: false,
      verified: noneVerified,
      sent: undefined
    }
    user.tag = tagFor(user)
    known.set(userId, user)
    return user
  }

  function withProfile (userId: string, profile: User): WorldUser {
    const user = known.get(userId)
    return user ? Object.assign(user, { profile }) : create(userId, profile)
  }

  const keepers = Object.entries(ownedProperties) as Array<[property: keyof User, resource: keyof typeof resources]>
  const keeperOf = (resource: keyof typeof resources) => resources[resource] as unknown as RecordKeeper<unknown>

  function setOwned (account: Account, record: Partial<User>): void {
    for (const [property, resource] of keepers) {
      if (record[property] !== undefined) keeperOf(resource).setRecord(account, record[property])
    }
  }

  function ownedBy (account: Account): Partial<User> {
    const entries = keepers.map(([property, resource]) => [property, keeperOf(resource).recordOf(account)])
    return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
  }

  function accountOf (user: WorldUser): Account {
    if (!user.account) {
      user.account = { userId: user.id, closed: false }
      setOwned(user.account, user.profile ?? {})
    }
    return user.account
  }

  function present (userId: string): RegisteredUser | undefined {
    const profile = profileOf(userId)
    if (!profile) return undefined
    const account = known.get(userId)?.account
    const shown = account ? { ...split(profile).details, ...ownedBy(account) } : profile
    return structuredClone({ ...shown, status: profile.status ?? 'VERIFIED' })
  }

  function leave (user: WorldUser): void {
    if (user.account) user.account.closed = true
    Object.assign(user, { profile: undefined, account: undefined, sent: undefined, verified: noneVerified })
  }

  function requirementsOf (userId: string): Requirements {
    const { status, account_type: type } = profileOf(userId) as User
    const verified = known.get(userId)?.verified ?? []
    const isOpen = (which: VerificationType) => status === 'PENDING' && !verified.includes(which)
    // A business verifies its email address only.
    return { email: isOpen('email'), sms: type !== 'corporation' && isOpen('sms') }
  }

  return {
    refusalOf (userId) {
      if (profileFor(userId)) return undefined
      return known.get(userId)?.deactivated ? 'deactivated-user' : 'unknown-user'
    },
    findOrCreate (userId) {
      const user = known.get(userId)
      if (user?.profile) return user
      const implicit = profileOf(userId) === undefined
      return Object.assign(withProfile(userId, profileFor(userId) as User), { implicit })
    },
    known: (userId) => known.get(userId),
    all: () => known.values(),
    list () {
      const ids = new Set([...fixtures.keys(), ...known.keys()])
      return [...ids].flatMap((userId) => present(userId) ?? [])
    },
    get: present,
    registered (userId) {
      const profile = profileOf(userId)
      return profile && withProfile(userId, profile)
    },
    put (userId, change) {
      const { owned, details } = split(change)
      const user = withProfile(userId, { ...profileOf(userId), ...details, user_id: userId })
      Object.assign(user, { implicit: false, deactivated: false })
      if (details.status === 'PENDING') user.verified = noneVerified
      setOwned(accountOf(user), owned)
      return present(userId) as RegisteredUser
    },
    remove (userId) {
      const profile = profileOf(userId)
      if (!profile) return undefined
      const user = withProfile(userId, profile)
      leave(user)
      return user
    },
    deactivate (user) {
      leave(user)
      user.deactivated = true
    },
    accountOf,
    requirementsOf,
    sendCode (user, type) {
      const expires = clock.now() + (parseDuration(assumptions['code-lifetime']) as number)
      user.sent = { type, code: String(Math.floor(draw() * 1e6)).padStart(6, '0'), expires }
    },
    confirmCode (user, type, code) {
      if (user.sent?.type !== type || user.sent.code !== code) return 'wrong-code'
      if (clock.now() >= user.sent.expires) return 'expired-code'
      user.sent = undefined
      user.verified = [...user.verified, type]
      const { email, sms } = requirementsOf(user.id)
      if (!email && !sms) user.profile = { ...user.profile as User, status: 'VERIFIED' }
      return undefined
    },
    refusedStatus ({ profile }) {
      const status = profile?.status ?? 'VERIFIED'
      return assumptions['unverified-users'] === 'refused' && status !== 'VERIFIED' ? status : undefined
    }
  }
}

const noneVerified: readonly VerificationType[] = []

/** Split a record into owned properties and personal details. */
function split<Given extends Partial<User>> (record: Given) {
  const part = (isOwned: boolean) =>
    Object.fromEntries(Object.entries(record).filter(([name]) => Object.hasOwn(ownedProperties, name) === isOwned))
  return { owned: part(true) as Partial<User>, details: part(false) as Omit<Given, keyof typeof ownedProperties> }
}
