/** Normalise the path of a request, and refuse a target that cannot be decoded. */
import type { IncomingMessage } from 'node:http'
import fp from 'fastify-plugin'
import { isDecodable } from '../world/path-pattern.ts'
import { requestRefusal } from './refusals.ts'

/** Scheme and authority of a URL in absolute form. @see RFC 9112, section 3.2.2 */
const origin = /^https?:\/\/[^/?#]*/i

/**
 * Rewrite a URL for the router.
 *
 * @param request - the raw request; its URL may be in absolute form, as sent through a proxy
 * @returns path and query, without a double slash at the front. If they cannot be decoded, their percent signs are
 *   escaped, so that the router assigns the request to a scope, in which `malformedUrl` refuses it
 */
export function rewriteUrl ({ url }: IncomingMessage): string {
  const target = targetOf(url as string)
  return isDecodable(target) ? target : target.replaceAll('%', '%25')
}

/**
 * Return the path of a URL without origin, double slash at the front, slash at the end, query and fragment. URLs that
 * the router does not distinguish have the same path. Percent escapes stay.
 */
export function pathOf (originalUrl: string): string {
  const target = targetOf(originalUrl)
  let end = target.indexOf('?')
  if (end === -1) end = target.length
  // HTTP has no fragments, but the router cuts them.
  const fragment = target.indexOf('#')
  if (fragment !== -1 && fragment < end) end = fragment
  if (end > 1 && target[end - 1] === '/') end--
  return target.slice(0, end)
}

/** Cut scheme and authority of a URL in absolute form. */
export function withoutOrigin (url: string): string {
  return url.replace(origin, '')
}

/** Cut the origin, and the double slash that a base URL with a final slash causes: //v1/…, http://host//v1/… */
function targetOf (url: string): string {
  if (url.charCodeAt(0) === 0x2F && url.charCodeAt(1) !== 0x2F) return url // one slash
  return withoutOrigin(url).replace(/^(?:\/+|(?=[?#]|$))/, '/')
}

/**
 * Refuse targets that cannot be decoded, and HTTP/1.1 without a Host header. Register it before hooks that refuse by
 * path. @see RFC 9112, section 3.2
 */
export const malformedUrl = fp(async (scope) => {
  scope.addHook('onRequest', ({ originalUrl, raw: { headers, httpVersion } }, _reply, next) => {
    if (!isDecodable(targetOf(originalUrl))) next(requestRefusal('malformed-url'))
    else if (headers.host === undefined && httpVersion === '1.1') {
      next(requestRefusal('malformed-request', { problem: 'the Host header is missing' }))
    } else next()
  })
}, { name: 'malformed-url' })
