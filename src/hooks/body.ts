/**
 * Parse request bodies. A body is read as JSON, and its content type is ignored: sFOX's own samples send JSON labelled
 * as a form, and clients announce a content type even without a body.
 */
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type { RefusalError } from '../resources/refusal.ts'
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

/** Parse bodies as JSON. Refuse other text, a `__proto__` key, and an empty body if the route requires one. */
export const body = fp(async (scope) => {
  const parse = createBodyParser(scope)
  scope.decorateRequest('bodyText')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, parsed) => {
    request.bodyText = text
    parse(text, parsed)
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

type Parsed = (error: Error | null, body?: unknown) => void

/** Create the parser of the texts of bodies. It calls back before it returns; an empty text gives undefined. */
export function createBodyParser (app: FastifyInstance): (text: string, parsed: Parsed) => void {
  const parseJson = app.getDefaultJsonParser('error', 'ignore') as unknown as
    (request: null, text: string, parsed: Parsed) => void
  return (text, parsed) => {
    if (text === '') parsed(null, undefined)
    else parseJson(null, text, parsed)
  }
}

/** Refuse a missing body that a route requires. Return undefined if there is one, or none is required. */
export function missingBody (body: unknown, schema: { body?: unknown } | undefined): RefusalError | undefined {
  return body === undefined && schema?.body ? requestRefusal('malformed-json') : undefined
}
