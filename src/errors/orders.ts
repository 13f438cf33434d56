/** What the routes of orders may be refused for. */
import { allOpen, nothingOpen, withToken, type RefusalRow } from './row.ts'

const create = 'sFOX API docs, create order'
const cancel = 'sFOX API docs, cancel order'
const cancelSeveral = 'sFOX API docs, cancel several orders'

const request = (method: string, path: string, body?: string) =>
  ({ request: { method, path, authorization: withToken, ...(body !== undefined && { body }) } })

/** Rows of the catalogue; see errors.ts. */
export const orderRefusals = {
  'invalid-currency-pair': {
    status: 422,
    error: 'invalid currency_pair: {pair}',
    when: 'the pair of an order is missing, or not among those of the assumption `currency-pairs`',
    statusSource: create,
    textSource: create,
    why: 'Status and text are documented; which pairs there are is assumed.',
    provoke: request('POST', '/v1/orders/buy', '{"currency_pair":"btcusda"}')
  },
  'invalid-order': {
    status: 422,
    error: 'invalid order: {problem}',
    when: 'an order has an algorithm that is not known, lacks what its algorithm needs, has too many decimals, or is too small',
    statusSource: null,
    why: 'The rules are documented, but for the decimals; status and text are not.',
    provoke: request('POST', '/v1/orders/buy', '{"currency_pair":"btcusd","algorithm_id":201,"quantity":1}')
  },
  'duplicate-client-order-id': {
    status: 422,
    error: 'client_order_id "{client_order_id}" was used within the last 24 hours',
    when: 'the user has sent another order with this client_order_id within 24 hours',
    statusSource: null,
    why: 'That it is rejected is documented, status and text are not.'
  },
  'insufficient-funds': {
    status: 422,
    error: 'insufficient funds: {needed} {currency} needed, {available} available',
    when: 'an order needs more than is available, and the assumption `check-funds` is true',
    statusSource: null,
    why: allOpen
  },
  'unknown-order': {
    status: 404,
    error: 'There is no order with the id "{id}".',
    when: 'an order is asked for that the user does not have',
    statusSource: null,
    why: 'Not documented. Cancelling such an order gives 400, an unknown account 404.',
    provoke: request('GET', '/v1/orders/nothing')
  },
  'cannot-cancel-order': {
    status: 400,
    error: 'internal error',
    when: 'an order is to be cancelled that the user does not have',
    statusSource: cancel,
    textSource: cancel,
    why: nothingOpen,
    provoke: request('DELETE', '/v1/orders/nothing')
  },
  'cannot-cancel-orders': {
    status: 400,
    error: 'the order ids provided were invalid or the orders were already done/canceled',
    when: 'several orders are to be cancelled, and none of them can be',
    statusSource: cancelSeveral,
    textSource: cancelSeveral,
    why: nothingOpen,
    provoke: request('DELETE', '/v1/orders?ids=nothing')
  }
} as const satisfies Record<string, RefusalRow>
