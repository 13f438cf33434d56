/** Refuses a caller that rules JSON out. Runs after credentials and before the body is read. */
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { refusal } from '../refusal.ts'

/** Parameters of a media range other than its weight: `;charset=utf-8` is no less a wish for JSON. */
const parameters = /;\s*(?!q\s*=)[^;,="]+=(?:"[^"]*"|[^;,"]*)/gi

/** Makes a scope refuse with `not-acceptable`. An empty Accept header rules nothing out. @see RFC 9110, 12.5.1 */
export const accept = fp(async (scope) => {
  scope.addHook('preParsing', (request, _reply, payload, next) => {
    next(rulesJsonOut(request.headers.accept) ? refusal('not-acceptable') : null, payload)
  })
}, { name: 'accept' })

function rulesJsonOut (header: string | undefined): boolean {
  if (!header) return false
  const negotiator = new Negotiator({ headers: { accept: header.replaceAll(parameters, '') } })
  return negotiator.mediaType(['application/json']) === undefined
}
