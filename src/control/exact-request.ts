/**
 * Refuse requests to `/_fake` that are nearly right. A path with an empty id, for example `/_fake/faults/`, must not
 * mean the whole list, as it would if a trailing slash made no difference.
 */
import fp from 'fastify-plugin'
import { requestRefusal } from '../hooks/refusals.ts'
import { withoutOrigin } from '../hooks/request-path.ts'

/** Refuse trailing and doubled slashes in the path, and a body of a GET request, which Fastify does not read. */
export const exactRequest = fp(async (scope) => {
  scope.addHook('onRequest', ({ method, originalUrl, headers, routeOptions: { url } }, _reply, next) => {
    const path = withoutOrigin(originalUrl).replace(/[?#].*$/, '')
    if (path.includes('//') || path.endsWith('/')) return next(requestRefusal('unknown-endpoint', { hint: '' }))
    const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0
    if (hasBody && url !== undefined && (method === 'GET' || method === 'HEAD')) {
      return next(requestRefusal('invalid-body', { problem: `it must be empty: ${method} ${url} takes no body` }))
    }
    next()
  })
}, { name: 'exact-request' })
