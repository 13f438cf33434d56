/**
 * Orders: placed, read, listed, cancelled.
 *
 * @see sFOX API docs, orders: create, get, list, cancel one, cancel several
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../assumptions.ts'
import { refusal } from '../../refusal.ts'
import {
  CancelledOrdersSchema, CancelledSchema, CancelQuerySchema, OpenOrdersSchema, OrderParamsSchema,
  OrderRequestSchema, OrderSchema, SideParamsSchema
} from '../../schemas/orders.ts'
import type { Account, Order } from '../../world/account.ts'
import { readTerms, type Terms } from '../../world/order-terms.ts'
import type { WorldState } from '../../world/world.ts'

/** What the routes need to know. */
export interface OrdersOptions {
  assumptions: Assumptions
}

/** `POST /orders/:side`, `GET` and `DELETE /orders`, `GET` and `DELETE /orders/:id`. */
export const orders: FastifyPluginCallbackTypebox<OrdersOptions> = (scope, { assumptions }, done) => {
  scope.post('/orders/:side', {
    schema: {
      summary: 'Place an order',
      params: SideParamsSchema,
      body: OrderRequestSchema,
      response: { 201: OrderSchema }
    },
    config: {
      limit: 'create-order',
      verifiedOnly: true,
      refusals: [
        'unknown-endpoint', 'user-not-verified', 'invalid-currency-pair', 'invalid-order', 'duplicate-client-order-id',
        'insufficient-funds'
      ]
    }
  }, ({ params: { side }, body, bearer, principal: { world } }, reply) => {
    const account = world.users.accountOf(bearer)
    const terms = readTerms(side, body, assumptions)
    if ('refused' in terms) throw refusal(terms.refused, { ...terms })
    refuseRepetition(world, account, terms)
    if (assumptions['check-funds']) refuseOverdraft(world, account, terms)
    reply.code(201).send(world.orders.present(world.orders.place(account, terms)))
  })

  scope.get('/orders', {
    schema: { summary: 'List the open orders', response: { 200: OpenOrdersSchema } },
    config: { limit: 'open-orders' }
  }, ({ bearer, principal: { world } }) =>
    world.orders.open(world.users.accountOf(bearer)).map((order) => world.orders.present(order)))

  scope.get('/orders/:id', {
    schema: { summary: 'Read an order, by either id', params: OrderParamsSchema, response: { 200: OrderSchema } },
    config: { refusals: ['unknown-order'] }
  }, ({ params: { id }, bearer, principal: { world } }) => {
    const order = world.orders.find(world.users.accountOf(bearer), id)
    if (!order) throw refusal('unknown-order', { id })
    return world.orders.present(order)
  })

  scope.delete('/orders/:id', {
    schema: { summary: 'Cancel an order', params: OrderParamsSchema, response: { 200: CancelledSchema } },
    config: { refusals: ['cannot-cancel-order'] }
  }, ({ params: { id }, bearer, principal: { world } }) => {
    const account = world.users.accountOf(bearer)
    const order = findToCancel(world, account, id)
    if (!order) throw refusal('cannot-cancel-order')
    return { status: world.orders.cancel(account, order) ? 'canceled' as const : 'order already finished' as const }
  })

  scope.delete('/orders', {
    schema: { summary: 'Cancel several orders', querystring: CancelQuerySchema, response: { 200: CancelledOrdersSchema } },
    config: { refusals: ['cannot-cancel-orders'] }
  }, ({ query: { ids }, bearer, principal: { world } }) => {
    const account = world.users.accountOf(bearer)
    const asked = ids.split(',').flatMap((id) => findToCancel(world, account, id.trim()) ?? [])
    const cancelled = asked.filter((order) => world.orders.cancel(account, order))
    if (cancelled.length === 0) throw refusal('cannot-cancel-orders')
    return { orders: cancelled.map(({ id }) => ({ id, status: 'Canceled' as const })) }
  })
  done()

  function findToCancel ({ orders: all }: WorldState, account: Account, id: string): Order | undefined {
    return assumptions['cancel-by'] === 'either-id' ? all.find(account, id) : account.orders.get(id)
  }
}

function refuseRepetition (world: WorldState, account: Account, { clientOrderId }: Terms): void {
  if (clientOrderId === undefined || !world.orders.isTaken(account, clientOrderId)) return
  throw refusal('duplicate-client-order-id', { client_order_id: clientOrderId })
}

function refuseOverdraft (world: WorldState, account: Account, terms: Terms): void {
  const { currency, amount } = world.orders.need(terms)
  const available = world.balances.available(account, currency)
  if (amount.lte(available)) return
  throw refusal('insufficient-funds', { currency, needed: amount.toFixed(), available: available.toFixed() })
}
