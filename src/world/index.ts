/**
 * Worlds: everything that the fake remembers, apart by key, so that tests which run side by side never meet.
 * Nothing in here knows HTTP.
 */
import { randomBytes } from 'node:crypto'
import { bounds } from '../bounds.ts'
import type { User } from '../schemas/users.ts'
import { createKeys, defaultWorld } from './keys.ts'
import { createSeal, isTokenShaped, type TokenContent } from './seal.ts'
import { createTags } from './tags.ts'
import type { TokenState } from './tokens.ts'
import { createUsers, type WorldUser } from './users.ts'
import { createWorld, type WorldSource, type WorldState } from './world.ts'

/** What a presented user token turned out to be. */
export type OpenedToken =
  | { state: TokenState, world: WorldState, user: WorldUser, content: TokenContent }
  | { state: 'unknown' }

/** All worlds of one fake. */
export interface Worlds {
  readonly default: WorldState
  /** How many there are. */
  readonly count: number
  /**
   * The world that a presented key opens, made at first use; undefined where the key opens none, and `full` where it
   * would be one more than there may be.
   */
  forKey: (presented: string) => WorldState | 'full' | undefined
  /** Reads a presented token; undefined where it is not even shaped like one. */
  openToken: (presented: string) => OpenedToken | undefined
  /** A number greater than any before, for what is journalled: it tells the order of two entries even across resets. */
  nextEntryId: () => number
}

/** What worlds are made from. */
export interface WorldsSource extends Pick<WorldSource, 'clock' | 'tokenTtl' | 'faults' | 'journal' | 'limits' | 'rules'> {
  key: string
  seed: string | undefined
  usersMode: 'any' | 'registered'
  users: User[]
}

/**
 * Makes the worlds of one fake: the default one now, the others at first use.
 *
 * @param source - see WorldsSource
 * @returns the worlds
 */
export function createWorlds ({ key, usersMode, users, ...source }: WorldsSource): Worlds {
  const keys = createKeys(key)
  const seed = source.seed ?? randomBytes(32).toString('hex')
  const seal = createSeal(seed)
  const tags = createTags<{ worldName: string, user: WorldUser }>()
  const fixtures = new Map(users.map((user) => [user.user_id, user]))
  const worlds = new Map<string, WorldState>()
  let entries = 0

  function make (name: string): WorldState {
    const made = createWorld({
      ...source,
      name,
      seal,
      seed,
      makeUsers: (banks) => createUsers({
        mode: usersMode,
        fixtures,
        banks,
        tagFor: (user) => tags.claim(name, user.id, { worldName: name, user })
      }),
      forget (forgotten) { for (const { tag } of forgotten) tags.release(tag) }
    })
    worlds.set(name, made)
    return made
  }

  return {
    default: make(defaultWorld),
    get count () { return worlds.size },
    forKey (presented) {
      const name = keys.worldNameFor(presented)
      if (name === undefined) return undefined
      return worlds.get(name) ?? (worlds.size < bounds.worlds.most ? make(name) : 'full')
    },
    openToken (presented) {
      if (!isTokenShaped(presented)) return undefined
      const content = seal.open(presented)
      const owner = content && tags.ownerOf(content.tag)
      const world = owner && worlds.get(owner.worldName)
      if (!content || !world || world.isForgotten(content.serial)) return { state: 'unknown' }
      return { state: world.tokens.stateOf(content, owner.user), world, user: owner.user, content }
    },
    nextEntryId: () => ++entries
  }
}
