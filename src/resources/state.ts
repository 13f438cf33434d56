/** Create the state of a world's resources. */
import type { User } from './end-users/record.ts'
import type { Assumptions } from './index.ts'
import { resources } from './index.ts'
import type { Seal } from './user-tokens/seal.ts'
import type { Serials } from './user-tokens/serials.ts'
import type { World, WorldParts } from '../world/world.ts'
import type { WorldUser } from './end-users/state.ts'

/** The parts of a world that its resources use. */
export interface Parts extends WorldParts {
  assumptions: Assumptions
  /** Users of the fixtures by id. All worlds share them, so do not change them. */
  fixtures: ReadonlyMap<string, User>
  /** `any`: every id is a user. `registered`: only users of the fixtures and registered users. */
  usersMode: 'any' | 'registered'
  /** Lifetime of a user token in ms. */
  tokenTtl: number
  seal: Seal
  serials: Serials
  /** Return the tag that represents a user in a token. */
  tagFor: (user: WorldUser) => number
  /** The state of all resources, each created at first use. */
  resources: Resources
}

/** The state of all resources, by the name of the resource. */
export type Resources = {
  readonly [Name in keyof typeof resources]: ReturnType<(typeof resources)[Name]['createState']>
}

/** One world: the state of the fake under one key. */
export type WorldState = World & Resources

/** Create the resources of one world by name. The state of each is created at first use. */
export function createResources (parts: Omit<Parts, 'resources'>): Resources {
  const states = {} as Resources
  const all: Parts = { ...parts, resources: states }
  for (const [name, { createState }] of Object.entries(resources)) {
    let state: unknown
    Object.defineProperty(states, name, { enumerable: true, get: () => (state ??= createState(all)) })
  }
  return states
}
