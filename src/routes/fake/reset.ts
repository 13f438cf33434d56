/** Back to the fixtures. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { NoContentSchema } from '../../schemas/common.ts'

/** `POST /reset`. */
export const reset: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/reset', {
    schema: { summary: 'Put the world back to its fixtures', response: { 204: NoContentSchema } },
    config: { changes: 'world' }
  }, ({ world }, reply) => {
    world.reset()
    reply.code(204).send(null)
  })
  done()
}
