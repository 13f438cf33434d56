/** What the routes of orders may be refused for. */
import { allOpen, byToken, nothingOpen, type RefusalRow } from './row.ts'
import { anew, cancel, order, wealthy } from './steps.ts'

const creating = 'sFOX API docs, create order'
const cancelling = 'sFOX API docs, cancel order'
const cancellingSeveral = 'sFOX API docs, cancel several orders'

/** Rows of the catalogue; see errors.ts. */
export const orderRefusals = {
  'invalid-currency-pair': {
    status: 422,
    error: 'invalid currency_pair: {pair}',
    when: 'the pair of an order is missing, or not among those of the assumption `currency-pairs`',
    statusSource: creating,
    textSource: creating,
    why: 'Status and text are documented; which pairs there are is assumed.',
    provoke: { before: anew(), request: order({ currency_pair: 'btcusda' }) }
  },
  'invalid-order': {
    status: 422,
    error: 'invalid order: {problem}',
    when: 'an order has an algorithm that is not known, lacks what its algorithm needs, has too many decimals, or is too small',
    statusSource: null,
    why: 'The rules are documented, but for the decimals; status and text are not.',
    provoke: { before: anew(), request: order({ price: undefined }) }
  },
  'duplicate-client-order-id': {
    status: 422,
    error: 'client_order_id "{client_order_id}" was used within the last 24 hours',
    when: 'the user has sent another order with this client_order_id within 24 hours',
    statusSource: null,
    why: 'That it is rejected is documented, status and text are not.',
    provoke: { before: [...anew(wealthy), order({ client_order_id: 'mine' })], request: order({ client_order_id: 'mine' }) }
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
    provoke: { before: anew(), request: byToken('GET', '/v1/orders/nothing') }
  },
  'cannot-cancel-order': {
    status: 400,
    error: 'internal error',
    when: 'an order is to be cancelled that the user does not have',
    statusSource: cancelling,
    textSource: cancelling,
    why: nothingOpen,
    provoke: { before: anew(), request: cancel('nothing') }
  },
  'cannot-cancel-orders': {
    status: 400,
    error: 'the order ids provided were invalid or the orders were already done/canceled',
    when: 'several orders are to be cancelled, and none of them can be',
    statusSource: cancellingSeveral,
    textSource: cancellingSeveral,
    why: nothingOpen,
    provoke: { before: anew(), request: byToken('DELETE', '/v1/orders?ids=nothing') }
  }
} as const satisfies Record<string, RefusalRow>
