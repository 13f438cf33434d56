/** Example requests about orders. */
import { byToken } from '../example.ts'

/** The body of an order that stays open. */
export const exampleOrder = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 0.1, price: 20000 }

/** The order in a response. */
export const shownOrder = {
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

/** The properties of a user who can pay for the order, for `freshUser()`. */
export const funded = { balances: { usd: 10000 } }

/** Place the order with changed properties. */
export const order = (change: object = {}) => byToken('POST', '/v1/orders/buy', { ...exampleOrder, ...change })

/** Cancel an order. */
export const cancel = (id: string) => byToken('DELETE', `/v1/orders/${id}`)
