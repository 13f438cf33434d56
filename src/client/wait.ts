/** Waiting for requests. */
import { parseDuration } from '../duration.ts'
import { longestWait, type Entry, type Filter } from '../schemas/requests.ts'
import type { Caller, ControlError } from './call.ts'

/** How long to wait, and for how many. */
export interface WaitOptions {
  /** 1 where not said. */
  count?: number
  /** A duration such as `'5s'`, or ms, of real time; 5 s where not said, 1 h at most. */
  timeout?: string | number
}

/** How long one call may wait, in ms: `fetch()` gives up after 5 minutes without an answer. */
const longestCall = 120_000

/**
 * Waits until enough requests have matched, those already journalled included. The fake answers by event; a long wait
 * is made of several calls.
 *
 * @param call - calls the control routes
 * @param filter - which requests
 * @param options - see WaitOptions
 * @returns the requests that match
 * @throws rejects with a ControlError of status 408, which says how many came, when the time is over; of status 503
 *   where the fake stops meanwhile; of status 400 for a bad filter or option
 */
export async function waitForRequests (call: Caller, filter: Filter = {}, options: WaitOptions = {}): Promise<Entry[]> {
  const { count = 1, timeout = '5s' } = options
  const total = parseDuration(timeout)
  const wait = async (part: string | number) =>
    (await call.get<{ requests: Entry[] }>('/requests/wait', { ...filter, count, timeout: part })).requests
  // What is no duration, or too long, is the fake's to refuse.
  if (total === undefined || total <= longestCall || total > longestWait) return await wait(timeout)

  const ends = performance.now() + total
  for (;;) {
    const left = Math.max(Math.round(ends - performance.now()), 0)
    try {
      return await wait(Math.min(left, longestCall))
    } catch (error) {
      if (left <= longestCall || (error as ControlError).status !== 408) throw error
    }
  }
}
