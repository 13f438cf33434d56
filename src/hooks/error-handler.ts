/** Turn errors into responses: `{"error": text}`, the reason in a header, and the headers that go with the status. */
import type { OutgoingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyBaseLogger, FastifyError, FastifyInstance, FastifyReply } from 'fastify'
import { fillIn, reasonHeader, RefusalError } from '../resources/refusal.ts'
import { documentedLimits } from '../world/rate-limits.ts'
import { logDefect } from './log-defect.ts'
import { requestRefusal } from './refusals.ts'
import { pathOf } from './request-path.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The error text of the response. */
    errorText: string | undefined
  }
}

/** The response to a refusal, as the assumptions set it. */
export interface ResponseOverride {
  status: number
  error: string
  /** By name; null removes a header. Placeholders are filled in, as in the text. */
  headers: Record<string, string | null>
}

export interface ErrorHandlerOptions {
  /** By reason. The default is the row of the refusal. */
  overrides?: Record<string, ResponseOverride>
}

/** The refusals of Fastify's own errors, by their code. */
const frameworkRefusals: Record<string, (() => RefusalError) | undefined> = {
  FST_ERR_CTP_BODY_TOO_LARGE: () => requestRefusal('body-too-large'),
  // From inject() only: over a socket, Node's parser checks the announced length.
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: () => requestRefusal('malformed-json', { problem: 'its length is not as announced' }),
  // The client disconnected while sending the body. It is not a defect of the fake.
  ECONNRESET: () => requestRefusal('malformed-json', { problem: 'it is cut off' })
}

/** Headers of a status, also for faults. @see RFC 9110, sections 10.2.3 and 11.6.1 */
const statusHeaders: Record<number, Record<string, string>> = {
  401: { 'www-authenticate': 'Bearer' },
  429: { 'retry-after': String(documentedLimits.all.penalty / 1000) }
}

const jsonHeader = { 'content-type': 'application/json; charset=utf-8' }

/** Statuses whose responses have no body. @see RFC 9110, sections 15.3.5, 15.3.6 and 15.4.5 */
export const bodiless: ReadonlySet<number> = new Set([204, 205, 304])

/**
 * Respond to the errors of a scope. The connection stays open, although Fastify would close it after a body that was
 * not read to the end: that would reset a client that is still sending, and the response would be lost. Node discards
 * the rest of the body.
 */
export const errorHandler = fp<ErrorHandlerOptions>(async (scope, { overrides = {} }) => {
  const answerTo = createAnswers(overrides)
  const removeType = typeRemover(scope, Object.values(overrides))

  scope.decorateRequest('errorText')
  scope.setErrorHandler((error: Error, request, reply) => {
    const { method, originalUrl, log } = request
    // Any text may name the request, for example the text of Express for an unknown path.
    const named = { method, path: pathOf(originalUrl) }
    const { reason, status, text, headers } = answerTo(toRefusal(error, log), named)
    request.errorText = text
    setHeaders(reply.code(status).removeHeader('connection'), headers)
    if (!reply.hasHeader('content-type')) removeType(reply)
    const body = bodiless.has(status) ? undefined : JSON.stringify({ error: text })
    if (reason === 'internal-error') sendPastHooks(reply, body as string)
    else reply.send(body)
  })
}, { name: 'error-handler' })

/** The response to a refusal. */
export interface Answer {
  reason: string
  status: number
  text: string
  /** By name in lower case; null removes a header. */
  headers: ResponseOverride['headers']
}

/**
 * Create the function that returns the response to a refusal.
 *
 * @returns a function of the refusal, and of further values for its text
 */
export function createAnswers (
  overrides: Record<string, ResponseOverride>
): (refusal: RefusalError, named?: Record<string, string>) => Answer {
  const answers = Object.fromEntries(Object.entries(overrides).map(([reason, { headers, ...answer }]) =>
    [reason, { ...answer, headers: inLowerCase(headers) }]))
  return ({ reason, message, row, values, headers, replacement }, named) => {
    const answer = answers[reason] ?? { ...row, headers: {} }
    const status = replacement?.status ?? answer.status
    return {
      reason,
      status,
      // The message is the text of the row, filled in.
      text: replacement?.error ??
        (answer.error === row.error ? message : fillIn(answer.error, { ...named, ...values })),
      headers: {
        ...jsonHeader,
        ...statusHeaders[status],
        ...headers,
        ...filled(answer.headers, values),
        ...replacement?.headers,
        [reasonHeader]: reason
      }
    }
  }
}

function inLowerCase (headers: ResponseOverride['headers']): ResponseOverride['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

/** Fill values into headers. Characters that HTTP does not allow in a header become question marks. */
function filled (headers: ResponseOverride['headers'], values: Record<string, string>): ResponseOverride['headers'] {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) =>
    [name, value && fillIn(value, values).replaceAll(/[^\t -~]/g, '?')]))
}

function setHeaders (reply: FastifyReply, headers: ResponseOverride['headers']): void {
  for (const [name, value] of Object.entries(headers)) {
    if (value !== null) reply.header(name, value)
    else reply.removeHeader(name)
  }
}

/** Create a function that removes the content type of a response. Fastify sets one late, so a hook has to remove it. */
function typeRemover (scope: FastifyInstance, overrides: ResponseOverride[]): (reply: FastifyReply) => void {
  const untyped = new WeakSet<FastifyReply>()
  if (overrides.some(({ headers }) => inLowerCase(headers)['content-type'] === null)) {
    scope.addHook('onSend', (_request, reply, payload, next) => {
      if (untyped.has(reply)) reply.removeHeader('content-type')
      next(null, payload)
    })
  }
  return (reply) => { untyped.add(reply) }
}

/** Return the refusal that answers an error. An error that is not a refusal is a defect, which is logged. */
export function toRefusal (error: Error, log: FastifyBaseLogger): RefusalError {
  if (error instanceof RefusalError) return error
  // A handler can throw anything, even null.
  const refuse = frameworkRefusals[(error as FastifyError | null)?.code ?? '']
  if (refuse) return refuse()
  logDefect(log, error)
  return requestRefusal('internal-error')
}

/** Send a response without running hooks: a hook may have thrown the error, and would throw again. */
function sendPastHooks (reply: FastifyReply, body: string): void {
  const { raw } = reply.header('content-length', Buffer.byteLength(body)).hijack()
  raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders).end(body)
}
