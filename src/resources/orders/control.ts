/** Control route of orders: there is no market, so tests fill them. */
import { parseMoney } from '../../values/money.ts'
import { defineControlRoute, type ControlRoute } from '../control-route.ts'
import { defineControlRefusals } from '../refusal.ts'
import { FillSchema, OrderSchema } from './schemas.ts'

const refusals = defineControlRefusals({
  'no-such-order': {
    status: 404,
    error: 'There is no order with the id "{id}".',
    when: 'no order has the id'
  },
  'cannot-fill': {
    status: 409,
    error: 'The order cannot be filled: {problem}.',
    when: 'the order is not open, the quantity exceeds the unfilled rest, or the price is beyond the order\'s limit'
  }
})

const fill = defineControlRoute({
  method: 'POST',
  path: '/_fake/orders/:id/fill',
  summary: 'Fill an order, completely by default',
  body: FillSchema,
  emptyBody: {},
  reply: OrderSchema,
  refusals,
  handler ({ params: { id }, body: { price, quantity }, world: { orders }, refuse }) {
    const filled = orders.fill(id, { price: parseMoney(price), quantity: parseMoney(quantity) })
    if (filled === undefined) return refuse('no-such-order', { id })
    if (typeof filled === 'string') return refuse('cannot-fill', { problem: filled })
    return orders.present(filled)
  }
})

export const control: ControlRoute[] = [fill]
