/**
 * The page for people who look rather than read, at `/`, and the files that it is made of. What it shows and does goes
 * by way of `/_fake`; nothing on it comes from another host.
 */
import type { FastifyPluginCallback, FastifyReply } from 'fastify'
import { readPageFile } from '../page-files.ts'
import { compression } from '../plugins/compression.ts'
import { controlGuard, type ControlGuardOptions } from '../plugins/control-guard.ts'
import { errors } from '../plugins/errors.ts'
import { refusal } from '../refusal.ts'

/** What the page may do: load and call what the fake itself serves. Its library makes templates under that policy. */
const contentSecurityPolicy = [
  "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self'", "connect-src 'self'",
  "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'",
  "require-trusted-types-for 'script'", 'trusted-types lit-html'
].join('; ')

/** For the page itself: what holds for it holds for whatever it loads. */
const documentHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'no-referrer'
} as const

const headers = {
  'cross-origin-resource-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
  // It is small, and a fake of another version may answer on the same port next.
  'cache-control': 'no-store'
} as const

/** The page's scope. Its files are below `/_fake`, so that no path of the vendor's is taken. */
export const page: FastifyPluginCallback<ControlGuardOptions> = (scope, { allowHost }, done) => {
  scope.register(errors)
  scope.register(controlGuard, { allowHost })
  scope.register(compression)
  scope.register((guarded, _options, ready) => {
    guarded.get('/', { config: { compressed: true } }, async (_request, reply) =>
      await send('index.html', reply.headers(documentHeaders)))
    guarded.get<{ Params: { '*': string } }>('/_fake/page/*', { config: { compressed: true, unlogged: true } },
      async ({ params }, reply) => await send(params['*'], reply))
    // Browsers ask for it beside whatever they show, and a journal is no place for that.
    guarded.get('/favicon.ico', { config: { unlogged: true } }, async (_request, reply) => await send('icon.svg', reply))
    ready()
  })
  done()
}

async function send (name: string, reply: FastifyReply): Promise<Buffer> {
  const file = await readPageFile(name)
  if (!file) throw refusal('unknown-endpoint')
  reply.headers(headers).type(file.type)
  return file.content
}
