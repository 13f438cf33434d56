/** Refuses a caller that rules JSON out. Runs after credentials and before the body is read. */
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { refusal } from '../errors.ts'

const offered = ['application/json', 'application/json; charset=utf-8']

/** Makes a scope refuse with `not-acceptable`. An empty Accept header rules nothing out. @see RFC 9110, 12.5.1 */
export const accept = fp((scope, _options, done) => {
  scope.addHook('preParsing', (request, _reply, payload, next) => {
    const ruledOut = request.headers.accept && !new Negotiator(request.raw).mediaType(offered)
    next(ruledOut ? refusal('not-acceptable') : null, payload)
  })
  done()
}, { name: 'accept' })
