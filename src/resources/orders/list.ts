/** Select the orders of a list. @see sFOX API docs, rest-api/orders/get-all-open-orders */
import { orderListLimit, type OrderListQuery } from './schemas.ts'
import type { Order } from './state.ts'

/**
 * Return the orders that a query asks for, in the given sequence.
 *
 * @param query - valid against its schema; `before` means older than this id, `after` newer
 */
export function selectOrders (orders: Order[], query: OrderListQuery): Order[] {
  const { limit = orderListLimit, before, after, action, currency_pair: pair, algorithm_id: algorithm, status } = query
  const matches = (wanted: string | undefined, value: string) => wanted === undefined || wanted === value
  return orders.filter((order) =>
    (before === undefined || order.id < Number(before)) &&
    (after === undefined || order.id > Number(after)) &&
    matches(action, order.side) &&
    matches(pair, order.pair) &&
    matches(algorithm, String(order.algorithm)) &&
    matches(status, order.status)
  ).slice(0, Math.min(Number(limit), orderListLimit))
}
