/**
 * Parse request bodies. A body is read as JSON, and its content type is ignored: sFOX's own samples send JSON labelled
 * as a form, and clients announce a content type even without a body.
 */
import fp from 'fastify-plugin'
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
  const parseJson = scope.getDefaultJsonParser('error', 'ignore')
  scope.decorateRequest('bodyText')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, parsed) => {
    request.bodyText = text
    if (text === '') parsed(null, undefined)
    else parseJson(request, text, parsed)
  })
  // Fastify refuses a malformed content type before it calls any parser, even one for `*`.
  scope.addHook('onRequest', (request, _reply, next) => {
    request.raw.headers['content-type'] = 'application/json'
    next()
  })
  scope.addHook('preValidation', (request, _reply, next) => {
    const { schema, config: { emptyBody } } = request.routeOptions
    if (request.body === undefined) request.body = emptyBody
    if (request.body === undefined && schema?.body) next(requestRefusal('malformed-json'))
    else next()
  })
}, { name: 'body' })
