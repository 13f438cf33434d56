/** The users of a world: its fixtures', those registered since, and, where any id is a user, those minted for. */
import { readMagicId } from '../magic-ids.ts'
import type { RegisteredUser, User, UserChange } from '../schemas/users.ts'
import type { VerificationType } from '../schemas/verification.ts'
import { openAccount, type Account } from './account.ts'
import { changeAccount, shownAccount } from './account-form.ts'
import type { Banks } from './banks.ts'

/** A user as its world remembers it, with how the application has treated its tokens. All instants in ms since 1970. */
export interface WorldUser {
  readonly id: string
  /** Stands for the user inside a token. */
  readonly tag: number
  /** Life of the user's tokens in ms where it is not that of everybody else's, as of the magic id `fake:ttl=60s`. */
  readonly life: number | undefined
  /** What is known of the user, as it was at first of what the account holds; undefined for one that was removed. */
  profile: User | undefined
  /** What the user owns; undefined before anybody asked. */
  account: Account | undefined
  /** Whether the user is one by being minted for alone. */
  implicit: boolean
  /** Whether the user has been deactivated, after which there are no more tokens. */
  deactivated: boolean
  /** What a PENDING user has verified. */
  verified: readonly VerificationType[]
  /** The verification code sent last; undefined once it has been confirmed. */
  sent: { type: VerificationType, code: string } | undefined
  /** Tokens with a serial before this one are revoked. */
  voidBefore: number | undefined
  mints: number
  mintsWhileValid: number
  uses: number
  usesAfterExpiry: number
  /** Expiry of the token minted last. */
  lastExpires: number | undefined
  /** When the last of the user's tokens that are known to be good ends, and that token's serial. */
  goodUntil: number
  goodSerial: number
}

/** What is still to be verified of a user. */
export type Requirements = Record<VerificationType, boolean>

/** The users of one world. */
export interface Users {
  /** Finds a user, or makes it where any id is a user or the id is a magic one; undefined where there is none. */
  find: (userId: string) => WorldUser | undefined
  /** Whether `find` would find one. */
  admits: (userId: string) => boolean
  /** Finds a user that has been asked about already; undefined for any other. */
  known: (userId: string) => WorldUser | undefined
  /** All that have been asked about, the removed ones included. */
  met: () => Iterable<WorldUser>
  /** The registry. */
  list: () => RegisteredUser[]
  get: (userId: string) => RegisteredUser | undefined
  /** Finds a user of the registry; undefined where there is none. */
  registered: (userId: string) => WorldUser | undefined
  /** Creates a user, or sets these of its properties; balances by currency. */
  put: (userId: string, change: UserChange) => RegisteredUser
  /** Takes a user out of the registry; undefined where there is none. */
  remove: (userId: string) => WorldUser | undefined
  /** Takes a user out of the registry, so that the id is nobody's any more. */
  deactivate: (user: WorldUser) => void
  /** What a user owns. */
  accountOf: (user: WorldUser) => Account
  /** What is still to be verified of a user of the registry. */
  requirementsOf: (userId: string) => Requirements
  /** Notes that something has been verified; after the last the user is VERIFIED. */
  confirm: (user: WorldUser, type: VerificationType) => void
}

/** What a world's users come from. */
export interface UsersSource {
  /** `any`: every id is a user. `registered`: only the users of the registry. */
  mode: 'any' | 'registered'
  /** The fixtures' users by id; shared by all worlds and never changed. */
  fixtures: ReadonlyMap<string, User>
  /** Gives the user its tag, once. */
  tagFor: (user: WorldUser) => number
  banks: Banks
}

/**
 * Makes the users of one world. A user costs nothing before it is first asked for.
 *
 * @param source - see UsersSource
 * @returns the users
 */
