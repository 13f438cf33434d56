/**
 * Parse request bodies. A body is read as JSON, whatever its content type: sFOX's own samples send JSON labelled as a
 * form, and clients announce a content type even without a body. A form is read where the text is not JSON.
 */
import { isUtf8 } from 'node:buffer'
import type { IncomingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { parseForm, parseJson, PayloadError } from '../values/payload.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The value of an empty body. Without it, a route with a body schema refuses an empty body. */
    emptyBody?: object | undefined
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

/** Parse bodies. Refuse other text, a content coding, and an empty body if the route requires one. */
export const body = fp<BodyOptions>(async (scope, { forms = false }) => {
  scope.decorateRequest('bodyText')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<Buffer>('application/json', { parseAs: 'buffer' }, (request, bytes, parsed) => {
    let value: unknown
    try {
      value = read(request, bytes, forms)
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
    if (request.body === undefined && schema?.body) next(malformed('it is missing'))
    else next()
  })
}, { name: 'body' })

/** Return the value of a body; undefined for an empty one. Throw a refusal for a body that cannot be read. */
function read (request: FastifyRequest, bytes: Buffer, forms: boolean): unknown {
  const coding = bytes.length > 0 ? codingOf(request.headers) : undefined
  if (coding !== undefined) throw requestRefusal('unsupported-encoding', { coding }, { 'accept-encoding': 'identity' })
  const text = request.bodyText = bytes.toString()
  if (text === '') return undefined
  if (!isUtf8(bytes)) throw malformed('it is not UTF-8')
  try {
    return parse(text, request, forms)
  } catch (error) {
    throw malformed(error instanceof PayloadError ? error.message : 'it is malformed')
  }
}

function parse (text: string, request: FastifyRequest, forms: boolean): unknown {
  try {
    return parseJson(text)
  } catch (error) {
    if (error instanceof PayloadError || !forms || !isLabelledForm(request)) throw error
    const { properties } = Object(request.routeOptions.schema?.body)
    return parseForm(text, (name) => Object.hasOwn(Object(properties), name) && properties[name].type === 'array')
  }
}

function malformed (problem: string) {
  return requestRefusal('malformed-json', { problem })
}

/** Return the coding of a body that is not sent as it is. @see RFC 9110, section 8.4, and RFC 9112, section 6.1 */
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
