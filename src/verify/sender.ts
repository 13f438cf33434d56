/** Send requests one by one, no faster than allowed; wait if the server asks for it, and give up in the end. */
import { InconclusiveError, type Answer, type Sent } from '../resources/probe.ts'
import { exchange, type Route } from './exchange.ts'
import { createPace, limitOf, type Timing } from './pace.ts'

export interface Sender {
  /** Send a request; rejects with an `InconclusiveError` if no complete answer came, or the sender has given up. */
  send: (sent: Sent) => Promise<Answer>
  /** Return the first 429 that came. */
  first429: () => Answer | undefined
  /** Return how many requests have been sent. */
  count: () => number
  /** Go on after an interruption, or after giving up, with a new time limit. */
  resume: () => void
}

/** Retries after a 429; times in ms. sFOX documents that a limit is lifted after 10 s for a route, 60 s for all. */
const retry = { attempts: 4, defaultWait: 10_000, totalWait: 65_000 }

/** How many requests in a row may go unanswered. */
const maxSilence = 3

/** How long a run may take, in ms, even if the server answers each request in time. */
const maxTime = 600_000

/**
 * Create a sender. It gives up after repeated 429 to one request, several requests in a row without an answer, or ten
 * minutes.
 *
 * @param route - to the server
 * @param timing - the clock
 * @param waiting - is told of each wait for a 429, in ms
 * @returns the sender
 */
export function createSender (route: Route, timing: Timing, waiting: (ms: number) => void): Sender {
  const pace = createPace(timing, limitOf)
  let { signal } = route
  let first429: Answer | undefined
  let began = timing.now()
  let [count, silence, gaveUp] = [0, 0, '']

  async function attempt (sent: Sent): Promise<Answer> {
    const ms = pace(sent.method, sent.path)
    if (ms > 0) await timing.sleep(ms, signal)
    count++
    try {
      const answer = await exchange({ ...route, signal }, sent)
      silence = 0
      return answer
    } catch (error) {
      silence = error instanceof InconclusiveError && error.silent ? silence + 1 : 0
      if (silence === maxSilence) gaveUp = `not asked, after ${maxSilence} requests in a row without an answer`
      throw error
    }
  }

  async function send (sent: Sent, attempts = 1, waitedBefore = 0): Promise<Answer> {
    if (gaveUp === '' && timing.now() - began > maxTime) gaveUp = `not asked, after ${maxTime / 60_000} minutes`
    if (gaveUp !== '') throw new InconclusiveError(gaveUp, { failed: true, unsent: true })
    const answer = await attempt(sent)
    // A fake says whether the 429 is a rate limit.
    const isLimit = (answer.headers['x-fake-sfox-reason'] ?? 'rate-limited') === 'rate-limited'
    if (answer.status !== 429 || !isLimit || sent.accepts429) return answer
    first429 ??= answer
    const ms = requestedWait(answer, timing.now())
    const waited = waitedBefore + ms
    if (attempts === retry.attempts || waited > retry.totalWait) {
      gaveUp = 'not asked, after 429 (too many requests) that did not end'
      const why = `429 (too many requests), ${attempts} in a row, and ${Math.ceil(ms / 1000)} s to wait`
      throw new InconclusiveError(why, { failed: true })
    }
    waiting(ms)
    await timing.sleep(ms, signal)
    return await send(sent, attempts + 1, waited)
  }

  return {
    send: async (sent) => await send(sent),
    first429: () => first429,
    count: () => count,
    resume () { [signal, began, silence, gaveUp] = [undefined, timing.now(), 0, ''] }
  }
}

/** Read `Retry-After`: seconds, or a date. @see RFC 9110, section 10.2.3 */
function requestedWait ({ headers: { 'retry-after': after = '' } }: Answer, now: number): number {
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now
  return ms >= 0 ? ms : retry.defaultWait
}
