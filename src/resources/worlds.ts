/** All worlds of one fake. Parallel tests use worlds of their own, each with its own key. */
import { randomBytes } from 'node:crypto'
import { capacityLimits } from '../world/capacity-limits.ts'
import { createKeys, defaultWorld } from '../world/keys.ts'
import { createTokenOwners } from './user-tokens/owners.ts'
import { createWorld, type WorldSource } from '../world/world.ts'
import type { User } from './end-users/record.ts'
import type { WorldUser } from './end-users/state.ts'
import { resources, type Assumptions } from './index.ts'
import { createResources, type Parts, type Resources, type WorldState } from './state.ts'
import { createSeal, isTokenShaped, type TokenContent } from './user-tokens/seal.ts'
import { createSerials, type Serials } from './user-tokens/serials.ts'
import type { TokenState } from './user-tokens/state.ts'

/** The result of opening a user token. */
export type OpenedToken =
  | { state: TokenState, world: WorldState, user: WorldUser, content: TokenContent }
  | { state: 'unknown' }

/** All worlds of one fake. */
export interface Worlds {
  readonly default: WorldState
  /** Number of worlds. */
  readonly count: number
  /**
   * Return the world that a presented key opens, created at first use. Return undefined if it opens none, and `full` if
   * the capacity limit is reached.
   */
  forKey: (presented: string) => WorldState | 'full' | undefined
  /** Return true if a presented key opens no world because its world name is invalid. */
  isMisnamed: (presented: string) => boolean
  /** Open a presented token. Return undefined if it does not have the format of a token. */
  openToken: (presented: string) => OpenedToken | undefined
  /** Return the next id of the journal. Ids keep growing across resets. */
  nextEntryId: () => number
}

/** The configuration of worlds. */
export interface WorldsSource
  extends Pick<WorldSource<Resources>, 'clock' | 'faults' | 'journal' | 'limits'>, Pick<Parts, 'tokenTtl' | 'usersMode'> {
  key: string
  /** Random if undefined. */
  seed: string | undefined
  assumptions: Assumptions
  users: User[]
  /** The serial of each world's first token. */
  firstSerial?: number
}

const resourceNames = Object.keys(resources) as Array<keyof Resources>

/** Create the worlds of one fake: the default one immediately, the others at first use. */
export function createWorlds (
  { key, seed = randomBytes(32).toString('hex'), assumptions, users, usersMode, tokenTtl, firstSerial, ...source }: WorldsSource
): Worlds {
  const keys = createKeys(key)
  const seal = createSeal(seed)
  const owners = createTokenOwners<{ worldName: string, user: WorldUser }>()
  const fixtures = new Map(users.map((user) => [user.user_id, user]))
  const worlds = new Map<string, { world: WorldState, serials: Serials }>()
  let entries = 0

  function create (name: string): WorldState {
    const serials = createSerials(firstSerial)
    const tagFor = (user: WorldUser) => owners.claim({ worldName: name, user })
    const world = createWorld<Resources>({
      ...source,
      name,
      seed,
      resourceNames,
      createResources: (parts) =>
        createResources({ ...parts, assumptions, fixtures, usersMode, tokenTtl, seal, serials, tagFor }),
      onReset (forgotten) {
        for (const { tag } of forgotten?.users.all() ?? []) owners.release(tag)
        serials.forget()
      }
    })
    worlds.set(name, { world, serials })
    return world
  }

  return {
    default: create(defaultWorld),
    get count () { return worlds.size },
    forKey (presented) {
      const name = keys.worldNameFor(presented)
      if (name === undefined) return undefined
      return worlds.get(name)?.world ?? (worlds.size < capacityLimits.worlds.maximum ? create(name) : 'full')
    },
    isMisnamed: keys.isMisnamed,
    openToken (presented) {
      if (!isTokenShaped(presented)) return undefined
      const content = seal.open(presented)
      const owner = content && owners.ownerOf(content.tag)
      const found = owner && worlds.get(owner.worldName)
      if (!content || !found || found.serials.isForgotten(content.serial)) return { state: 'unknown' }
      const { world } = found
      return { state: world.tokens.stateOf(content, owner.user), world, user: owner.user, content }
    },
    nextEntryId: () => ++entries
  }
}
