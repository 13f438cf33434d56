/** The probe that an image, an orchestrator or a test waits on. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { HealthSchema } from '../../schemas/health.ts'

/** `GET /health`: answers as soon as anything can be served, to any host name, and is left out of the log. */
export const health: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/health', {
    schema: { response: { 200: HealthSchema } },
    config: { unguarded: true, unlogged: true }
  }, () => ({ status: 'ready' as const }))
  done()
}
