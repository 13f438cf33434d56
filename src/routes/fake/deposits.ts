/** Deposits, as the control side moves them. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { NoContentSchema } from '../../schemas/common.ts'
import { DepositParamsSchema } from '../../schemas/deposits.ts'

/** `POST /deposits/:id/settle`. */
export const deposits: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/deposits/:id/settle', {
    schema: {
      summary: 'Settle a deposit, whether it was due or not',
      params: DepositParamsSchema,
      response: { 204: NoContentSchema }
    },
    config: { refusals: ['no-such-deposit'] }
  }, ({ world, params: { id } }, reply) => {
    if (!world.deposits.settle(id)) throw refusal('no-such-deposit', { id })
    reply.code(204).send(null)
  })
  done()
}
