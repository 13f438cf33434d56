/** Every outcome that the fake can give, and how what it does is known. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions, Observed } from '../../assumptions.ts'
import { catalog as catalogOf } from '../../catalog.ts'
import { CatalogSchema } from '../../schemas/catalog.ts'

/** What the route needs to know. */
export interface CatalogOptions {
  assumptions: Assumptions
  observed: Observed
}

/** `GET /catalog`. */
export const catalog: FastifyPluginCallbackTypebox<CatalogOptions> = (scope, { assumptions, observed }, done) => {
  scope.get('/catalog', {
    schema: { summary: 'Every outcome, how to provoke it, and how it is known', response: { 200: CatalogSchema } },
    config: { compressed: true }
  }, () => catalogOf({ assumptions, observed }))
  done()
}
