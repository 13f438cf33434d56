/** Every outcome that the fake can give. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../assumptions.ts'
import { catalog as outcomesOf } from '../../catalog.ts'
import { CatalogSchema } from '../../schemas/catalog.ts'

/** What the route needs to know. */
export interface CatalogOptions {
  assumptions: Assumptions
}

/** `GET /catalog`. */
export const catalog: FastifyPluginCallbackTypebox<CatalogOptions> = (scope, { assumptions }, done) => {
  scope.get('/catalog', {
    schema: { summary: 'Every outcome, and how to provoke it', response: { 200: CatalogSchema } },
    config: { compressed: true }
  }, () => ({ outcomes: outcomesOf(assumptions) }))
  done()
}
