/** Deposits, as the control side moves them. This version has no route that makes one. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { MovementParamsSchema } from '../../schemas/movements.ts'

/** `POST /deposits/:id/settle`. */
export const deposits: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/deposits/:id/settle', {
    schema: { summary: 'Settle a deposit', params: MovementParamsSchema },
    config: { refusals: ['no-such-deposit'] }
  }, ({ params: { id } }) => { throw refusal('no-such-deposit', { id }) })
  done()
}
