/**
 * CORS: web pages of any origin may use the vendor's side and read its responses, refusals included. There are no
 * cookies to protect, and a page needs a key or a token like any client. sFOX does not document CORS; a frontend that
 * is developed against a fake needs it.
 *
 * `@fastify/cors` does not fit: its preflight route covers every path, `/_fake` included, and it does not support
 * private networks.
 *
 * @see WHATWG Fetch, section 3.3 (the CORS protocol)
 */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { reasonHeader } from '../resources/refusal.ts'

/** The headers that scripts can read, besides those that Fetch always allows. */
const exposed = `date, x-fake-sfox, ${reasonHeader}, retry-after, www-authenticate, allow, accept-encoding`

/**
 * Return the headers of a response to a page. The origin is echoed, since `*` does not permit a request with
 * credentials, for example `fetch(url, { credentials: 'include' })`.
 *
 * @param origin - of the page; undefined if it is not known
 */
export function corsHeaders (origin: string | undefined): Record<string, string> {
  const headers = { 'access-control-allow-origin': origin ?? '*', 'access-control-expose-headers': exposed, vary: 'origin' }
  return origin === undefined ? headers : { ...headers, 'access-control-allow-credentials': 'true' }
}

/** How long a browser may cache the response to a preflight, in seconds. */
const maxAge = '600'

/** Answer preflights. Register it before hooks that record or refuse. */
export const cors = fp(async (scope) => {
  scope.addHook('onRequest', (request, reply, next) => {
    const { origin } = request.headers
    if (origin === undefined) return next()
    reply.headers(corsHeaders(origin))
    const permitted = permit(request)
    if (!permitted) return next()
    reply.code(204).headers(permitted).send()
  })
}, { name: 'cors' })

/**
 * Return the headers that permit everything a preflight asks for; undefined for any other request. A wrong method or
 * path is permitted too: the page can read the refusal of the request that follows, but not that of a preflight.
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
    // Requested by browsers that protect private networks from public pages (WICG Private Network Access).
    ...(asked('private-network') === 'true' && { 'access-control-allow-private-network': 'true' })
  }
}
