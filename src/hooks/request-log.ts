/** Log one line for each request, answered or cut. Secrets are logged as fingerprints, also in the path. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { reasonHeader } from '../resources/refusal.ts'
import type { Redact } from '../world/fingerprint.ts'
import { pathOf } from './request-path.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for health checks and the like, whose requests are not logged. */
    unlogged?: boolean
  }
}

export interface RequestLogOptions {
  log: Logger
  redact: Redact
}

/** Log the requests of an application, and set their logger. */
export const requestLog = fp<RequestLogOptions>(async (app, { log, redact }) => {
  app.addHook('onRequest', (request, reply, next) => {
    request.log = reply.log = log
    if (request.routeOptions.config.unlogged || !log.isLevelEnabled('info')) return next()
    reply.whenClosed(({ finished, duration }) => {
      log.info({
        method: request.method,
        path: redact.path(pathOf(request.originalUrl)),
        status: finished ? reply.statusCode : null,
        reason: reply.getHeader(reasonHeader),
        ms: duration,
        ...fingerprintsOf(request)
      }, 'request')
    })
    next()
  })
}, { name: 'request-log', dependencies: ['on-response-closed', 'secrets'] })

/** Return the fingerprints of the request's credential, and of the tokens that it minted. */
function fingerprintsOf ({ secrets }: FastifyRequest) {
  const { key, tokens } = secrets()
  return { ...(key !== null && { key }), ...(tokens.length > 0 && { tokens }) }
}
