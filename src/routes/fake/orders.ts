/** Orders, as the control side moves them: there is no market to fill them. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { FillSchema, OrderParamsSchema, OrderSchema } from '../../schemas/orders.ts'
import { parseMoney } from '../../world/money.ts'

/** `POST /orders/:id/fill`. */
export const orders: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/orders/:id/fill', {
    schema: {
      summary: 'Fill an order, all that is left of it where no quantity is said',
      params: OrderParamsSchema,
      body: FillSchema,
      response: { 200: OrderSchema }
    },
    config: { emptyBody: {}, refusals: ['no-such-order', 'cannot-fill'] }
  }, ({ world, params: { id }, body: { price, quantity } }) => {
    const filled = world.orders.fill(id, { price: parseMoney(price), quantity: parseMoney(quantity) })
    if (filled === undefined) throw refusal('no-such-order', { id })
    if (typeof filled === 'string') throw refusal('cannot-fill', { problem: filled })
    return world.orders.present(filled)
  })
  done()
}
