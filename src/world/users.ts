/** The users of a world: those of its fixtures, and, where any id is a user, each id that was asked about. */
import type { User } from '../schemas/users.ts'

/** A user as its world remembers it. */
export interface WorldUser {
  /** What the fixtures say of the user. */
  readonly profile: User
  /** Stands for the user inside a token. */
  readonly tag: number
}

/** The users of one world. */
export interface Users {
  /** Finds a user, or makes it where any id is a user; undefined where there is none. */
  find: (userId: string) => WorldUser | undefined
}

/** What a world's users come from. */
export interface UsersSource {
  /** `any`: every id is a user. `registered`: only the users of the fixtures. */
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
export function createUsers (source: UsersSource): Users {
  const known = new Map<string, WorldUser>()
  return {
    find (userId) {
      const met = known.get(userId)
      if (met) return met
      const profile = source.fixtures.get(userId) ?? (source.mode === 'any' ? { user_id: userId } : undefined)
      if (!profile) return undefined
      const user = { profile, tag: 0 }
      user.tag = source.tagFor(user)
      known.set(userId, user)
      return user
    }
  }
}
