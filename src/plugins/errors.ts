/**
 * Errors become answers here and nowhere else: `{"error": text}`, the reason in a header, and the headers that go
 * with the status. One handler serves both scopes.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Reason } from '../errors.ts'
import { logDefect } from './defect.ts'
import { anyRefusal, fillIn, isRefusal, reasonHeader, refusal, type AnyReason, type Refusal } from '../refusal.ts'
import { documentedLimits } from '../world/limits.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The text of the error that was answered. */
    errorText: string | undefined
  }
}

/** What the error handler needs to know. */
export interface ErrorsOptions {
  /** Status, text and headers of refusals where they are not the catalogues' and the status's. */
  texts?: Partial<Record<Reason, RefusalText>>
}

/** What a refusal answers. */
interface RefusalText {
  status: number
  error: string
  /** By name; null for one that the answer is not to have. A value is filled in as the text is. */
  headers: Record<string, string | null>
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
  const rows = Object.fromEntries(Object.entries(anyRefusal).map(([reason, { status, error }]) =>
    [reason, inLowerCase(texts[reason as Reason] ?? { status, error, headers: {} })])) as Record<AnyReason, RefusalText>
  const removeType = typeRemover(scope, Object.values(rows))

  scope.decorateRequest('errorText')
  scope.setErrorHandler((error: Error, request, reply) => {
    const { reason, values, headers, instead } = toRefusal(error, request)
    const row = rows[reason]
    const status = instead.status ?? row.status
    const text = instead.error ?? fillIn(row.error, values)
    request.errorText = text
    setHeaders(reply.code(status).removeHeader('connection'), {
      ...jsonHeader,
      ...statusHeaders[status],
      ...headers,
      ...filled(row.headers, values),
      ...instead.headers,
      [reasonHeader]: reason
    })
    if (!reply.hasHeader('content-type')) removeType(reply)
    // Written here, since the route's schema may have another shape for the status, which a fault is free to choose.
    const body = bodiless.has(status) ? undefined : JSON.stringify({ error: text })
    if (reason === 'internal-error') sendPastHooks(reply, body as string)
    else reply.send(body)
  })
}, { name: 'errors' })

function inLowerCase ({ headers, ...rest }: RefusalText): RefusalText {
  const named = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  return { ...rest, headers: Object.fromEntries(named) }
}

/** What a value brings along, such as an id, may hold what HTTP does not allow, or leaves without a meaning. */
function filled (headers: RefusalText['headers'], values: Record<string, string>): RefusalText['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) =>
    [name, value && fillIn(value, values).replaceAll(/[^\t -~]/g, '?')]))
}

function setHeaders (reply: FastifyReply, headers: RefusalText['headers']): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== null) reply.header(name, value)
    else reply.removeHeader(name)
  }
}

/** The framework gives a type to whatever text has none; so a hook is needed, where any refusal is to have none. */
function typeRemover (scope: FastifyInstance, rows: RefusalText[]): (reply: FastifyReply) => void {
  const untyped = new WeakSet<FastifyReply>()
  if (rows.some(({ headers }) => headers['content-type'] === null)) {
    scope.addHook('onSend', (_request, reply, payload, next) => {
      if (untyped.has(reply)) reply.removeHeader('content-type')
      next(null, payload)
    })
  }
  return (reply) => { untyped.add(reply) }
}

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
