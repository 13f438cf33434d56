/**
 * Errors become answers here and nowhere else: `{"error": text}`, the reason in a header, and the headers that go
 * with the status. One handler serves both scopes.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../errors.ts'
import { logDefect } from './defect.ts'
import { anyRefusal, fillIn, isRefusal, reasonHeader, refusal, type Refusal } from '../refusal.ts'
import { documentedLimits } from '../world/limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of the error that was answered. */
    errorText: string | undefined
  }
}

/** What the error handler needs to know. */
export interface ErrorsOptions {
  /** Status and text of refusals where they are not the catalogues'. */
  texts?: Partial<Record<Reason, { status: number, error: string }>>
}

/** The framework's own refusals, by their code. */
const frameworkReasons: Record<string, Reason | undefined> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  // From inject() only: over a socket, Node's parser sees to it that a body is as long as announced.
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  // The caller went away amid the body. Nobody reads the answer, but it is no defect of ours either.
  ECONNRESET: 'malformed-json'
}

/** Headers that belong to a status, whoever sets it. @see RFC 9110, sections 10.2.3 and 11.6.1 */
const statusHeaders: Record<number, Record<string, string>> = {
  401: { 'www-authenticate': 'Bearer' },
  429: { 'retry-after': String(documentedLimits.all.penalty / 1000) }
}

const jsonHeader = { 'content-type': 'application/json; charset=utf-8' }

/** Statuses whose answers have no body. @see RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5 */
const bodiless = new Set([204, 205, 304])

/**
 * Makes a scope answer its errors. The connection stays open, though Fastify would close it after a body that it did
 * not read to the end: closed under a client that is still sending, it is reset, and the answer is lost. Node reads the
 * rest away.
 */
export const errors = fp<ErrorsOptions>(async (scope, { texts = {} }) => {
  scope.decorateRequest('errorText')
  scope.setErrorHandler((error: Error, request, reply) => {
    const { reason, values, headers, instead } = toRefusal(error, request)
    const row = { ...anyRefusal[reason], ...texts[reason as Reason] }
    const status = instead.status ?? row.status
    const text = instead.error ?? fillIn(row.error, values)
    request.errorText = text
    reply
      .code(status)
      .removeHeader('connection')
      .headers({ ...jsonHeader, ...statusHeaders[status], ...headers, [reasonHeader]: reason })
    // Written here, since the route's schema may have another shape for the status, which a fault is free to choose.
    const body = bodiless.has(status) ? undefined : JSON.stringify({ error: text })
    if (reason === 'internal-error') sendPastHooks(reply, body as string)
    else reply.send(body)
  })
}, { name: 'errors' })

function toRefusal (error: Error, request: FastifyRequest): Refusal {
  if (isRefusal(error)) return error
  // Anything can be thrown, null too.
  const reason = frameworkReasons[(error as FastifyError | null)?.code ?? '']
  if (reason) return refusal(reason)
  logDefect(request.log, error)
  return refusal('internal-error')
}

/** One of the hooks may be what failed. It would fail again, and the framework would answer in a shape of its own. */
function sendPastHooks (reply: FastifyReply, body: string): void {
  const { raw } = reply.header('content-length', Buffer.byteLength(body)).hijack()
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders).end(body)
}
