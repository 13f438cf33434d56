/**
 * The limit on requests. sFOX documents it per IP address; here a world stands for an address, so that tests side by
 * side cannot use up each other's (docs/fidelity.md).
 */

/** A limit: so many requests within a window, else a penalty. */
export interface Limit {
  requests: number
  /** ms. */
  window: number
  /** ms for which everything is refused once the limit was passed. */
  penalty: number
}

/** 250 requests in 10 s, then 429 for 60 s. @see sFOX API docs, rate limits */
export const documentedLimit: Limit = { requests: 250, window: 10_000, penalty: 60_000 }

/** Counts the requests of one world against a limit. */
export interface Limits {
  /** Counts a request made at an instant; ms to wait where it is refused, undefined where it may go on. */
  refuseFor: (now: number) => number | undefined
}

/**
 * Begins to count. The window slides, and what is refused does not count: neither is documented, both are assumed.
 *
 * @param limit - see Limit
 * @returns the count; a clock that is moved back lifts what it no longer reaches
 */
export function createLimits ({ requests, window, penalty }: Limit): Limits {
  // The instants of the latest requests, in a ring.
  const instants = new Array<number>(requests).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  let penaltyEnds = Number.NEGATIVE_INFINITY
  return {
    refuseFor (now) {
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
}
