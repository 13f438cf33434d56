/**
 * Errors become answers here and nowhere else: `{"error": text}`, the reason in a header, and the headers that go
 * with the status. One handler serves both scopes.
 */
import fp from 'fastify-plugin'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import type { Assumptions } from '../assumptions.ts'
import { fillIn, isRefusal, reasonHeader, refusal, type Reason, type Refusal } from '../errors.ts'

/** What the error handler needs to know. */
export interface ErrorsOptions {
  /** Status and text of each refusal. */
  texts: Pick<Assumptions, Reason>
}

/** The framework's own refusals, by their code. */
const frameworkReasons: Record<string, Reason | undefined> = {
  FST_ERR_BAD_URL: 'malformed-url',
  FST_ERR_CTP_BODY_TOO_LARGE: 'body-too-large',
  FST_ERR_CTP_INVALID_JSON_BODY: 'malformed-json',
  // From inject() only: over a socket, Node's parser sees to it that a body is as long as announced.
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'malformed-json',
  // The caller went away amid the body. Nobody reads the answer, but it is no defect of ours either.
  ECONNRESET: 'malformed-json'
}

/** Headers that belong to a status, whoever sets it. @see RFC 9110, section 11.6.1 */
const statusHeaders: Record<number, Record<string, string>> = {
  401: { 'www-authenticate': 'Bearer' }
}

/**
 * Answers an error. The connection stays open, though Fastify would close it after a body that it did not read to the
 * end: closed under a client that is still sending, it is reset, and the answer is lost. Node reads the rest away.
 *
 * @param error - a refusal, an error of the framework, or anything else that a handler threw
 * @param request - for its log, which gets what was not a refusal
 * @param reply - sent here
 * @param texts - status and text of each refusal
 */
export function answerError (
  error: Error, request: FastifyRequest, reply: FastifyReply, texts: ErrorsOptions['texts']
): void {
  const { reason, values, headers } = toRefusal(error, request)
  const { status, error: text } = texts[reason]
  reply
    .code(status)
    .removeHeader('connection')
    .headers({ ...statusHeaders[status], ...headers, [reasonHeader]: reason })
    .send({ error: fillIn(text, values) })
}

function toRefusal (error: Error, request: FastifyRequest): Refusal {
  if (isRefusal(error)) return error
  const reason = frameworkReasons[(error as FastifyError).code]
  if (reason) return refusal(reason)
  request.log.error({ err: error }, 'unexpected error')
  return refusal('internal-error')
}

/** Makes a scope answer its errors. Texts come from the scope, so that assumptions change the vendor's only. */
export const errors = fp<ErrorsOptions>(async (scope, { texts }) => {
  scope.setErrorHandler((error: Error, request, reply) => answerError(error, request, reply, texts))
}, { name: 'errors' })
