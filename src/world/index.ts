/**
 * Worlds: everything that the fake remembers, apart by key, so that tests which run side by side never meet.
 * Nothing in here knows HTTP.
 */
import type { User } from '../schemas/users.ts'
import { createClock, type ClockStart } from './clock.ts'
import { createKeys, defaultWorld } from './keys.ts'
import { createSeal, isTokenShaped } from './seal.ts'
import { createTags } from './tags.ts'
import { createUsers, type WorldUser } from './users.ts'
import { createWorld, type WorldState } from './world.ts'

/** What a presented user token turned out to be. */
export type OpenedToken =
  | { state: 'valid' | 'expired', world: WorldState, user: WorldUser, /** ms since 1970 */ expires: number }
  | { state: 'unknown' }

/** All worlds of one fake. */
export interface Worlds {
  readonly default: WorldState
  /** How many there are. */
  readonly count: number
  /** The world that a presented key opens, made at first use; undefined where the key opens none. */
  forKey: (presented: string) => WorldState | undefined
  /** The key of a named world; throws a RangeError for a name that is none. */
  keyFor: (name: string) => string
  /** Reads a presented token; undefined where it is not even shaped like one. */
  openToken: (presented: string) => OpenedToken | undefined
}

/** What worlds are made from. */
export interface WorldsSource {
  key: string
  seed: string | undefined
  clock: ClockStart
  /** Life of a user token in ms. */
  tokenTtl: number
  usersMode: 'any' | 'registered'
  users: User[]
}

/**
 * Makes the worlds of one fake: the default one now, the others at first use.
 *
 * @param source - see WorldsSource
 * @returns the worlds
 */
export function createWorlds ({ key, seed, clock, tokenTtl, usersMode, users }: WorldsSource): Worlds {
  const keys = createKeys(key)
  const seal = createSeal(seed)
  const tags = createTags<{ worldName: string, user: WorldUser }>()
  const fixtures = new Map(users.map((user) => [user.user_id, user]))
  const worlds = new Map<string, WorldState>()

  function open (name: string): WorldState {
    const existing = worlds.get(name)
    if (existing) return existing
    const made = createWorld({
      name,
      clock: createClock(clock),
      seal,
      tokenTtl,
      users: createUsers({
        mode: usersMode,
        fixtures,
        tagFor: (user) => tags.claim(name, user.profile.user_id, { worldName: name, user })
      })
    })
    worlds.set(name, made)
    return made
  }

  return {
    default: open(defaultWorld),
    get count () { return worlds.size },
    keyFor: keys.keyFor,
    forKey (presented) {
      const name = keys.worldNameFor(presented)
      return name === undefined ? undefined : open(name)
    },
    openToken (presented) {
      if (!isTokenShaped(presented)) return undefined
      const content = seal.open(presented)
      const owner = content && tags.ownerOf(content.tag)
      if (!content || !owner) return { state: 'unknown' }
      const [world, { expires }] = [open(owner.worldName), content]
      return { state: expires > world.clock.now() ? 'valid' : 'expired', world, user: owner.user, expires }
    }
  }
}
