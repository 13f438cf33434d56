/** Endpoints of orders. */
import type { Account } from '../../world/account.ts'
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { refusals as userRefusals } from '../end-users/refusals.ts'
import { freshUser } from '../example.ts'
import type { Assumptions } from '../index.ts'
import { pick } from '../refusal.ts'
import { assumptions } from './assumptions.ts'
import { control } from './control.ts'
import { cancel as cancelOrder, exampleOrder, order, shownOrder, funded } from './examples.ts'
import { selectOrders } from './list.ts'
import { refusals } from './refusals.ts'
import {
  CancelledOrdersSchema, CancelledSchema, CancelQuerySchema, OpenOrdersSchema, orderBody, orderListQuery, OrderSchema,
  SideParamsSchema
} from './schemas.ts'
import { createOrders, type Order, type Orders } from './state.ts'
import { readTerms } from './terms.ts'

const open = [...freshUser(funded), order()]
const openId = '{2.id}'

const create = defineEndpoint({
  method: 'POST',
  path: '/v1/orders/:side',
  credential: 'user',
  summary: 'Place an order',
  docs: {
    page: 'rest-api/orders/create-order',
    says: 'the algorithms, what each needs, and the minimum sizes; numbers as numbers or text; a `client_order_id` ' +
      'can be used once in 24 hours; `time_in_force`; 201; 422 with a text for an invalid pair'
  },
  limit: 'create-order',
  params: SideParamsSchema,
  body: orderBody,
  status: 201,
  reply: OrderSchema,
  refusals: {
    ...pick(userRefusals, 'user-not-verified'),
    ...pick(refusals, 'invalid-currency-pair', 'invalid-order', 'duplicate-client-order-id', 'insufficient-funds')
  },
  examples: [{
    when: 'an order is placed', before: freshUser(funded), params: { side: 'buy' }, body: exampleOrder, reply: shownOrder
  }],
  handler ({ params: { side }, body, user, account, world: { ledger, orders, users }, assumptions, refuse }) {
    const unverified = users.refusedStatus(user)
    if (unverified) return refuse('user-not-verified', { status: unverified })
    const terms = readTerms(side, body, assumptions)
    if ('unknownPair' in terms) return refuse('invalid-currency-pair', { pair: terms.unknownPair })
    if ('problem' in terms) return refuse('invalid-order', { problem: terms.problem })
    const { clientOrderId } = terms
    if (clientOrderId !== undefined && orders.isTaken(account, clientOrderId)) {
      return refuse('duplicate-client-order-id', { client_order_id: clientOrderId })
    }
    if (assumptions['check-funds']) {
      const { currency, amount } = orders.need(terms)
      const available = ledger.available(account, currency)
      if (amount.gt(available)) {
        return refuse('insufficient-funds', { currency, needed: amount.toFixed(), available: available.toFixed() })
      }
    }
    return orders.present(orders.place(account, terms))
  }
})

const list = defineEndpoint({
  method: 'GET',
  path: '/v1/orders',
  credential: 'user',
  summary: 'List the open orders',
  docs: {
    page: 'rest-api/orders/get-all-open-orders',
    says: 'a bare list, with the fields of a single order; `limit`, 50 by default and at most; `before` and `after` an ' +
      'order\'s `id`; the filters `action`, `currency_pair`, `algorithm_id` and `status`, in exact letters'
  },
  limit: 'open-orders',
  query: orderListQuery,
  reply: OpenOrdersSchema,
  examples: [
    { when: 'the open orders are listed', before: open, reply: [shownOrder] },
    { when: 'the open orders before another are listed', before: open, query: `?before=${openId}`, reply: [] }
  ],
  handler: ({ query, account, world: { orders } }) => selectOrders(orders.open(account), query).map(orders.present)
})

