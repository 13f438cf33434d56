/** Refuses a caller that rules JSON out. Runs after credentials and before the body is read. */
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { refusal } from '../refusal.ts'

/** Parameters of a media range other than its weight: `;charset=utf-8` is no less a wish for JSON. */
const parameters = /;\s*(?!q\s*=)[^;,="]+=(?:"[^"]*"|[^;,"]*)/gi

/** How many headers are remembered: clients send the same few, and reading one takes as long as minting. */
const remembered = 100

/** Makes a scope refuse with `not-acceptable`. An empty Accept header rules nothing out. @see RFC 9110, 12.5.1 */
export const accept = fp(async (scope) => {
  const known = new Map<string, boolean>()

  function isRefused (header: string): boolean {
    const refused = known.get(header) ?? rulesJsonOut(header)
    if (known.size < remembered) known.set(header, refused)
    return refused
  }

  scope.addHook('preParsing', ({ headers: { accept: header } }, _reply, payload, next) => {
    next(header && isRefused(header) ? refusal('not-acceptable') : null, payload)
  })
}, { name: 'accept' })

function rulesJsonOut (header: string): boolean {
  const negotiator = new Negotiator({ headers: { accept: header.replaceAll(parameters, '') } })
  return negotiator.mediaType(['application/json']) === undefined
}
