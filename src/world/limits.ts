/**
 * The limits on requests. sFOX documents them per IP address and per account; here a world stands for an address, so
 * that tests side by side cannot use up each other's (docs/reference/fidelity.md).
 */

/** A limit: so many requests within a window, else a penalty. */
export interface Limit {
  requests: number
  /** ms. */
  window: number
  /** ms for which everything is refused once the limit was passed. */
  penalty: number
}

/** Limits by name. */
export type LimitTable = Record<LimitName, Limit>

/** Every limit: that of all requests, and those that single routes have besides. @see sFOX API docs, rate limits */
export const documentedLimits = {
  all: { requests: 250, window: 10_000, penalty: 60_000 },
  balance: { requests: 5, window: 10_000, penalty: 10_000 },
  'open-orders': { requests: 10, window: 10_000, penalty: 10_000 },
  'create-order': { requests: 60, window: 1000, penalty: 10_000 }
} as const satisfies Record<string, Limit>

/** A limit's name. */
export type LimitName = keyof typeof documentedLimits

/** Counts the requests of one world against its limits. */
export interface Limits {
  /**
   * Counts a request made at an instant; ms to wait where it is refused, undefined where it may go on. `who` is the
   * user where each has a count of its own.
   */
  refuseFor: (now: number, name: LimitName, who?: string) => number | undefined
}

/**
 * Begins to count.
 *
 * @param table - see LimitTable
 * @returns the counts
 */
export function createLimits (table: LimitTable): Limits {
  const counts = new Map<string, ReturnType<typeof createCount>>()
  return {
    refuseFor (now, name, who = '') {
      const key = `${name} ${who}`
      const count = counts.get(key) ?? createCount(table[name])
      counts.set(key, count)
      return count(now)
    }
  }
}

/**
 * Begins one count. The window slides, and what is refused does not count: neither is documented, both are assumed.
 *
 * @param limit - see Limit
 * @returns counts a request; a clock that is moved back lifts what it no longer reaches
 */
export function createCount ({ requests, window, penalty }: Limit): (now: number) => number | undefined {
  // The instants of the latest requests, in a ring.
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
