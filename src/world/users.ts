/** The users of a world: its fixtures', those registered since, and, where any id is a user, those minted for. */
import { readMagicId } from '../magic-ids.ts'
import type { RegisteredUser, User, UserChange } from '../schemas/users.ts'

/** A user as its world remembers it, with how the application has treated its tokens. All instants in ms since 1970. */
export interface WorldUser {
  readonly id: string
  /** Stands for the user inside a token. */
  readonly tag: number
  /** Life of the user's tokens in ms where it is not that of everybody else's, as of the magic id `fake:ttl=60s`. */
  readonly life: number | undefined
  /** What is known of the user; undefined for one that was removed. */
  profile: User | undefined
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
  /** Creates a user, or sets these of its properties; balances by currency. */
  put: (userId: string, change: UserChange) => RegisteredUser
  /** Takes a user out of the registry; undefined where there is none. */
  remove: (userId: string) => WorldUser | undefined
}

/** What a world's users come from. */
export interface UsersSource {
  /** `any`: every id is a user. `registered`: only the users of the registry. */
  mode: 'any' | 'registered'
  /** The fixtures' users by id; shared by all worlds and never changed. */
  fixtures: ReadonlyMap<string, User>
  /** Gives the user its tag, once. */
  tagFor: (user: WorldUser) => number
}

/**
 * Makes the users of one world. A user costs nothing before it is first asked for.
 *
 * @param source - see UsersSource
 * @returns the users
 */
export function createUsers ({ mode, fixtures, tagFor }: UsersSource): Users {
  const known = new Map<string, WorldUser>()
  const inRegistry = (userId: string) => known.has(userId) ? known.get(userId)?.profile : fixtures.get(userId)
  // Magic ids are minted for like users, but nobody has one.
  const profileOf = (userId: string) => readMagicId(userId) ? undefined : inRegistry(userId)

  /** What is known of a user, or would be once it is minted for. */
  function profileFor (userId: string): User | undefined {
    return profileOf(userId) ?? (mode === 'any' || readMagicId(userId) ? { user_id: userId } : undefined)
  }

  function meet (userId: string, profile: User): WorldUser {
    const magic = readMagicId(userId)
    const life = typeof magic === 'object' ? magic.life : undefined
    const user = { id: userId, tag: 0, life, profile, ...noTokens }
    user.tag = tagFor(user)
    known.set(userId, user)
    return user
  }

  /** Gives a user a profile, whether it has been met or not. */
  function settle (userId: string, profile: User): WorldUser {
    const met = known.get(userId)
    return met ? Object.assign(met, { profile }) : meet(userId, profile)
  }

  return {
    find (userId) {
      const met = known.get(userId)
      if (met?.profile) return met
      const profile = profileFor(userId)
      return profile && settle(userId, profile)
    },
    admits: (userId) => profileFor(userId) !== undefined,
    known: (userId) => known.get(userId),
    met: () => known.values(),
    list () {
      const ids = new Set([...fixtures.keys(), ...known.keys()])
      return [...ids].flatMap((userId) => present(profileOf(userId)) ?? [])
    },
    get: (userId) => present(profileOf(userId)),
    put (userId, change) {
      const profile = merge({ ...profileOf(userId), user_id: userId }, change)
      settle(userId, profile)
      return present(profile) as RegisteredUser
    },
    remove (userId) {
      const profile = profileOf(userId)
      if (!profile) return undefined
      const user = settle(userId, profile)
      user.profile = undefined
      return user
    }
  }
}

const noTokens = {
  voidBefore: undefined,
  mints: 0,
  mintsWhileValid: 0,
  uses: 0,
  usesAfterExpiry: 0,
  lastExpires: undefined,
  goodUntil: 0,
  goodSerial: 0
}

function merge (profile: User, change: UserChange): User {
  const balances = { ...profile.balances, ...change.balances }
  return { ...profile, ...change, user_id: profile.user_id, ...(Object.keys(balances).length > 0 && { balances }) }
}

function present (profile: User | undefined): RegisteredUser | undefined {
  return profile && structuredClone({ ...profile, status: profile.status ?? 'VERIFIED' })
}
