/** Guesses about orders. */
import { Type } from '@sinclair/typebox'
import { algorithms, timesInForce } from '../schemas/orders.ts'
import { StringEnum } from '../schemas/common.ts'
import { row } from './row.ts'

const currencies = Type.Array(Type.String({ pattern: '^[a-z0-9]+$' }), { uniqueItems: true })

/** Rows of the table; see assumptions.ts. */
export const orderAssumptions = {
  'currency-pairs': row(
    Type.Array(Type.String({ pattern: '^[a-z0-9]+/[a-z0-9]+$' }), { uniqueItems: true }),
    [
      'btc/usd', 'eth/usd', 'ltc/usd', 'bch/usd', 'sol/usd', 'usdc/usd', 'usdt/usd', 'eth/btc', 'ltc/btc', 'bch/btc',
      'btc/usdc', 'eth/usdc', 'btc/usdt', 'eth/usdt'
    ],
    'Which pairs can be traded, as base/quote; an order writes `btcusd`, in lower case. The documents name some as examples.'
  ),
  'fiat-currencies': row(currencies, ['usd'], 'Which currencies are fiat: two decimals, and a least order of 5 where they are the quote.'),
  'crypto-decimals': row(
    Type.Integer({ minimum: 0, maximum: 18 }),
    8,
    'How many decimals amounts of other currencies have. More are refused, and what a fill makes is rounded to them.'
  ),
  'default-algorithm': row(
    Type.Union([Type.Null(), Type.Union(Object.keys(algorithms).map((id) => Type.Literal(Number(id))))], {
      errorMessage: `must be null or one of ${Object.keys(algorithms).join(', ')}`
    }),
    null,
    'The `algorithm_id` of an order that has none. null: it is refused.'
  ),
  'default-time-in-force': row(StringEnum(timesInForce), 'GTC', 'The `time_in_force` of an order that has none.'),
  'market-sell-quantity': row(
    StringEnum(['optional', 'required']),
    'optional',
    'Documented is that a Market order needs no quantity. Whether that is true of a sale is doubtful: it sells nothing.'
  ),
  'absent-client-order-id': row(
    Type.Union([Type.Literal(''), Type.Null()], { errorMessage: 'must be null or an empty string' }),
    '',
    'What stands for the `client_order_id` of an order that has none.'
  ),
  'order-routing': row(
    Type.Object({
      routing_option: Type.Optional(Type.String()),
      routing_type: Type.Optional(Type.String()),
      destination: Type.Optional(Type.String())
    }, { additionalProperties: false }),
    { routing_option: 'BestPrice', routing_type: 'NetPrice', destination: '' },
    'The fields are documented; which values an order gets is not. What a request says of them is ignored.'
  ),
  'open-orders': row(
    StringEnum(['newest-first', 'oldest-first']),
    'newest-first',
    'In which order open orders are listed is not documented.'
  ),
  'cancel-by': row(
    StringEnum(['sfox-id', 'either-id']),
    'sfox-id',
    'Reading takes sFOX\'s id of an order or the client\'s. Whether cancelling does is not documented.'
  ),
  'check-funds': row(
    Type.Boolean(),
    false,
    'Whether an order is refused as `insufficient-funds` where less is available than it needs, and holds what it needs ' +
    'while it is open. false: balances may become negative.'
  ),
  'fee-rate': row(
    Type.Number({ minimum: 0, maximum: 1, errorMessage: 'must be a number from 0 to 1' }),
    0,
    'The share of a fill that is paid as a fee, in the quote currency and on top of what is bought.'
  ),
  'market-price': row(
    Type.Number({ exclusiveMinimum: 0, errorMessage: 'must be a number above 0' }),
    100,
    'There is no market. The price at which an order without a price of its own is filled, where the fill names none.',
    { ours: true }
  )
} as const
