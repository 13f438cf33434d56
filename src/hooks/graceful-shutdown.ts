/**
 * Graceful shutdown: stop accepting connections, end long-lived responses, give in-flight requests 250 ms, then destroy
 * the remaining sockets. Node's own `server.close()` waits for in-flight requests without limit, and for connections
 * that become idle meanwhile until their keep-alive timeout (fastify issue 7044).
 */
import { once } from 'node:events'
import type { Socket } from 'node:net'
import fp from 'fastify-plugin'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import { createSubscribers, type Subscribers } from '../world/subscribers.ts'

declare module 'fastify' {
  interface FastifyInstance {
    /** The responses that are not closed yet, in the order of their requests. */
    openResponses: () => Iterable<FastifyReply['raw']>
  }

  interface FastifyReply {
    /** Sets how the shutdown ends a long-lived response. */
    endAtClose: (end: () => void) => void
  }
}

/** How long in-flight requests may take to finish, in ms. */
const grace = 250

/** How long the `close` event of a destroyed response, or of the server, may take, in ms. */
const cutting = 100

/** The shutdown of an application. */
export interface Shutdown {
  /** The responses that are not closed yet, and how to end those that are long-lived. */
  open: Map<FastifyReply['raw'], (() => void) | undefined>
  /** Notified when the shutdown begins. */
  stopping: Subscribers<void>
  /** Shut the server down, once. Resolve when the port is free and all connections are closed. */
  begin: () => Promise<void>
}

/** Create the shutdown of an application. Its begin() needs no `process.nextTick()`, unlike the close() of Fastify. */
export function createShutdown (app: FastifyInstance): Shutdown {
  // Node's `closeAllConnections()` misses sockets in the middle of a TLS handshake.
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const open: Shutdown['open'] = new Map()
  const stopping = createSubscribers<void>()
  async function shutDown (): Promise<void> {
    const closed = app.server.listening ? once(app.server, 'close') : Promise.resolve()
    app.server.close()
    stopping.notify()
    for (const end of open.values()) end?.()
    await within(grace, closing(open.keys()))
    for (const raw of open.keys()) raw.destroy()
    // The journal records a cut request on its `close` event, which has to come before the application ends.
    await within(cutting, closing(open.keys()))
    for (const socket of sockets) socket.destroy()
    await within(cutting, closed)
  }
  let done: Promise<void> | undefined
  return { open, stopping, begin: async () => await (done ??= shutDown()) }
}

/** Shut an application down gracefully when it is closed. */
export const gracefulShutdown = fp<{ shutdown: Shutdown }>(async (app, { shutdown: { open, begin } }) => {
  app.decorate('openResponses', () => open.keys())
  app.decorateReply('endAtClose', function (this: FastifyReply, end: () => void) {
    if (open.has(this.raw)) open.set(this.raw, end)
  })
  app.addHook('onRequest', (_request, reply, next) => {
    const { raw } = reply
    open.set(raw, undefined)
    reply.whenClosed(() => open.delete(raw))
    next()
  })
  app.addHook('preClose', begin)
}, { name: 'graceful-shutdown', dependencies: ['on-response-closed'] })

/** Resolve when all responses are closed. */
async function closing (replies: Iterable<FastifyReply['raw']>): Promise<void> {
  await Promise.all(Array.from(replies, async (raw) => await new Promise((resolve) => raw.once('close', resolve))))
}

/** Resolve when an event has happened, or after the timeout, in ms. */
async function within (timeout: number, event: Promise<unknown>): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, timeout)
    event.then(() => { clearTimeout(timer); resolve() })
  })
}
