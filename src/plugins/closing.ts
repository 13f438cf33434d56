/**
 * Ends an application soon and in order. Node's `server.close()` waits for requests in flight without end, and for a
 * connection that falls idle meanwhile until its keep-alive is over (fastify issue 7044). Here no new connection is
 * taken, what waits without end is ended, requests in flight get a moment, and then everything that is still open is
 * cut.
 */
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'
import { tellWhenCut } from './pipelined.ts'

declare module 'fastify' {
  interface FastifyReply {
    /** Says how to end a reply that would never end of itself, so that closing need not give it time. */
    endAtClose: (end: () => void) => void
  }
}

/** How long requests in flight may take to finish, in ms. */
const grace = 250

/** How long a cut reply's `close` may take, in ms. */
const cutting = 100

/** Makes an application end this way. */
export const closing = fp(async (app) => {
  // Kept here, since Node's `closeAllConnections()` knows of none that is in the middle of a TLS handshake.
  const sockets = new Set<Socket>()
  app.server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })

  const open = new Map<FastifyReply['raw'], (() => void) | undefined>()
  app.decorateReply('endAtClose', function (this: FastifyReply, end: () => void) {
    if (open.has(this.raw)) open.set(this.raw, end)
  })
  app.addHook('onRequest', (request, reply, next) => {
    const { raw } = reply
    open.set(raw, undefined)
    reply.whenClosed(() => open.delete(raw))
    if (!raw.socket) tellWhenCut(raw, request.raw.socket)
    next()
  })
  app.addHook('preClose', async () => {
    app.server.close()
    for (const end of open.values()) end?.()
    await allClosed(open, grace)
    for (const raw of open.keys()) raw.destroy()
    // Whoever records requests hears of a cut one by its `close` only, and may be gone once the application is closed.
    await allClosed(open, cutting)
    for (const socket of sockets) socket.destroy()
  })
}, { name: 'closing', dependencies: ['closed'] })

/** Resolves once all are closed, or after some time, in ms. */
async function allClosed (replies: Map<FastifyReply['raw'], unknown>, patience: number): Promise<void> {
  const over = new AbortController()
  const closed = [...replies.keys()].map(async (raw) => await new Promise((resolve) => raw.once('close', resolve)))
  await Promise.race([Promise.all(closed), sleep(patience, undefined, { signal: over.signal }).catch(() => {})])
  over.abort()
}
