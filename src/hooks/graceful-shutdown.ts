/**
 * Graceful shutdown: stop accepting connections, end long-lived responses, give in-flight requests 250 ms, then destroy
 * the remaining sockets. Node's own `server.close()` waits for in-flight requests without limit, and for connections
 * that become idle meanwhile until their keep-alive timeout (fastify issue 7044).
 */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'

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

/** How long the `close` event of a destroyed response may take, in ms. */
const cutting = 100

/** Shut an application down gracefully when it is closed. */
export const gracefulShutdown = fp(async (app) => {
  // Node's `closeAllConnections()` misses sockets in the middle of a TLS handshake.
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const open = new Map<FastifyReply['raw'], (() => void) | undefined>()
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
  app.addHook('preClose', async () => {
    app.server.close()
    for (const end of open.values()) end?.()
    await allClosed(open, grace)
    for (const raw of open.keys()) raw.destroy()
    // The journal records a cut request on its `close` event, which has to come before the application ends.
    await allClosed(open, cutting)
    for (const socket of sockets) socket.destroy()
  })
}, { name: 'graceful-shutdown', dependencies: ['on-response-closed'] })

/** Resolve when all responses are closed, or after the timeout, in ms. */
async function allClosed (replies: Map<FastifyReply['raw'], unknown>, timeout: number): Promise<void> {
  const over = new AbortController()
  const closed = [...replies.keys()].map(async (raw) => await new Promise((resolve) => raw.once('close', resolve)))
  await Promise.race([Promise.all(closed), sleep(timeout, undefined, { signal: over.signal }).catch(() => {})])
  over.abort()
}
