/**
 * The documented form of an order.
 *
 * @see sFOX API docs, orders
 */
import { algorithms, orderStatuses, type ShownOrder } from '../schemas/orders.ts'
import type { Order } from './account.ts'
import { toIsoSeconds } from './clock.ts'
import { rounded } from './money.ts'
import type { Rules } from './rules.ts'

/** How many decimals an average price has. */
const vwapDecimals = 8

/**
 * Writes an order as the API does.
 *
 * @param order - the order
 * @param rules - what is assumed of the fields that nothing here decides
 * @returns the order, amounts that were not given as 0, dates to the second with `.000Z`
 */
export function presentOrder (order: Order, rules: Rules): ShownOrder {
  const { algorithm, amount, filled, filledAmount, fees, side, status, volume } = order
  const action = side === 'buy' ? 'Buy' : 'Sell'
  const clientOrderId = order.clientOrderId ?? rules['absent-client-order-id']
  const routing = rules['order-routing']
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
    // Fees are paid on top, so that nothing is to be taken off.
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
