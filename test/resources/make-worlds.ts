/** Worlds for tests of the state, without an application. */
import { createWorlds, type Worlds, type WorldsSource } from '../../src/resources/worlds.ts'
import type { Account } from '../../src/world/account.ts'
import type { WorldUser } from '../../src/resources/end-users/state.ts'
import { assume } from '../../src/vendor/assumptions.ts'

/** An instant on a Saturday, with a fraction of a second. */
export const start = Date.UTC(2026, 0, 31, 12, 0, 0, 500)

/** Create worlds with frozen clocks, in which any id is a user. */
export function makeWorlds (source: Partial<WorldsSource> = {}): Worlds {
  return createWorlds({
    key: 'KEY',
    seed: 'seed',
    clock: { startAt: start, frozen: true },
    tokenTtl: 1000,
    usersMode: 'any',
    users: [],
    faults: [],
    journal: 10,
    limits: undefined,
    assumptions: assume(),
    ...source
  })
}

/** Find a user of a world, or undefined if its tokens are refused. */
export function find (world: Worlds['default'], id: string): WorldUser | undefined {
  return world.users.refusalOf(id) === undefined ? world.users.findOrCreate(id) : undefined
}

/** Return the account of a user of a world. */
export function accountOf (world: Worlds['default'], id: string): Account {
  return world.users.accountOf(world.users.findOrCreate(id))
}
