/** How fast requests follow one another: under sFOX's documented limits, with room left for others at the address. */
import { documentedLimits, type Limit, type LimitName } from '../world/limits.ts'

/** Real time, or a test's. */
export interface Timing {
  /** ms since some instant. */
  now: () => number
  /** Resolves after so many ms, or at once where the signal says so. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>
}

/** How much of a limit is used: the application may be sending from the same address. */
const share = 0.8

/** The routes with a limit of their own. @see sFOX API docs, rate limits */
const ofRoute: Array<[route: RegExp, LimitName]> = [
  [/^GET \/v1\/user\/balance$/, 'balance'],
  [/^GET \/v1\/orders$/, 'open-orders'],
  [/^POST \/v1\/orders\//, 'create-order']
]

/**
 * Begins to pace requests.
 *
 * @param timing - see Timing
 * @returns a function that resolves when a request may be sent: it says how long that takes, in ms
 */
export function createPace (timing: Timing): (method: string, path: string) => number {
  const counts = Object.fromEntries(Object.entries(documentedLimits).map(([name, limit]) => [name, createCount(limit)]))
  return (method, path) => {
    const own = ofRoute.find(([route]) => route.test(`${method} ${path}`))?.[1]
    const met = [counts.all, ...(own === undefined ? [] : [counts[own]])] as Count[]
    const now = timing.now()
    const at = Math.max(...met.map((count) => count.earliest(now)))
    for (const count of met) count.note(at)
    return at - now
  }
}

type Count = ReturnType<typeof createCount>

/** Counts the requests of one limit in a ring of instants. */
function createCount ({ requests, window }: Limit) {
  const instants = new Array<number>(Math.floor(requests * share)).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  return {
    earliest: (now: number) => Math.max(now, (instants[next] as number) + window),
    note (at: number) {
      instants[next] = at
      next = (next + 1) % instants.length
    }
  }
}
