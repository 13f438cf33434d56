/** Schemas of orders. */
import { Type, type Static } from '@sinclair/typebox'
import { Amount, Nullable, StringEnum } from '../../values/schemas.ts'

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

/** Body of `POST /v1/orders/:side`. terms.ts checks the requirements of each algorithm. */
export const OrderRequestSchema = Type.Object({
  // Any value is valid here, since the documented refusal echoes it.
  currency_pair: Type.Optional(Type.Unknown()),
  algorithm_id: Type.Optional(Type.Union([Type.Integer(), Type.String({ pattern: '^\\d+$' })], {
    errorMessage: 'must be a whole number, or the same as a string'
  })),
  quantity: Type.Optional(Amount()),
  price: Type.Optional(Amount()),
  amount: Type.Optional(Amount()),
  client_order_id: Type.Optional(Type.String({ maxLength: 1000, errorMessage: 'must be a string of at most 1000 characters' })),
  time_in_force: Type.Optional(StringEnum(timesInForce)),
  expires: Type.Optional(Type.Integer({
    minimum: 0, maximum: 253_402_300_799_999, errorMessage: 'must be an instant in ms since 1970'
  }))
}, {
  errorMessage: 'must be an object, for example {"currency_pair":"btcusd","algorithm_id":201,"quantity":1,"price":20000}'
})

/** The body of an order. Amounts are numbers or strings. */
export type OrderRequest = Static<typeof OrderRequestSchema>

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

/** Body of `POST /_fake/orders/:id/fill`. By default the unfilled rest is filled at the order's own price. */
export const FillSchema = Type.Object({
  price: Type.Optional(Amount()),
  quantity: Type.Optional(Amount())
}, { additionalProperties: false, errorMessage: 'must be an object, for example {"price":20000,"quantity":"0.5"}' })

/** Price and quantity of a fill, as sent. */
export type Fill = Static<typeof FillSchema>
