/**
 * Ends an application soon and in order. Node's `server.close()` waits for requests in flight without end, and for a
 * connection that falls idle meanwhile until its keep-alive is over (fastify issue 7044). Here no new connection is
 * taken, requests in flight get a moment, and then everything that is still open is cut.
 */
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'

/** How long requests in flight may take to finish, in ms. */
const grace = 250

/**
 * Makes an application end this way. Goes with the server option `forceCloseConnections: true`, which cuts the
 * sockets once this hook has run, those of idle and half-sent requests included.
 */
export const closing = fp(async (app) => {
  const open = new Set<FastifyReply['raw']>()
  app.addHook('onRequest', (_request, { raw }, next) => {
    open.add(raw)
    raw.once('close', () => open.delete(raw))
    next()
  })
  app.addHook('preClose', async () => {
    app.server.close()
    const over = new AbortController()
    const answered = Promise.all([...open].map(async (raw) => await once(raw, 'close')))
    await Promise.race([answered, sleep(grace, undefined, { signal: over.signal }).catch(() => {})])
    over.abort()
    for (const raw of open) raw.destroy()
  })
}, { name: 'closing' })