export function createUsers ({ mode, fixtures, tagFor, banks }: UsersSource): Users {
  const known = new Map<string, WorldUser>()
  const inRegistry = (userId: string) => known.has(userId) ? known.get(userId)?.profile : fixtures.get(userId)
  // Magic ids are minted for like users, but nobody has one.
  const profileOf = (userId: string) => readMagicId(userId) ? undefined : inRegistry(userId)

  /** What is known of a user, or would be once it is minted for. */
  function profileFor (userId: string): User | undefined {
    if (known.get(userId)?.deactivated) return undefined
    return profileOf(userId) ?? (mode === 'any' || readMagicId(userId) ? { user_id: userId } : undefined)
  }

  function meet (userId: string, profile: User): WorldUser {
    const magic = readMagicId(userId)
    const life = typeof magic === 'object' ? magic.life : undefined
    const user = { id: userId, tag: 0, life, profile, ...noHistory }
    user.tag = tagFor(user)
    known.set(userId, user)
    return user
  }

  /** Gives a user a profile, whether it has been met or not. */
  function settle (userId: string, profile: User): WorldUser {
    const met = known.get(userId)
    return met ? Object.assign(met, { profile }) : meet(userId, profile)
  }

  function accountOf (user: WorldUser): Account {
    if (!user.account) {
      user.account = openAccount()
      changeAccount(user.account, user.profile ?? {}, banks)
    }
    return user.account
  }

  function present (userId: string): RegisteredUser | undefined {
    const profile = profileOf(userId)
    if (!profile) return undefined
    const account = known.get(userId)?.account
    const { balances, bank, ...details } = profile
    const shown = account ? { ...details, ...shownAccount(account) } : profile
    return structuredClone({ ...shown, status: profile.status ?? 'VERIFIED' })
  }

  function leave (user: WorldUser): void {
    if (user.account) user.account.closed = true
    Object.assign(user, { profile: undefined, account: undefined, sent: undefined, verified: [] })
  }

  function requirementsOf (userId: string): Requirements {
    const { status, account_type: type } = profileOf(userId) as User
    const verified = known.get(userId)?.verified ?? []
    const isOpen = (which: VerificationType) => status === 'PENDING' && !verified.includes(which)
    // A business has its email address verified only.
    return { email: isOpen('email'), sms: type !== 'corporation' && isOpen('sms') }
  }

  return {
    find (userId) {
      const met = known.get(userId)
      if (met?.profile) return met
      const profile = profileFor(userId)
      const implicit = profileOf(userId) === undefined
      return profile && Object.assign(settle(userId, profile), { implicit })
    },
    admits: (userId) => profileFor(userId) !== undefined,
    known: (userId) => known.get(userId),
    met: () => known.values(),
    list () {
      const ids = new Set([...fixtures.keys(), ...known.keys()])
      return [...ids].flatMap((userId) => present(userId) ?? [])
    },
    get: present,
    registered (userId) {
      const profile = profileOf(userId)
      return profile && settle(userId, profile)
    },
    put (userId, { balances, bank, ...details }) {
      const user = settle(userId, { ...profileOf(userId), ...details, user_id: userId })
      Object.assign(user, { implicit: false, deactivated: false })
      if (details.status === 'PENDING') user.verified = []
      changeAccount(accountOf(user), { balances, bank }, banks)
      return present(userId) as RegisteredUser
    },
    remove (userId) {
      const profile = profileOf(userId)
      if (!profile) return undefined
      const user = settle(userId, profile)
      leave(user)
      return user
    },
    deactivate (user) {
      leave(user)
      user.deactivated = true
    },
    accountOf,
    requirementsOf,
    confirm (user, type) {
      user.verified = [...user.verified, type]
      const { email, sms } = requirementsOf(user.id)
      if (!email && !sms) user.profile = { ...user.profile as User, status: 'VERIFIED' }
    }
  }
}

const noHistory = {
  account: undefined,
  implicit: false,
  deactivated: false,
  verified: [],
  sent: undefined,
  voidBefore: undefined,
  mints: 0,
  mintsWhileValid: 0,
  uses: 0,
  usesAfterExpiry: 0,
  lastExpires: undefined,
  goodUntil: 0,
  goodSerial: 0
}
