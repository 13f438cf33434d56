/**
 * The control client: what a caller holds of a world. Written once against the control routes, whatever carries the
 * calls, so that it is the same in process and over HTTP.
 */
import type { ClockReading } from '../schemas/clock.ts'
import type { Fault, FaultInput } from '../schemas/faults.ts'
import type { Fill, ShownOrder as Order } from '../schemas/orders.ts'
import type { Entry, Filter } from '../schemas/requests.ts'
import type { Introspection, UserReport } from '../schemas/tokens.ts'
import type { RegisteredUser, User, UserDetail } from '../schemas/users.ts'
import { toDate } from '../world/clock.ts'
import { createCaller, pathSegment, type Caller } from './call.ts'
import type { Transport } from './transport.ts'
import { unusedFaults } from './unused-faults.ts'
import { waitForRequests, type WaitOptions } from './wait.ts'

/**
 * A world, as its holder sees it. Each function rejects with an Error, whose message says what the fake answered and
 * whose `status` is the answer's, where the fake refuses; and as `fetch()` does where it cannot be reached.
 */
export interface World {
  /** Hand it to the application under test: it names the world, and the application needs no other change. */
  key: string
  /** The world's clock. Each function resolves to what it shows then. */
  clock: {
    now: () => Promise<Date>
    /** Moves it; it runs on or stands still as before, unless told otherwise. */
    set: (instant: Date | string, options?: { frozen?: boolean }) => Promise<Date>
    /** By a duration such as `'24h'`, or ms. */
    advance: (by: string | number) => Promise<Date>
    /** Stops it, where it is or at an instant. */
    freeze: (at?: Date | string) => Promise<Date>
    resume: () => Promise<Date>
    /** Starts it anew, as it started with the fake. */
    reset: () => Promise<Date>
  }
  /** What is to go wrong. */
  faults: {
    add: (fault: FaultInput) => Promise<Fault>
    /** Used-up ones included. */
    list: () => Promise<Fault[]>
    clear: () => Promise<void>
    /** Rejects with a table of the faults that were never hit. */
    assertUsed: () => Promise<void>
  }
  /** What the application asked, oldest first. */
  requests: {
    list: (filter?: Filter) => Promise<Entry[]>
    /** Resolves once so many have matched (1 where not said), rejects when the time (5 s where not said) is over. */
    waitFor: (filter?: Filter, options?: WaitOptions) => Promise<Entry[]>
    clear: () => Promise<void>
  }
  tokens: {
    introspect: (token: string) => Promise<Introspection>
    /** Makes one token void, or all of a user's so far. */
    revoke: (which: string | { user_id: string }) => Promise<void>
    /** How the application treats its tokens. */
    report: () => Promise<UserReport[]>
  }
  /** The registry. */
  users: {
    list: () => Promise<RegisteredUser[]>
    get: (userId: string) => Promise<UserDetail>
    /** Creates a user, or sets these of its properties. */
    put: (user: User) => Promise<RegisteredUser>
    remove: (userId: string) => Promise<void>
  }
  orders: {
    /** Fills an order by sFOX's id, all that is left of it at its own price where not said, which moves balances. */
    fill: (id: string | number, fill?: Fill) => Promise<Order>
  }
  deposits: {
    /** Settles a deposit, whether it was due or not. */
    settle: (id: string | number) => Promise<void>
  }
  /** Puts everything back to the fixtures. */
  reset: () => Promise<void>
}

/**
 * Makes the client of one world.
 *
 * @param transport - carries the calls
 * @param key - the key that names the world
 * @returns the client; it holds nothing and needs no closing
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
      put: async (user) => await call.put(`/users/${pathSegment(user.user_id)}`, user),
      remove: async (userId) => await call.delete(`/users/${pathSegment(userId)}`)
    },
    orders: { fill: async (id, fill) => await call.post(`/orders/${pathSegment(String(id))}/fill`, fill) },
    deposits: { settle: async (id) => await call.post(`/deposits/${pathSegment(String(id))}/settle`) },
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
