/** Format orders as documented. @see sFOX API docs, rest-api/orders */
import { toIsoSeconds } from '../../values/instant.ts'
import { rounded } from '../../values/money.ts'
import type { Assumptions } from '../index.ts'
import { algorithms, orderStatuses, type ShownOrder } from './schemas.ts'
import type { Order } from './state.ts'

/** Number of decimals of an average price. */
const vwapDecimals = 8

/**
 * Return an order in API format. Omitted amounts are 0. Instants are truncated to the second and end in `.000Z`.
 */
export function presentOrder (order: Order, assumptions: Assumptions): ShownOrder {
  const { algorithm, amount, filled, filledAmount, fees, side, status, volume } = order
  const action = side === 'buy' ? 'Buy' : 'Sell'
  const clientOrderId = order.clientOrderId ?? assumptions['absent-client-order-id']
  const routing = assumptions['order-routing']
  return {
    id: order.id,
    side_id: side === 'buy' ? 500 : 600,
    action,
    algorithm_id: algorithm,
    algorithm: algorithms[algorithm],
    type: algorithms[algorithm],
    pair: order.pair,
    quantity: order.quantity.toNumber(),
    price: order.price.toNumber(),
    amount: amount.toNumber(),
    // Fees are paid in addition, so nothing is deducted.
    net_market_amount: algorithms[algorithm] === 'Market' ? amount.toNumber() : 0,
    filled: filled.toNumber(),
    vwap: filled.isZero() ? 0 : rounded(volume.div(filled), vwapDecimals).toNumber(),
    filled_amount: filledAmount.toNumber(),
    fees: fees.toNumber(),
    net_proceeds: (side === 'buy' ? filledAmount.negated() : filledAmount).minus(fees).toNumber(),
    status,
    status_code: orderStatuses[status],
    routing_option: routing.routing_option,
    routing_type: routing.routing_type,
    time_in_force: order.timeInForce,
    expires: order.expires === undefined ? null : toWholeSeconds(order.expires),
    dateupdated: toWholeSeconds(order.updated),
    date_added: toWholeSeconds(order.added),
    client_order_id: clientOrderId,
    user_tx_id: clientOrderId,
    o_action: action,
    algo_id: algorithm,
    algorithm_options: null,
    destination: routing.destination
  }
}

function toWholeSeconds (instant: number): string {
  return toIsoSeconds(instant).replace(/Z$/, '.000Z')
}
