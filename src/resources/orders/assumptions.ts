/** Assumptions about orders. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
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
    why: 'The fiat currencies: they have two decimals, and 5 is the minimum order value if one is the quote currency.'
  },
  'crypto-decimals': {
    schema: Type.Integer({ minimum: 0, maximum: 18 }),
    default: 8,
    why: 'The number of decimals of all other currencies is not documented. More are refused, and fills are rounded.'
  },
  'default-algorithm': {
    schema: Type.Union([Type.Null(), Type.Union(Object.keys(algorithms).map((id) => Type.Literal(Number(id))))], {
      errorMessage: `must be null or one of ${Object.keys(algorithms).join(', ')}`
    }),
    default: null,
    why: 'The `algorithm_id` of an order without one is not documented. null: the order is refused.'
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
    schema: Type.Number({ exclusiveMinimum: 0, errorMessage: 'must be a number above 0' }),
    default: 100,
    why: 'There is no market here. Without a price in the order or the fill, an order is filled at this price.',
    ours: true
  }
})
