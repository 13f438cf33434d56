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
    emptyBody?: object | null | undefined
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
    let value: unknown
    try {
      value = parse(text)
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

/** Return a function that parses the text of a body. An empty text gives undefined. It throws for any other text. */
export function createBodyParser (app: FastifyInstance): (text: string) => unknown {
  const parseJson = app.getDefaultJsonParser('error', 'ignore') as unknown as
    (request: null, text: string, parsed: (error: Error | null, value: unknown) => void) => void
  return (text) => {
    if (text === '') return undefined
    let value: unknown
    // It calls back before it returns.
    parseJson(null, text, (error, parsed) => {
      if (error) throw error
      value = parsed
    })
    return value
  }
}

/** Refuse a missing body that a route requires. Return undefined if there is one, or none is required. */
export function missingBody (body: unknown, schema: { body?: unknown } | undefined): RefusalError | undefined {
  return body === undefined && schema?.body ? requestRefusal('malformed-json') : undefined
}
