/**
 * Parse request bodies. A body with any content type is read as JSON: sFOX's own samples send JSON labelled as a form.
 * A form is read only if the text is not JSON. Clients announce a content type even without a body.
 */
import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { RefusalError } from '../resources/refusal.ts'
import { parseForm, parseJson, PayloadError } from '../values/payload.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The value of an empty body. Without it, a route with a body schema refuses an empty body. */
    emptyBody?: object | null | undefined
  }

  interface FastifyRequest {
    /** The body as it was sent; undefined until it is read. */
    bodyText: string | undefined
  }
}

export interface BodyOptions {
  /** True to read forms too. */
  forms?: boolean
}

/** Parse bodies. Refuse text that cannot be parsed, a content coding, and an empty body if the route requires one. */
export const body = fp<BodyOptions>(async (scope, { forms = false }) => {
  scope.decorateRequest('bodyText')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, parsed) => {
    let value: unknown
    try {
      value = readBytes(request, bytes, forms)
    } catch (error) {
      return parsed(error as Error)
    }
    parsed(null, value)
  })
  // Fastify refuses a malformed content type before it calls any parser, even one for `*`.
  scope.addHook('onRequest', (request, _reply, next) => {
    request.raw.headers['content-type'] = 'application/json'
    next()
  })
  scope.addHook('preValidation', (request, _reply, next) => {
    const { schema, config: { emptyBody } } = request.routeOptions
    if (request.body === undefined) request.body = emptyBody
    next(missingBody(request.body, schema))
  })
}, { name: 'body' })

/** Refuse a missing body that a route requires. Return undefined if there is one, or none is required. */
export function missingBody (body: unknown, schema: { body?: unknown } | undefined): RefusalError | undefined {
  return body === undefined && schema?.body ? malformed('it is missing') : undefined
}

/** Return the value of a body; undefined for an empty one. Throw a refusal for a body that cannot be read. */
function readBytes (request: FastifyRequest, bytes: Buffer, forms: boolean): unknown {
  const coding = bytes.length > 0 ? codingOf(request.headers) : undefined
  if (coding !== undefined) throw requestRefusal('unsupported-encoding', { coding }, { 'accept-encoding': 'identity' })
  const text = request.bodyText = bytes.toString()
  if (!isUtf8(bytes)) throw malformed('it is not UTF-8')
  return readBody(text, forms ? request : undefined)
}

/**
 * Return the value of the text of a body; undefined for an empty text.
 *
 * @param request - set if forms are read; its content type tells whether the text can be one
 * @throws a refusal if the text is neither JSON nor a form
 */
export function readBody (text: string, request?: FastifyRequest): unknown {
  if (text === '') return undefined
  try {
    return parse(text, request)
  } catch (error) {
    throw malformed(error instanceof PayloadError ? error.message : 'it is malformed')
  }
}

function parse (text: string, request: FastifyRequest | undefined): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof PayloadError || !request || !isLabelledForm(request)) throw error
    const { properties } = Object(request.routeOptions.schema?.body)
    return parseForm(text, (name) => Object.hasOwn(Object(properties), name) && properties[name].type === 'array')
  }
}

function malformed (problem: string): RefusalError {
  return requestRefusal('malformed-json', { problem })
}

/** Return the coding of a body; undefined if it is not coded. @see RFC 9110, section 8.4, and RFC 9112, section 6.1 */
function codingOf (
  { 'content-encoding': content, 'transfer-encoding': transfer }: IncomingHttpHeaders
): string | undefined {
  if (content !== undefined && !/^(?:identity|[\s,])*$/i.test(content)) return content
  if (transfer !== undefined && !/^(?:chunked|identity|[\s,])*$/i.test(transfer)) return transfer
  return undefined
}

/** Read the content type from the raw headers, since the hook above has replaced it. */
function isLabelledForm ({ raw: { rawHeaders } }: FastifyRequest): boolean {
  const index = rawHeaders.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === 'content-type')
  return index !== -1 && /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(rawHeaders[index + 1] as string)
}
