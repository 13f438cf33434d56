/** Orders, as the control side moves them. This version has no route that makes one. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { MovementParamsSchema } from '../../schemas/movements.ts'

/** `POST /orders/:id/fill`. */
export const orders: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/orders/:id/fill', {
    schema: { summary: 'Fill an order', params: MovementParamsSchema },
    config: { refusals: ['no-such-order'] }
  }, ({ params: { id } }) => { throw refusal('no-such-order', { id }) })
  done()
}
