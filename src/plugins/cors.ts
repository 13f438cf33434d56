/**
 * Lets web pages of any origin use a scope, and read its answers, refusals included. There are no cookies to protect,
 * and whoever has no key or token gets no further than anybody else. That sFOX allows pages at all is not documented; a
 * frontend that is developed against a fake has to get through.
 *
 * Not `@fastify/cors`: it answers preflights by a route for every path, which `/_fake` would then have as well, and it
 * does not know of private networks.
 *
 * @see WHATWG Fetch, section 3.3 (the CORS protocol)
 */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { reasonHeader } from '../refusal.ts'

/** On every answer to a page. Headers that are not named here no script can read. */
const allowed = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': `x-fake-sfox, ${reasonHeader}, retry-after, www-authenticate, allow`,
  vary: 'origin'
} as const

/** How long a browser may remember a preflight's answer, in seconds. */
const maxAge = '600'

/** Makes a scope answer preflights. Register it ahead of whatever records or refuses. */
export const cors = fp(async (scope) => {
  scope.addHook('onRequest', (request, reply, next) => {
    if (request.headers.origin === undefined) return next()
    reply.headers(allowed)
    const permitted = permit(request)
    if (!permitted) return next()
    reply.code(204).headers(permitted).send()
  })
}, { name: 'cors' })

/**
 * What a preflight gets permission for, which is all that it asks for: a method or a path that there is not is better
 * refused to the page itself, which can read why. Undefined for a request that is no preflight.
 */
function permit ({ method, headers }: FastifyRequest): Record<string, string> | undefined {
  const asked = (name: string) => headers[`access-control-request-${name}`] as string | undefined
  const wanted = asked('method')
  if (method !== 'OPTIONS' || wanted === undefined) return undefined
  const headerNames = asked('headers')
  return {
    'access-control-allow-methods': wanted,
    ...(headerNames !== undefined && { 'access-control-allow-headers': headerNames }),
    'access-control-max-age': maxAge,
    // Asked by browsers that keep public pages from private networks (WICG Private Network Access).
    ...(asked('private-network') === 'true' && { 'access-control-allow-private-network': 'true' })
  }
}
