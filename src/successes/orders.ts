/** What the routes of orders answer when all is well. */
import { byToken, type SuccessRow } from './row.ts'

const order = {
  id: 1,
  side_id: 500,
  action: 'Buy',
  algorithm_id: 201,
  algorithm: 'Limit',
  type: 'Limit',
  pair: 'btcusd',
  quantity: 0.1,
  price: 20000,
  amount: 0,
  net_market_amount: 0,
  filled: 0,
  vwap: 0,
  filled_amount: 0,
  fees: 0,
  net_proceeds: 0,
  status: 'Started',
  status_code: 100,
  routing_option: 'BestPrice',
  routing_type: 'NetPrice',
  time_in_force: 'GTC',
  expires: null,
  dateupdated: '2026-01-31T12:00:00.000Z',
  date_added: '2026-01-31T12:00:00.000Z',
  client_order_id: '',
  user_tx_id: '',
  o_action: 'Buy',
  algo_id: 201,
  algorithm_options: null,
  destination: ''
}

/** Rows of the catalogue; see successes.ts. */
export const orderSuccesses: SuccessRow[] = [
  {
    status: 201,
    body: order,
    when: 'an order is placed',
    request: byToken('POST', '/v1/orders/buy', { currency_pair: 'btcusd', algorithm_id: 201, quantity: 0.1, price: 20000 }),
    source: 'sFOX API docs, create order'
  },
  { status: 200, body: order, when: 'an order is read', source: 'sFOX API docs, get order' },
  {
    status: 200,
    body: [order],
    when: 'the open orders are listed',
    request: byToken('GET', '/v1/orders'),
    source: 'sFOX API docs, get open orders'
  },
  { status: 200, body: { status: 'canceled' }, when: 'an open order is cancelled', source: 'sFOX API docs, cancel order' },
  {
    status: 200,
    body: { status: 'order already finished' },
    when: 'an order that is no longer open is cancelled',
    source: 'sFOX API docs, cancel order'
  },
  {
    status: 200,
    body: { orders: [{ id: 1, status: 'Canceled' }] },
    when: 'several orders are cancelled, and at least one is open',
    source: 'sFOX API docs, cancel several orders'
  }
]
