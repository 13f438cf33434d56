/** Normalise the path of a request, and refuse a path that cannot be decoded. */
import type { IncomingMessage } from 'node:http'
import fp from 'fastify-plugin'
import { requestRefusal } from './refusals.ts'

/**
 * Rewrite a URL for the router.
 *
 * @param request - the raw request; its URL may be in absolute form, as sent through a proxy
 * @returns the URL without a double slash at the front. If it cannot be decoded, its percent signs are escaped, so that
 *   the router assigns it to a scope, in which `malformedUrl` refuses it
 */
export function rewriteUrl ({ url }: IncomingMessage): string {
  const cut = cutDoubleSlash(url as string)
  return isDecodable(cut) ? cut : cut.replaceAll('%', '%25')
}

/** Cut the double slash that a base URL with a final slash causes (//v1/…, or through a proxy http://host//v1/…). */
function cutDoubleSlash (url: string): string {
  if (url.startsWith('/') && !url.startsWith('//')) return url
  return url.replace(/^([a-z]+:\/\/[^/]*)?\/{2,}/i, '/')
}

/** Return the path of a URL, without a double slash at the front. */
export function pathOf (originalUrl: string): string {
  const url = cutDoubleSlash(originalUrl)
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

/** Refuse paths that cannot be decoded. Register it before hooks that refuse by path. */
export const malformedUrl = fp(async (scope) => {
  scope.addHook('onRequest', ({ originalUrl }, _reply, next) => {
    if (isDecodable(originalUrl)) next()
    else next(requestRefusal('malformed-url'))
  })
}, { name: 'malformed-url' })
