/**
 * Paths as base URLs and careless clients make them: a doubled slash at the front is cut, a path that cannot be decoded
 * is refused like anything else, by the scope that it belongs to.
 */
import type { IncomingMessage } from 'node:http'
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'

/**
 * Makes a URL that the router can take.
 *
 * @param request - the raw request; its URL may be in absolute form, as through a proxy
 * @returns the URL without a doubled slash at the front; where it cannot be decoded, with its percent signs escaped,
 *   so that the router finds a scope for it, in which `malformedUrl` refuses it
 */
export function rewriteUrl ({ url }: IncomingMessage): string {
  const cut = cutDoubledSlash(url as string)
  return isDecodable(cut) ? cut : cut.replaceAll('%', '%25')
}

/** A base URL that ends in a slash makes paths like //v1/enterprise/user-tokens (through a proxy: http://host//v1/…). */
function cutDoubledSlash (url: string): string {
  if (url.startsWith('/') && !url.startsWith('//')) return url
  return url.replace(/^([a-z]+:\/\/[^/]*)?\/{2,}/i, '/')
}

/**
 * Reads the path of a request.
 *
 * @param originalUrl - the URL as it came
 * @returns the path as it came, but for a doubled slash at the front
 */
export function pathOf (originalUrl: string): string {
  const url = cutDoubledSlash(originalUrl)
  const query = url.indexOf('?')
  return query === -1 ? url : url.slice(0, query)
}

function isDecodable (url: string): boolean {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(pathOf(url))
    return true
  } catch {
    return false
  }
}

/** Makes a scope refuse paths that cannot be decoded. Register it before whatever refuses by path. */
export const malformedUrl = fp(async (scope) => {
  scope.addHook('onRequest', ({ originalUrl }, _reply, next) => {
    if (isDecodable(originalUrl)) next()
    else next(refusal('malformed-url'))
  })
}, { name: 'malformed-url' })
