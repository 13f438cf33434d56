/**
 * Rate limits. sFOX documents them per IP address and per account. Here they are counted per world instead of per IP
 * address, so that parallel tests do not exhaust each other's limits (docs/reference/fidelity.md).
 */

/** A limit: a number of requests within a window, and a penalty for exceeding it. */
export interface Limit {
  requests: number
  /** In ms. */
  window: number
  /** Duration of refusing all requests after the limit was exceeded, in ms. */
  penalty: number
}

/** Limits by name. */
export type LimitTable = Record<LimitName, Limit>

/** The limit of all requests, and the additional limits of single routes. @see sFOX API docs, rate limits */
export const documentedLimits = {
  all: { requests: 250, window: 10_000, penalty: 60_000 },
  balance: { requests: 5, window: 10_000, penalty: 10_000 },
  'open-orders': { requests: 10, window: 10_000, penalty: 10_000 },
  'create-order': { requests: 60, window: 1000, penalty: 10_000 }
} as const satisfies Record<string, Limit>

/** The name of a limit. */
export type LimitName = keyof typeof documentedLimits

/** The rate limits of one world. */
export interface Limits {
  /**
   * Count a request at an instant. Return undefined if it is allowed, or the ms to wait if it is refused. `userId` is
   * given for limits per user.
   */
  refuseFor: (now: number, name: LimitName, userId?: string) => number | undefined
}

/** Create the rate limits of one world. */
export function createLimits (table: LimitTable): Limits {
  const counts = new Map<string, ReturnType<typeof createCount>>()
  return {
    refuseFor (now, name, userId = '') {
      const key = `${name} ${userId}`
      const count = counts.get(key) ?? createCount(table[name])
      counts.set(key, count)
      return count(now)
    }
  }
}

/**
 * Create the count of one limit. A sliding window is assumed, and that refused requests do not count.
 *
 * @returns a function that counts a request like `refuseFor()`; the clock may be moved back
 */
export function createCount ({ requests, window, penalty }: Limit): (now: number) => number | undefined {
  // The instants of the latest requests, in a ring buffer.
  const instants = new Array<number>(requests).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  let penaltyEnds = Number.NEGATIVE_INFINITY
  return (now) => {
    const left = penaltyEnds - now
    if (left > 0 && left <= penalty) return left
    const age = now - (instants[next] as number)
    if (age >= 0 && age < window) {
      penaltyEnds = now + penalty
      return penalty
    }
    instants[next] = now
    next = (next + 1) % requests
    return undefined
  }
}
