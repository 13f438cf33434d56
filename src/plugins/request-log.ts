/**
 * One log line a request, answered or cut. Secrets appear as fingerprints; the path is cleaned of them too.
 */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { reasonHeader } from '../refusal.ts'
import type { Redact } from '../world/fingerprint.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Leaves the route's requests out of the log, as for probes that come every second. */
    unlogged?: true
  }
}

/** What the log needs to know. */
export interface RequestLogOptions {
  log: Logger
  redact: Redact
}

/** Makes an application log its requests, and gives them their logger. */
export const requestLog = fp<RequestLogOptions>(async (app, { log, redact }) => {
  app.addHook('onRequest', (request, reply, next) => {
    request.log = reply.log = log
    if (request.routeOptions.config.unlogged || !log.isLevelEnabled('info')) return next()
    reply.whenClosed(({ finished, duration }) => {
      log.info({
        method: request.method,
        path: redact.path(request.originalUrl.split('?', 1)[0] as string),
        status: finished ? reply.statusCode : null,
        reason: reply.getHeader(reasonHeader),
        ms: duration,
        ...fingerprints(request)
      }, 'request')
    })
    next()
  })
}, { name: 'request-log', dependencies: ['closed', 'secrets'] })

/** The credential that was presented, under `key` or `tokens` by what it is or looks like, and what was minted. */
function fingerprints ({ secrets }: FastifyRequest) {
  const { key, tokens } = secrets()
  return { ...(key !== null && { key }), ...(tokens.length > 0 && { tokens }) }
}
