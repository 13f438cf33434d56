/** When a request is over: its answer is out, or its connection was cut. */
import type { FastifyReply } from 'fastify'
import { logDefect } from './defect.ts'

/** How a request ended. */
export interface Ending {
  /** False where the connection was cut before the whole answer was out. */
  finished: boolean
  /** Whole ms of real time since the call. */
  duration: number
}

/**
 * Calls back once a reply is over. Only the raw response's `close` comes for an answered request and a cut one alike:
 * a cut one has no `onResponse`, and once its body was read no `onRequestAbort` either.
 *
 * @param reply - the reply
 * @param done - called once; what it throws is logged, since nobody else would catch it
 */
export function whenClosed ({ raw, log }: FastifyReply, done: (ending: Ending) => void): void {
  const began = performance.now()
  let finished = false
  raw.once('finish', () => { finished = true })
  raw.once('close', () => {
    try {
      done({ finished, duration: Math.round(performance.now() - began) })
    } catch (error) {
      logDefect(log, error)
    }
  })
}
