/** Schemas of orders. */
import { Type, type Static } from '@sinclair/typebox'
import { precision } from '../../values/money.ts'
import { Amount, Nullable, StringEnum, WholeNumber } from '../../values/schemas.ts'
import type { Assumptions } from '../index.ts'

/** The documented algorithms, by `algorithm_id`. */
export const algorithms = {
  100: 'Market', 200: 'Smart', 201: 'Limit', 304: 'Stop', 307: 'TWAP', 308: 'Trailing Stop'
} as const

/** An `algorithm_id`. */
export type AlgorithmId = keyof typeof algorithms

/** The documented values of `time_in_force`. */
export const timesInForce = ['GTC', 'IOC', 'FOK', 'GTD'] as const

/** The documented statuses of an order, with their codes. */
export const orderStatuses = { Started: 100, 'Cancel Pending': 90, Canceled: 10, Done: 300 } as const

/** Path of `POST /v1/orders/:side`. */
export const SideParamsSchema = Type.Object({ side: StringEnum(['buy', 'sell']) })

/** The body of an order, valid against its schema. Numbers may be text. */
export interface OrderRequest {
  currency_pair?: unknown
  algorithm_id?: string | number
  algo_id?: string | number
  quantity?: string | number
  price?: string | number
  amount?: string | number
  client_order_id?: string
  time_in_force?: ShownOrder['time_in_force'] | ''
  expires?: string | number
}

/**
 * Create the schema of the body of `POST /v1/orders/:side`. terms.ts checks the requirements of each algorithm, and the
 * decimals.
 */
export function orderBody ({ 'empty-order-fields': treatment }: Assumptions) {
  const empty = treatment === 'absent'
  const algorithm = WholeNumber({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, empty }, 'must be a whole number, or the same as a string')
  const amount = Amount({ zero: true, empty })
  return Type.Unsafe<OrderRequest>(Type.Object({
    // Any value is valid here, since the documented refusal echoes it.
    currency_pair: Type.Optional(Type.Unknown()),
    algorithm_id: Type.Optional(algorithm),
    algo_id: Type.Optional(algorithm),
    quantity: Type.Optional(amount),
    price: Type.Optional(amount),
    amount: Type.Optional(amount),
    // An empty one was observed in clients, on every order.
    client_order_id: Type.Optional(Type.String({
      maxLength: 1000, errorMessage: 'must be a string of at most 1000 characters'
    })),
    time_in_force: Type.Optional(StringEnum([...timesInForce, ...(empty ? [''] : [])])),
    expires: Type.Optional(
      WholeNumber({ minimum: 0, maximum: 253_402_300_799_999, empty }, 'must be an instant in ms since 1970'))
  }, {
    errorMessage: 'must be an object, for example {"currency_pair":"btcusd","algorithm_id":201,"quantity":1,"price":20000}'
  }))
}

/** The largest number of orders in a list, and the default. @see sFOX API docs, rest-api/orders/get-all-open-orders */
export const orderListLimit = 50

/** Create the schema of the query of a list of orders. */
export function orderListQuery (assumptions: Assumptions) {
  const [maximum, range] = assumptions['order-list-excess'] === 'refuse'
    ? [orderListLimit, `from 1 to ${orderListLimit}`]
    : [Number.MAX_SAFE_INTEGER, 'above 0']
  const id = WholeNumber({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER }, 'must be the id of an order, a whole number')
  const filter = (values: string[]) => Type.Optional(
    assumptions['order-list-unknown-values'] === 'refuse' ? StringEnum(values) : Type.Unsafe<string>(Type.String()))
  return Type.Object({
    limit: Type.Optional(WholeNumber({ minimum: 1, maximum }, `must be a whole number ${range}`)),
    before: Type.Optional(id),
    after: Type.Optional(id),
    action: filter(['buy', 'sell']),
    currency_pair: filter(assumptions['currency-pairs'].map((pair) => pair.replace('/', ''))),
    algorithm_id: filter(Object.keys(algorithms)),
    status: filter(Object.keys(orderStatuses))
  }, assumptions['order-list-before-and-after'] === 'refuse'
    ? { not: { required: ['before', 'after'] }, errorMessage: { not: 'must not have both before and after' } }
    : {})
}

/** The query of a list of orders, valid against its schema. */
export type OrderListQuery = Static<ReturnType<typeof orderListQuery>>

/** An order in a response. Properties are in documented order. */
export const OrderSchema = Type.Object({
  id: Type.Integer(),
  side_id: Type.Integer({ description: '500 buy, 600 sell' }),
  action: StringEnum(['Buy', 'Sell']),
  algorithm_id: Type.Integer(),
  algorithm: Type.String(),
  type: Type.String(),
  pair: Type.String(),
  quantity: Type.Number(),
  price: Type.Number(),
  amount: Type.Number(),
  net_market_amount: Type.Number(),
  filled: Type.Number(),
  vwap: Type.Number(),
  filled_amount: Type.Number(),
  fees: Type.Number(),
  net_proceeds: Type.Number(),
  status: StringEnum(Object.keys(orderStatuses) as Array<keyof typeof orderStatuses>),
  status_code: Type.Integer(),
  routing_option: Type.String(),
  routing_type: Type.String(),
  time_in_force: StringEnum(timesInForce),
  expires: Nullable(Type.String()),
  dateupdated: Type.String(),
  date_added: Type.String(),
  client_order_id: Nullable(Type.String()),
  user_tx_id: Nullable(Type.String()),
  o_action: StringEnum(['Buy', 'Sell']),
  algo_id: Type.Integer(),
  algorithm_options: Type.Null(),
  destination: Type.String()
}, { additionalProperties: false })

/** An order in a response. */
export type ShownOrder = Static<typeof OrderSchema>

/** Response of `GET /v1/orders`. */
export const OpenOrdersSchema = Type.Array(OrderSchema)

/** Response of `DELETE /v1/orders/:id`. */
export const CancelledSchema = Type.Object({
  status: StringEnum(['canceled', 'cancel pending', 'order already finished'])
})

/** Query of `DELETE /v1/orders`. */
export const CancelQuerySchema = Type.Object({
  ids: Type.String({ minLength: 1, errorMessage: 'must be a list of order ids, separated by commas' })
})

/** Response of `DELETE /v1/orders`. */
export const CancelledOrdersSchema = Type.Object({
  orders: Type.Array(Type.Object({ id: Type.Integer(), status: StringEnum(['Canceled', 'Cancel pending']) }))
})

const fillAmount = Type.Optional(Amount({ decimals: precision, zero: true }))

/**
 * Body of `POST /_fake/orders/:id/fill`. By default the unfilled rest is filled at the order's own price. 0 counts as
 * absent, as in the orders that the fake shows.
 */
export const FillSchema = Type.Object({
  price: fillAmount, quantity: fillAmount
}, { additionalProperties: false, errorMessage: 'must be an object, for example {"price":20000,"quantity":"0.5"}' })

/** Price and quantity of a fill, as sent. */
export type Fill = Static<typeof FillSchema>
