/** Wait for requests. */
import { parseDuration } from '../values/duration.ts'
import { elapsed } from '../values/real-timers.ts'
import { longestWait, type Entry, type Filter } from '../world/journal-schema.ts'
import type { Caller, ControlError } from './call.ts'

/** Options of `requests.waitFor()`. */
export interface WaitOptions {
  /** How many requests to wait for; 1 by default. */
  count?: number
  /** How long to wait in real time: a duration, for example `'5s'`, or ms. 5 s by default, at most 1 h. */
  timeout?: string | number
}

/** The longest wait of one call, in ms: `fetch()` gives up after 5 minutes without an answer. */
const longestCall = 120_000

/**
 * Wait until enough requests have matched, including those in the journal already. A long wait takes several calls.
 *
 * @param now - reads real time in ms; replaced in tests only
 * @throws rejects with a ControlError: status 408 after the timeout, with the number of matches; 503 if the fake stops
 *   before; 400 for a bad filter or option
 */
export async function waitForRequests (
  call: Caller, filter: Filter = {}, options: WaitOptions = {}, now = elapsed
): Promise<Entry[]> {
  const { count = 1, timeout = '5s' } = options
  const total = parseDuration(timeout)
  const wait = async (part: string | number) =>
    (await call.get<{ requests: Entry[] }>('/requests/wait', { ...filter, count, timeout: part })).requests
  // The fake refuses a bad or too long timeout.
  if (total === undefined || total <= longestCall || total > longestWait) return await wait(timeout)

  const end = now() + total
  for (;;) {
    const left = Math.max(Math.round(end - now()), 0)
    try {
      return await wait(Math.min(left, longestCall))
    } catch (error) {
      if (left <= longestCall || (error as ControlError).status !== 408) throw error
    }
  }
}
