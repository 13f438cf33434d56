/** Pace requests below sFOX's documented rate limits, with room for other clients at the same address. */
import { matchesEndpoint } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import { documentedLimits, type Limit, type LimitName } from '../world/rate-limits.ts'

/** Real time, or the time of a test. */
export interface Timing {
  /** Return the time in ms. */
  now: () => number
  /** Resolve after so many ms, or as soon as the signal is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

/** The share of a limit that is used: the application may send from the same address. */
const share = 0.8

/** Return the limit that a route has besides the one of all requests. */
export function limitOf (method: string, path: string): LimitName | undefined {
  return endpoints.find((endpoint) => matchesEndpoint(endpoint, { method, path }))?.limit
}

/**
 * Create a pace.
 *
 * @param timing - the clock
 * @param limitOf - names the limit that a route has besides the one of all requests
 * @returns a function that counts a request and returns how long to wait before it is sent, in ms
 */
export function createPace (
  timing: Timing, limitOf: (method: string, path: string) => LimitName | undefined
): (method: string, path: string) => number {
  const all = createCount(documentedLimits.all)
  const counts = new Map(Object.entries(documentedLimits).map(([name, limit]) => [name, createCount(limit)]))
  return (method, path) => {
    const own = counts.get(String(limitOf(method, path)))
    const now = timing.now()
    const at = Math.max(all.earliest(now), own?.earliest(now) ?? now)
    all.add(at)
    own?.add(at)
    return at - now
  }
}

/** Count the requests of one limit, in a ring of the times at which they are sent. */
function createCount ({ requests, window }: Limit) {
  const times = new Array<number>(Math.floor(requests * share)).fill(Number.NEGATIVE_INFINITY)
  let next = 0
  return {
    earliest: (now: number) => Math.max(now, (times[next] as number) + window),
    add (at: number) {
      times[next] = at
      next = (next + 1) % times.length
    }
  }
}
