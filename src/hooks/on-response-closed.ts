/** Callbacks for the end of a response: it was sent, or its connection was cut. */
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'
import { elapsed } from '../values/real-timers.ts'
import { logDefect } from './log-defect.ts'

/** How a request ended. */
export interface Ending {
  /** False if the connection was cut before the whole response was sent. */
  finished: boolean
  /** Real time since the request arrived, in whole ms. */
  duration: number
}

type Listener = (ending: Ending) => void

declare module 'fastify' {
  interface FastifyReply {
    /** Adds a listener, which is called when the response is closed. Errors of the listener are logged. */
    whenClosed: (listener: Listener) => void
    closedListeners: Listener[]
    /** Delays the listeners until `releaseClosed()`: the request goes on even if its caller disconnects. */
    holdClosed: () => void
    /** Ends the delay. Calls the listeners if the response is closed. */
    releaseClosed: () => void
    isHeld: boolean
    /** Calls the delayed listeners; undefined until the response is closed. */
    notifyClosed: (() => void) | undefined
  }
}

/**
 * Add `reply.whenClosed()`. Only the raw response's `close` event comes for both answered and cut requests: a cut one
 * has no `onResponse`, and no `onRequestAbort` after its body was read. All callbacks share one event listener, since
 * each costs as much as a whole hook.
 */
export const onResponseClosed = fp(async (app) => {
  app.decorateReply('closedListeners')
  app.decorateReply('whenClosed', function (this: FastifyReply, listener: Listener) {
    this.closedListeners.push(listener)
  })
  app.decorateReply('isHeld', false)
  app.decorateReply('notifyClosed')
  app.decorateReply('holdClosed', function (this: FastifyReply) { this.isHeld = true })
  app.decorateReply('releaseClosed', function (this: FastifyReply) {
    this.isHeld = false
    this.notifyClosed?.()
    this.notifyClosed = undefined
  })
  app.addHook('onRequest', (_request, reply, next) => {
    const listeners: Listener[] = reply.closedListeners = []
    const began = elapsed()
    let finished = false
    reply.raw.on('finish', () => { finished = true })
    reply.raw.once('close', () => {
      const ending = { finished, duration: Math.round(elapsed() - began) }
      if (reply.isHeld) reply.notifyClosed = () => notify(listeners, ending, reply)
      else notify(listeners, ending, reply)
    })
    next()
  })
}, { name: 'on-response-closed' })

function notify (listeners: Listener[], ending: Ending, { log }: FastifyReply): void {
  for (const listener of listeners) {
    try {
      listener(ending)
    } catch (error) {
      logDefect(log, error)
    }
  }
}
