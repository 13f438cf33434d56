/** Assumptions about orders. */
import { Type } from '@sinclair/typebox'
import { precision } from '../../values/money.ts'
import { NumberAmount, StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'
import { algorithms, timesInForce } from './schemas.ts'

const currencies = Type.Array(Type.String({ pattern: '^[a-z0-9]+$' }), { uniqueItems: true })

export const assumptions = defineAssumptions({
  'currency-pairs': {
    schema: Type.Array(Type.String({ pattern: '^[a-z0-9]+/[a-z0-9]+$' }), { uniqueItems: true }),
    default: [
      'btc/usd', 'eth/usd', 'ltc/usd', 'bch/usd', 'sol/usd', 'usdc/usd', 'usdt/usd', 'eth/btc', 'ltc/btc', 'bch/btc',
      'btc/usdc', 'eth/usdc', 'btc/usdt', 'eth/usdt'
    ],
    why: 'The tradable pairs, as base/quote, are not documented, except for examples. An order names a pair as `btcusd`.'
  },
  'fiat-currencies': {
    schema: currencies,
    default: ['usd'],
    why: 'The fiat currencies: prices, amounts to spend and deposits have two decimals, fills have eight, and 5 is the ' +
      'minimum order value if one is the quote currency.'
  },
  'crypto-decimals': {
    schema: Type.Integer({ minimum: 0, maximum: precision }),
    default: precision,
    why: 'The number of decimals of all other currencies is not documented. More are refused, and fills are rounded.'
  },
  'default-algorithm': {
    schema: Type.Union([Type.Null(), Type.Union(Object.keys(algorithms).map((id) => Type.Literal(Number(id))))], {
      errorMessage: `must be null or one of ${Object.keys(algorithms).join(', ')}`
    }),
    default: 200,
    why: 'The documentation calls `algorithm_id` required, and prints the default 200 beside it. null: an order without ' +
      'one is refused.'
  },
  'algorithm-names': {
    schema: Type.Array(StringEnum(['algorithm_id', 'algo_id']), { uniqueItems: true, minItems: 1 }),
    default: ['algorithm_id', 'algo_id'],
    why: 'Only `algorithm_id` is documented. An old SDK sends `algo_id`, which orders in responses have too. The first ' +
      'name that an order has counts.'
  },
  'empty-order-fields': {
    schema: StringEnum(['absent', 'refuse']),
    default: 'absent',
    why: 'The meaning of an empty string in place of an optional number, time in force or instant is not documented. ' +
      'Forms send it. `absent`: as if the field were absent. `refuse`: `invalid-body`.'
  },
  'default-time-in-force': {
    schema: StringEnum(timesInForce),
    default: 'GTC',
    why: 'The `time_in_force` of an order without one is not documented.'
  },
  'market-sell-quantity': {
    schema: StringEnum(['optional', 'required']),
    default: 'optional',
    why: 'The documentation says that a Market order needs no quantity. For a sale this is doubtful: it would sell nothing.'
  },
  'absent-client-order-id': {
    schema: Type.Union([Type.Literal(''), Type.Null()], { errorMessage: 'must be null or an empty string' }),
    default: '',
    why: 'The `client_order_id` in the response for an order without one is not documented.'
  },
  'order-routing': {
    schema: Type.Object({
      routing_option: Type.Optional(Type.String()),
      routing_type: Type.Optional(Type.String()),
      destination: Type.Optional(Type.String())
    }, { additionalProperties: false }),
    default: { routing_option: 'BestPrice', routing_type: 'NetPrice', destination: '' },
    why: 'The fields are documented, their values are not. The values of a request are ignored.'
  },
  'open-orders': {
    schema: StringEnum(['newest-first', 'oldest-first']),
    default: 'newest-first',
    why: 'The sequence of the listed open orders is not documented.'
  },
  'order-list-excess': {
    schema: StringEnum(['cap', 'refuse']),
    default: 'cap',
    why: 'The documentation says that a list has at most 50 orders, not what a higher `limit` gives. `cap`: 50 orders. ' +
      '`refuse`: `invalid-query`.'
  },
  'order-list-before-and-after': {
    schema: StringEnum(['range', 'refuse']),
    default: 'range',
    why: 'The documentation does not say whether a list takes both `before` and `after`; a list of post-trade settlement ' +
      'refuses both. `range`: both apply. `refuse`: `invalid-query`.'
  },
  'order-list-unknown-values': {
    schema: StringEnum(['match-nothing', 'refuse']),
    default: 'match-nothing',
    why: 'The response to a filter of a list that no order can have, for example `action=BUY`, is not documented. ' +
      '`match-nothing`: an empty list. `refuse`: `invalid-query`.'
  },
  'cancel-all-without-orders': {
    schema: StringEnum(['empty-list', 'refusal']),
    default: 'empty-list',
    why: 'sFOX lists a page for cancelling all orders, but its text is not known. Path and response are those that clients ' +
      'expect. Without an open order, `empty-list`: `{"orders":[]}`, and `refusal`: `cannot-cancel-orders`.'
  },
  'cancel-by': {
    schema: StringEnum(['sfox-id', 'either-id']),
    default: 'sfox-id',
    why: 'Reading accepts sFOX\'s order id and the client\'s. Whether cancelling accepts both is not documented.'
  },
  'check-funds': {
    schema: Type.Boolean(),
    default: false,
    why: 'true: an order that needs more than the available balance is refused as `insufficient-funds`, and an open order ' +
      'holds its amount. false: balances may become negative.'
  },
  'fee-rate': {
    schema: Type.Number({ minimum: 0, maximum: 1, errorMessage: 'must be a number from 0 to 1' }),
    default: 0,
    why: 'The fee as a share of a fill\'s value, paid in the quote currency in addition to the price.'
  },
  'market-price': {
    schema: NumberAmount({ decimals: precision }),
    default: 100,
    why: 'There is no market here. Without a price in the order or the fill, an order is filled at this price.',
    ours: true
  }
})
