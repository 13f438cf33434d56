/**
 * A body is JSON, whatever its content type says: sFOX's own samples send JSON labelled as a form, and a client that
 * has no body to send may still announce one of any type.
 */
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What an empty body counts as; where left out, a route with a schema for its body refuses one. */
    emptyBody?: object
  }
}

/**
 * Makes a scope read bodies as JSON. What is not JSON, or has a `__proto__` key, is refused; so is an empty body where
 * the route needs one.
 */
export const body = fp(async (scope) => {
  const parseJson = scope.getDefaultJsonParser('error', 'ignore')
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, text, parsed) => {
    if (text === '') parsed(null, undefined)
    else parseJson(request, text, parsed)
  })
  // Fastify refuses a content type that it cannot read before it asks any parser, even one for `*`.
  scope.addHook('onRequest', (request, _reply, next) => {
    request.raw.headers['content-type'] = 'application/json'
    next()
  })
  scope.addHook('preValidation', (request, _reply, next) => {
    const { schema, config: { emptyBody } } = request.routeOptions
    if (request.body === undefined) request.body = emptyBody
    if (request.body === undefined && schema?.body) next(refusal('malformed-json'))
    else next()
  })
}, { name: 'body' })
