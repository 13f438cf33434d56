/**
 * One log line a request, answered or cut. Secrets appear as fingerprints; the path is cleaned of them too.
 */
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { reasonHeader } from '../errors.ts'
import { fingerprint, type Redact } from '../world/fingerprint.ts'
import { isTokenShaped } from '../world/seal.ts'
import { readBearer } from './principal.ts'

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

/** How many minted tokens of one request are named. */
const namedTokens = 20

/** Makes an application log its requests. */
export const requestLog = fp<RequestLogOptions>(async (app, options) => {
  app.addHook('onRequest', (request, reply, next) => {
    logWhenClosed(request, reply, options)
    next()
  })
}, { name: 'request-log' })

/**
 * Logs a request once its answer is out, or its connection is cut: only the raw response's `close` comes for both.
 *
 * @param request - the request
 * @param reply - its reply, of which the status and the reason are logged; the status is null where it was cut
 * @param options - where to log, and how to clean a path
 */
export function logWhenClosed (request: FastifyRequest, reply: FastifyReply, { log, redact }: RequestLogOptions): void {
  const began = performance.now()
  let finished = false
  reply.raw.once('finish', () => { finished = true })
  reply.raw.once('close', () => {
    if (request.routeOptions.config?.unlogged || !log.isLevelEnabled('info')) return
    log.info({
      method: request.method,
      path: redact.path(pathOf(request.originalUrl)),
      status: finished ? reply.statusCode : null,
      reason: reply.getHeader(reasonHeader),
      ms: Math.round(performance.now() - began),
      ...fingerprints(request)
    }, 'request')
  })
}

function pathOf (url: string): string {
  return url.split('?', 1)[0] as string
}

/** The credential that was presented, under `key` or `tokens` by what it is or looks like, and what was minted. */
function fingerprints ({ headers: { authorization = '' }, principal, minted }: FastifyRequest) {
  const credential = readBearer(authorization)
  const isToken = credential !== undefined && principal?.kind !== 'enterprise' && isTokenShaped(credential)
  const tokens = minted?.slice(0, namedTokens).map(({ token }) => token) ?? []
  if (isToken) tokens.unshift(credential)
  return {
    ...(credential !== undefined && !isToken && { key: fingerprint(credential) }),
    ...(tokens.length > 0 && { tokens: tokens.map(fingerprint) })
  }
}
