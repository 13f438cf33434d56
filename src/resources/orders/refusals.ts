/** Refusals of orders. */
import { byToken, freshUser } from '../example.ts'
import { allOpen, defineRefusals, nothingOpen, undocumented } from '../refusal.ts'
import { cancel, order, funded } from './examples.ts'

const creating = 'sFOX API docs, rest-api/orders/create-order'
const cancelling = 'sFOX API docs, rest-api/orders/cancel-order'
const cancellingSeveral = 'sFOX API docs, rest-api/orders/cancel-multiple-orders'

export const refusals = defineRefusals({
  'invalid-currency-pair': {
    status: 422,
    error: 'invalid currency_pair: {pair}',
    when: 'the pair is missing, or is not one of the assumption `currency-pairs`',
    source: { status: creating, text: creating },
    why: 'Status and text are documented; the list of pairs is assumed.',
    provoke: { before: freshUser(), request: order({ currency_pair: 'btcusda' }) }
  },
  'invalid-order': {
    status: 422,
    error: 'invalid order: {problem}',
    when: 'the algorithm is unknown, a field that it requires is missing, an amount has too many decimals, or the order is too small',
    source: undocumented,
    why: 'The rules are documented, except for the decimals; status and text are not.',
    provoke: { before: freshUser(), request: order({ price: undefined }) }
  },
  'duplicate-client-order-id': {
    status: 422,
    error: 'client_order_id "{client_order_id}" was used within the last 24 hours',
    when: 'the user placed another order with this client_order_id within the last 24 hours',
    source: undocumented,
    why: 'The rejection is documented, its status and text are not.',
    provoke: { before: [...freshUser(funded), order({ client_order_id: 'mine' })], request: order({ client_order_id: 'mine' }) }
  },
  'insufficient-funds': {
    status: 422,
    error: 'insufficient funds: {needed} {currency} needed, {available} available',
    when: 'the order needs more than the available balance, and the assumption `check-funds` is true',
    source: undocumented,
    why: allOpen
  },
  'unknown-order': {
    status: 404,
    error: 'There is no order with the id "{id}".',
    when: 'the user has no order with the id',
    source: undocumented,
    why: 'Not documented. Cancelling an unknown order gives 400; an unknown account gives 404.',
    provoke: { before: freshUser(), request: byToken('GET', '/v1/orders/nothing') }
  },
  'cannot-cancel-order': {
    status: 400,
    error: 'internal error',
    when: 'the user has no order with the id to cancel',
    source: { status: cancelling, text: cancelling },
    why: nothingOpen,
    provoke: { before: freshUser(), request: cancel('nothing') }
  },
  'cannot-cancel-orders': {
    status: 400,
    error: 'the order ids provided were invalid or the orders were already done/canceled',
    when: 'none of the orders to cancel exists and is open',
    source: { status: cancellingSeveral, text: cancellingSeveral },
    why: nothingOpen,
    provoke: { before: freshUser(), request: byToken('DELETE', '/v1/orders?ids=nothing') }
  }
})
