/** The client of a world. It calls the control routes, and is the same in process and over HTTP. */
import type { ClockReading } from '../control/clock.ts'
import type { Fault, FaultInput } from '../world/fault-schema.ts'
import type { Fill, ShownOrder as Order } from '../resources/orders/schemas.ts'
import type { Entry, Filter } from '../world/journal-schema.ts'
import type { Introspection, UserReport } from '../resources/user-tokens/schemas.ts'
import type { RegisteredUser, User, UserDetail } from '../resources/end-users/record.ts'
import { toDate } from '../values/instant.ts'
import { createCaller, pathSegment, type Caller } from './call.ts'
import type { Transport } from '../control/call.ts'
import { unusedFaults } from './unused-faults.ts'
import { waitForRequests, type WaitOptions } from './wait.ts'

/**
 * Control a world. Each function rejects with a ControlError if the fake refuses the call, and with the error of
 * `fetch()` if the fake cannot be reached.
 */
export interface World {
  /** The enterprise key that names the world. Give it to the application under test as its key. */
  key: string
  /** The clock of the world. Each function resolves to the new time. */
  clock: {
    now: () => Promise<Date>
    /** Moves the clock. It stays frozen or running, unless `frozen` says otherwise. */
    set: (instant: Date | string, options?: { frozen?: boolean }) => Promise<Date>
    /** Moves the clock on by a duration, for example `'24h'`, or by ms. */
    advance: (by: string | number) => Promise<Date>
    /** Stops the clock, now or at an instant. */
    freeze: (at?: Date | string) => Promise<Date>
    resume: () => Promise<Date>
    /** Restores the clock of the start of the fake. */
    reset: () => Promise<Date>
  }
  /** Faults to inject into responses. */
  faults: {
    add: (fault: FaultInput) => Promise<Fault>
    /** Lists all faults, including exhausted ones. */
    list: () => Promise<Fault[]>
    clear: () => Promise<void>
    /** Rejects with a table of the faults that were never hit. */
    assertUsed: () => Promise<void>
  }
  /** The requests of the application, oldest first. */
  requests: {
    list: (filter?: Filter) => Promise<Entry[]>
    /** Resolves when `count` requests (default 1) have matched. Rejects after `timeout` (default 5 s). */
    waitFor: (filter?: Filter, options?: WaitOptions) => Promise<Entry[]>
    clear: () => Promise<void>
  }
  tokens: {
    introspect: (token: string) => Promise<Introspection>
    /** Revokes one token, or all tokens that a user has so far. */
    revoke: (which: string | { user_id: string }) => Promise<void>
    /** Reports how the application uses its tokens. */
    report: () => Promise<UserReport[]>
  }
  /** The registry of users. */
  users: {
    list: () => Promise<RegisteredUser[]>
    get: (userId: string) => Promise<UserDetail>
    /** Creates a user, or sets the given properties of one. */
    put: (user: User) => Promise<RegisteredUser>
    remove: (userId: string) => Promise<void>
  }
  orders: {
    /** Fills an order by sFOX's id and moves balances. By default it fills the rest, at the price of the order. */
    fill: (id: string | number, fill?: Fill) => Promise<Order>
  }
  deposits: {
    /** Settles a deposit, due or not. */
    settle: (id: string | number) => Promise<void>
  }
  /** Restores the state of the fixtures. */
  reset: () => Promise<void>
}

/**
 * Create the client of one world. It holds no resources and needs no closing.
 *
 * @param key - the key that names the world
 */
export function createWorldClient (transport: Transport, key: string): World {
  const call = createCaller(transport, key)
  return {
    key,
    clock: clockClient(call),
    faults: faultsClient(call),
    requests: {
      list: async (filter) => (await call.get<{ requests: Entry[] }>('/requests', filter)).requests,
      waitFor: async (filter, options) => await waitForRequests(call, filter, options),
      clear: async () => await call.delete('/requests')
    },
    tokens: {
      introspect: async (token) => await call.post('/tokens/introspect', { token }),
      revoke: async (which) => await call.post('/tokens/revoke', typeof which === 'string' ? { token: which } : which),
      report: async () => (await call.get<{ users: UserReport[] }>('/tokens/report')).users
    },
    users: {
      list: async () => (await call.get<{ users: RegisteredUser[] }>('/users')).users,
      get: async (userId) => await call.get(`/users/${pathSegment(userId)}`),
      put: async (user) => await call.put(`/users/${pathSegment(user?.user_id)}`, user),
      remove: async (userId) => await call.delete(`/users/${pathSegment(userId)}`)
    },
    orders: { fill: async (id, fill) => await call.post(`/orders/${pathSegment(id)}/fill`, fill) },
    deposits: { settle: async (id) => await call.post(`/deposits/${pathSegment(id)}/settle`) },
    reset: async () => await call.post('/reset')
  }
}

function clockClient (call: Caller): World['clock'] {
  const shown = async (answer: Promise<ClockReading>) => toDate((await answer).now)
  return {
    now: async () => await shown(call.get('/clock')),
    set: async (instant, { frozen } = {}) => await shown(call.put('/clock', { now: instant, frozen })),
    advance: async (by) => await shown(call.post('/clock/advance', { by })),
    freeze: async (at) => await shown(call.put('/clock', { now: at, frozen: true })),
    resume: async () => await shown(call.put('/clock', { frozen: false })),
    reset: async () => await shown(call.delete('/clock'))
  }
}

function faultsClient (call: Caller): World['faults'] {
  const list = async () => (await call.get<{ faults: Fault[] }>('/faults')).faults
  return {
    add: async (fault) => await call.post('/faults', fault),
    list,
    clear: async () => await call.delete('/faults'),
    async assertUsed () {
      const problem = unusedFaults(await list())
      if (problem !== undefined) throw new Error(problem)
    }
  }
}
