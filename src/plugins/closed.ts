/** When a request is over: its answer is out, or its connection was cut. */
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'
import { logDefect } from './defect.ts'

/** How a request ended. */
export interface Ending {
  /** False where the connection was cut before the whole answer was out. */
  finished: boolean
  /** Whole ms of real time since it came. */
  duration: number
}

declare module 'fastify' {
  interface FastifyReply {
    /**
     * Calls back once the reply is over, in the order of the calls; not at all where it is over already. What is thrown
     * is logged, since nobody else would catch it.
     */
    whenClosed: (done: (ending: Ending) => void) => void
    /** Whom to call back. */
    closedListeners: Array<(ending: Ending) => void>
  }
}

/**
 * Lets an application's replies say when they are over. Only the raw response's `close` comes for an answered request
 * and a cut one alike: a cut one has no `onResponse`, and once its body was read no `onRequestAbort` either. However
 * many want to know, the response is listened to once, since each listener costs as much as a whole hook.
 */
export const closed = fp(async (app) => {
  app.decorateReply('closedListeners')
  app.decorateReply('whenClosed', function (this: FastifyReply, done: (ending: Ending) => void) {
    this.closedListeners.push(done)
  })
  app.addHook('onRequest', (_request, reply, next) => {
    const listeners: FastifyReply['closedListeners'] = reply.closedListeners = []
    const began = performance.now()
    let finished = false
    reply.raw.on('finish', () => { finished = true })
    reply.raw.once('close', () => {
      const ending = { finished, duration: Math.round(performance.now() - began) }
      for (const done of listeners) {
        try {
          done(ending)
        } catch (error) {
          logDefect(reply.log, error)
        }
      }
    })
    next()
  })
}, { name: 'closed' })
