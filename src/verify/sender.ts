/** Sends requests one by one: no faster than allowed, with waits where the server asks for them. Gives up in time. */
import { cannotTell, isCannotTell } from './cannot-tell.ts'
import { exchange, type Answer, type Sent, type Way } from './exchange.ts'
import { createPace, type Timing } from './pace.ts'

/** Who sends. */
export interface Sender {
  send: (sent: Sent) => Promise<Answer>
  /** The first 429 that came. */
  limited: () => Answer | undefined
  /** How many requests have been sent. */
  count: () => number
  /** Goes on although it has given up, for as long again. */
  resume: () => void
}

/**
 * How often a request that gets a 429 is sent, and how long is waited for it, where the answer does not say, and
 * in all, in ms. sFOX documents that a limit is lifted after 10 s for a route, 60 s for all.
 */
const wait = { tries: 4, unsaid: 10_000, most: 65_000 }

/** How many requests in a row may go without any answer. */
const mostSilence = 3

/** How long a run may take, in ms: a server that is slow all the time is given up at last. */
const mostTime = 600_000

/**
 * Makes a sender.
 *
 * @param way - see Way; its signal may be replaced meanwhile
 * @param timing - see Timing
 * @param waiting - is told of each wait for a 429, in ms
 * @returns see Sender; `send` rejects as `exchange()` does, and failed where it has given up: after a request that was
 *   refused with 429 again and again, several in a row without an answer, or ten minutes
 */
export function createSender (way: Way, timing: Timing, waiting: (ms: number) => void): Sender {
  const pace = createPace(timing)
  let limited: Answer | undefined
  let began = timing.now()
  let [count, silence, gaveUp] = [0, 0, '']

  function resume () {
    [began, silence, gaveUp] = [timing.now(), 0, '']
  }

  async function once (sent: Sent): Promise<Answer> {
    const ms = pace(sent.method, sent.path)
    if (ms > 0) await timing.sleep(ms, way.signal)
    count++
    try {
      const answer = await exchange(way, sent)
      silence = 0
      return answer
    } catch (error) {
      silence = isCannotTell(error) && error.silent ? silence + 1 : 0
      if (silence === mostSilence) gaveUp = `not asked, after ${mostSilence} requests in a row without an answer`
      throw error
    }
  }

  async function send (sent: Sent, tries = 1, waited = 0): Promise<Answer> {
    if (gaveUp === '' && timing.now() - began > mostTime) gaveUp = `not asked, after ${mostTime / 60_000} minutes`
    if (gaveUp !== '') throw cannotTell(gaveUp, { failed: true, unsent: true })
    const answer = await once(sent)
    // A fake says whether it is a limit.
    const isLimit = (answer.headers['x-fake-sfox-reason'] ?? 'rate-limited') === 'rate-limited'
    if (answer.status !== 429 || !isLimit || sent.takes429) return answer
    limited ??= answer
    const ms = askedWait(answer, timing.now())
    if (tries === wait.tries || waited + ms > wait.most) {
      gaveUp = 'not asked, after 429 (too many requests) that did not end'
      throw cannotTell(`429 (too many requests), ${tries} in a row, and ${Math.ceil(ms / 1000)} s to wait`, { failed: true })
    }
    waiting(ms)
    await timing.sleep(ms, way.signal)
    return await send(sent, tries + 1, waited + ms)
  }

  return { send: async (sent) => await send(sent), limited: () => limited, count: () => count, resume }
}

/** @see RFC 9110, section 10.2.3: seconds, or a date. */
function askedWait ({ headers: { 'retry-after': after } }: Answer, now: number): number {
  if (after === undefined) return wait.unsaid
  const ms = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - now
  return ms >= 0 ? ms : wait.unsaid
}
