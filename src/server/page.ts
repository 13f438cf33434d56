/**
 * Serve the page, which uses the control routes and loads nothing from other hosts. Its files are under `/_fake`, so
 * that they do not hide a path of the vendor.
 */
import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsync } from 'fastify'
import { guard, type GuardOptions } from '../control/guard.ts'
import { errorHandler } from '../hooks/error-handler.ts'
import { packageRoot } from '../package.ts'

/** The output of scripts/build.js; the same path from `src/` and from `dist/`. */
const folder = new URL('dist/page/', packageRoot)

/** The file and the media type of each path. */
const files: Record<string, [name: string, type: string]> = {
  '/': ['index.html', 'text/html; charset=utf-8'],
  '/favicon.ico': ['icon.svg', 'image/svg+xml; charset=utf-8'],
  '/_fake/page/icon.svg': ['icon.svg', 'image/svg+xml; charset=utf-8'],
  '/_fake/page/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/_fake/page/page.js': ['page.js', 'text/javascript; charset=utf-8']
}

/** lit-html creates its templates under a trusted-types policy called lit-html. */
const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", 'trusted-types lit-html'
].join('; ')

const headers = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  // The next process on this port may have another version.
  'cache-control': 'no-store'
}

const documentHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer'
}

/** Add the routes of the page. */
export const page: FastifyPluginAsync<GuardOptions> = async (scope, { allowHost }) => {
  scope.register(errorHandler)
  scope.register(guard, { allowHost })
  scope.register(async (guarded) => {
    for (const [path, [name, type]] of Object.entries(files)) {
      const isDocument = path === '/'
      guarded.get(path, { config: isDocument ? {} : { unlogged: true } }, async (_request, reply) => {
        reply.headers({ ...headers, ...(isDocument && documentHeaders) }).type(type)
        return await readFile(new URL(name, folder))
      })
    }
  })
}
