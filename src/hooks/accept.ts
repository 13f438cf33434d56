/** Check the Accept header. Every response is JSON. */
import fp from 'fastify-plugin'
import Negotiator from 'negotiator'
import { requestRefusal } from './refusals.ts'

/** Parameters of a media range other than its weight: `;charset=utf-8` does not exclude JSON. */
const parameters = /;\s*(?!q\s*=)[^;,="]+=(?:"[^"]*"|[^;,"]*)/gi

/** How many headers are cached. Clients send the same few, and parsing one takes as long as minting a token. */
const cacheSize = 100

/**
 * Refuse requests whose Accept header excludes JSON, after credentials and before the body is read. An empty header
 * excludes nothing. @see RFC 9110, section 12.5.1
 */
export const accept = fp(async (scope) => {
  const cache = new Map<string, boolean>()

  function isRefused (header: string): boolean {
    const refused = cache.get(header) ?? excludesJson(header)
    if (cache.size < cacheSize) cache.set(header, refused)
    return refused
  }

  scope.addHook('preParsing', ({ headers: { accept: header } }, _reply, payload, next) => {
    next(header && isRefused(header) ? requestRefusal('not-acceptable') : null, payload)
  })
}, { name: 'accept' })

function excludesJson (header: string): boolean {
  const negotiator = new Negotiator({ headers: { accept: header.replaceAll(parameters, '') } })
  return negotiator.mediaType(['application/json']) === undefined
}
