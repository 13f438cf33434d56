/**
 * Worlds: everything that the fake remembers, apart by key, so that tests which run side by side never meet.
 * Nothing in here knows HTTP.
 */
import type { User } from '../schemas/users.ts'
import { createClock, toIso, toIsoSeconds, type Clock, type ClockStart } from './clock.ts'
import { createKeys, defaultWorld } from './keys.ts'
import { createSeal, isTokenShaped, serialLimit } from './seal.ts'
import { createTags } from './tags.ts'
import { createUsers, type Users, type WorldUser } from './users.ts'

/** What the fake remembers under one key. */
export interface WorldState {
  readonly name: string
  readonly clock: Clock
  readonly users: Users
  /** Mints a token for each user, in order; all of them end at the same instant. */
  mint: (users: WorldUser[], precision: Precision) => Minted[]
}

/** How `expires` is written: a list's has no milliseconds, a single token's has them. */
export type Precision = 'second' | 'millisecond'

/** A new token. It is good until the very instant that `expires` states. */
export interface Minted {
  token: string
  expires: string
  partner_user_id: string
}

/** What a presented user token turned out to be. */
export type OpenedToken =
  | { state: 'valid', world: WorldState, user: WorldUser }
  | { state: 'expired', expires: string }
  | { state: 'unknown' }

/** All worlds of one fake. */
export interface Worlds {
  readonly default: WorldState
  /** How many there are. */
  readonly count: number
  /** The world that a presented key opens, made at first use; undefined where the key opens none. */
  forKey: (presented: string) => WorldState | undefined
  /** The key of a world; throws a RangeError for a name that is none. */
  keyFor: (name: string) => string
  /** Reads a presented token; undefined where it is not even shaped like one. */
  openToken: (presented: string) => OpenedToken | undefined
}

/** What worlds are made from. */
export interface WorldsSource {
  key: string
  seed: string | undefined
  clock: ClockStart
  /** Life of a user token in ms. sFOX documents 24 h. */
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
export function createWorlds (source: WorldsSource): Worlds {
  const keys = createKeys(source.key)
  const seal = createSeal(source.seed)
  const tags = createTags<{ world: WorldState, user: WorldUser }>()
  const fixtures = new Map(source.users.map((user) => [user.user_id, user]))
  const worlds = new Map<string, WorldState>()

  function open (name: string): WorldState {
    const existing = worlds.get(name)
    if (existing) return existing
    const world = createWorld(name)
    worlds.set(name, world)
    return world
  }

  function createWorld (name: string): WorldState {
    const clock = createClock(source.clock)
    let serial = 0
    const nextSerial = () => {
      const taken = serial
      serial = (serial + 1) % serialLimit
      return taken
    }
    const world: WorldState = {
      name,
      clock,
      users: createUsers({
        mode: source.usersMode,
        fixtures,
        tagFor: (user) => tags.claim(name, user.profile.user_id, { world, user })
      }),
      mint (users, precision) {
        const end = clock.now() + source.tokenTtl
        const expires = precision === 'second' ? end - end % 1000 : end
        const text = precision === 'second' ? toIsoSeconds(expires) : toIso(expires)
        const tokens = seal.seal(users.map(({ tag }) => ({ tag, expires, serial: nextSerial() })))
        return users.map(({ profile }, index) =>
          ({ token: tokens[index] as string, expires: text, partner_user_id: profile.user_id }))
      }
    }
    return world
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
      return content.expires > owner.world.clock.now()
        ? { state: 'valid', ...owner }
        : { state: 'expired', expires: toIso(content.expires) }
    }
  }
}
