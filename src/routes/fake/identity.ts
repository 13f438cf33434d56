/** What the fake says of itself, so that a test can be sure whom it talks to. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { IdentitySchema } from '../../schemas/identity.ts'
import { version } from '../../version.ts'
import type { Worlds } from '../../world/index.ts'

/** What the route needs to know. */
export interface IdentityOptions {
  /** New for each fake. */
  instance: string
  /** ISO-8601 instant of its start, in real time. */
  started: string
  worlds: Worlds
}

/** `GET /`, which the scope's prefix makes `GET /_fake`. */
export const identity: FastifyPluginCallbackTypebox<IdentityOptions> = (scope, { instance, started, worlds }, done) => {
  scope.get('/', { schema: { response: { 200: IdentitySchema } } }, () =>
    ({ name: 'fake-sfox' as const, version, instance, started, worlds: worlds.count }))
  done()
}
