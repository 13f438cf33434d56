/** What the routes of orders answer when all is well. */
import { byToken } from '../errors/row.ts'
import { anew, cancel, order, wealthy } from '../errors/steps.ts'
import type { SuccessRow } from './row.ts'

const placed = {
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

const open = [...anew(wealthy), order()]
const itsId = '{2.id}'

/** Rows of the catalogue; see successes.ts. */
export const orderSuccesses: SuccessRow[] = [
  {
    status: 201,
    body: placed,
    when: 'an order is placed',
    before: anew(wealthy),
    request: order(),
    source: 'sFOX API docs, create order'
  },
  {
    status: 200,
    body: placed,
    when: 'an order is read',
    before: open,
    request: byToken('GET', `/v1/orders/${itsId}`),
    source: 'sFOX API docs, get order'
  },
  {
    status: 200,
    body: [placed],
    when: 'the open orders are listed',
    before: open,
    request: byToken('GET', '/v1/orders'),
    source: 'sFOX API docs, get open orders'
  },
  {
    status: 200,
    body: { status: 'canceled' },
    when: 'an open order is cancelled',
    before: open,
    request: cancel(itsId),
    source: 'sFOX API docs, cancel order'
  },
  {
    status: 200,
    body: { status: 'order already finished' },
    when: 'an order that is no longer open is cancelled',
    before: [...open, cancel(itsId)],
    request: cancel(itsId),
    source: 'sFOX API docs, cancel order'
  },
  {
    status: 200,
    body: { orders: [{ id: 1, status: 'Canceled' }] },
    when: 'several orders are cancelled, and at least one is open',
    before: open,
    request: byToken('DELETE', `/v1/orders?ids=${itsId}`),
    source: 'sFOX API docs, cancel several orders'
  }
]