const read = defineEndpoint({
  method: 'GET',
  path: '/v1/orders/:id',
  credential: 'user',
  summary: 'Read an order by sFOX\'s id or the client\'s',
  docs: { page: 'rest-api/orders/get-single-order', says: 'the fields and statuses; either id finds the order' },
  reply: OrderSchema,
  refusals: pick(refusals, 'unknown-order'),
  examples: [{ when: 'an order is read', before: open, params: { id: openId }, reply: shownOrder }],
  handler: ({ params: { id }, account, world: { orders }, refuse }) =>
    orders.present(orders.find(account, id) ?? refuse('unknown-order', { id }))
})

const cancel = defineEndpoint({
  method: 'DELETE',
  path: '/v1/orders/:id',
  credential: 'user',
  summary: 'Cancel an order',
  docs: {
    page: 'rest-api/orders/cancel-order',
    says: '200 with `canceled` or `order already finished`; 400 for an unknown order'
  },
  reply: CancelledSchema,
  refusals: pick(refusals, 'cannot-cancel-order'),
  examples: [
    { when: 'an open order is cancelled', before: open, params: { id: openId }, reply: { status: 'canceled' } },
    {
      when: 'an order that is no longer open is cancelled',
      before: [...open, cancelOrder(openId)],
      params: { id: openId },
      reply: { status: 'order already finished' }
    }
  ],
  handler ({ params: { id }, account, world: { orders }, assumptions, refuse }) {
    const found = findToCancel(orders, account, id, assumptions) ?? refuse('cannot-cancel-order')
    return { status: orders.cancel(account, found) ? 'canceled' as const : 'order already finished' as const }
  }
})

const cancelSeveral = defineEndpoint({
  method: 'DELETE',
  path: '/v1/orders',
  credential: 'user',
  summary: 'Cancel several orders',
  docs: {
    page: 'rest-api/orders/cancel-multiple-orders',
    says: '200 with the orders; 400 with a text if none can be cancelled'
  },
  query: CancelQuerySchema,
  reply: CancelledOrdersSchema,
  refusals: pick(refusals, 'cannot-cancel-orders'),
  examples: [{
    when: 'several orders are cancelled, and at least one is open',
    before: open,
    query: `?ids=${openId}`,
    reply: { orders: [{ id: 1, status: 'Canceled' }] }
  }],
  handler ({ query: { ids }, account, world: { orders }, assumptions, refuse }) {
    const asked = ids.split(',').flatMap((id) => findToCancel(orders, account, id.trim(), assumptions) ?? [])
    const cancelled = asked.filter((found) => orders.cancel(account, found))
    if (cancelled.length === 0) refuse('cannot-cancel-orders')
    return presentCancelled(cancelled)
  }
})

const cancelAll = defineEndpoint({
  method: 'DELETE',
  path: '/v1/orders/open',
  credential: 'user',
  summary: 'Cancel all open orders',
  docs: {
    page: 'rest-api/orders/cancel-all-orders',
    says: 'not known: sFOX lists the page, but its text was not found. Path and response were observed in clients'
  },
  reply: CancelledOrdersSchema,
  refusals: pick(refusals, 'cannot-cancel-orders'),
  examples: [{
    when: 'all open orders are cancelled',
    before: open,
    reply: { orders: [{ id: 1, status: 'Canceled' }] },
    assumption: 'cancel-all-without-orders'
  }],
  handler ({ account, world: { orders }, assumptions, refuse }) {
    const cancelled = orders.open(account).filter((found) => orders.cancel(account, found))
    if (cancelled.length === 0 && assumptions['cancel-all-without-orders'] === 'refusal') refuse('cannot-cancel-orders')
    return presentCancelled(cancelled)
  }
})

function presentCancelled (cancelled: Order[]) {
  return { orders: cancelled.map(({ id }) => ({ id, status: 'Canceled' as const })) }
}

function findToCancel (orders: Orders, account: Account, id: string, assumptions: Assumptions): Order | undefined {
  const found = orders.find(account, id)
  return assumptions['cancel-by'] === 'either-id' || String(found?.id) === id ? found : undefined
}

const endpoints: Endpoint[] = [create, read, list, cancel, cancelSeveral, cancelAll]

export const orders = { title: 'Orders', endpoints, assumptions, refusals, createState: createOrders, control }
