/**
 * Check new orders: the required fields of each algorithm, and the minimum sizes. @see sFOX API docs,
 * rest-api/orders/create-order
 */
import { decimalsOf, parseMoney, precision, zero, type Money } from '../../values/money.ts'
import type { Assumptions } from '../index.ts'
import { algorithms, type AlgorithmId, type OrderRequest, type ShownOrder } from './schemas.ts'

/** The side of an order. */
export type Side = 'buy' | 'sell'

/** The terms of an order. Omitted amounts are 0. */
export interface Terms {
  side: Side
  algorithm: AlgorithmId
  /** Base and quote, as written: `btcusd`. */
  pair: string
  base: string
  quote: string
  quantity: Money
  price: Money
  /** The amount to spend on a purchase, in the quote currency. */
  amount: Money
  clientOrderId: string | undefined
  timeInForce: ShownOrder['time_in_force']
  /** ms since 1970. */
  expires: number | undefined
}

/** The reason to refuse an order. */
export type Refused = { unknownPair: string } | { problem: string }

const market = 100

/** Algorithms whose purchases need an amount: Market, Stop and Trailing Stop. */
const spending = [100, 304, 308]

/** The minimum price times quantity if the quote is fiat, and the minimum quantity if it is not. */
const minimum = { value: 5, quantity: 0.001 }

/**
 * Read and check the terms of an order.
 *
 * @param request - the body, valid against its schema
 */
export function readTerms (side: Side, request: OrderRequest, assumptions: Assumptions): Terms | Refused {
  const [base, quote] = readPair(request.currency_pair, assumptions) ?? []
  if (base === undefined || quote === undefined) {
    return { unknownPair: echo(request.currency_pair) }
  }
  const algorithm = assumptions['algorithm-names'].map((name) => request[name]).find(isGiven)
  const terms: Terms = {
    side,
    algorithm: Number(algorithm ?? assumptions['default-algorithm']) as AlgorithmId,
    pair: `${base}${quote}`,
    base,
    quote,
    quantity: parseMoney(request.quantity) ?? zero,
    price: parseMoney(request.price) ?? zero,
    amount: parseMoney(request.amount) ?? zero,
    clientOrderId: request.client_order_id || undefined,
    timeInForce: request.time_in_force || assumptions['default-time-in-force'],
    expires: isGiven(request.expires) ? Number(request.expires) : undefined
  }
  const problem = findProblem(terms, assumptions)
  return problem === undefined ? terms : { problem }
}

/** Return the number of decimals of a currency in prices, in orders, and where money comes in. */
export function decimalsFor (currency: string, assumptions: Assumptions): number {
  return isFiat(currency, assumptions) ? 2 : assumptions['crypto-decimals']
}

/** Return the number of decimals of a currency in fills. */
export function fillDecimalsFor (currency: string, assumptions: Assumptions): number {
  return isFiat(currency, assumptions) ? precision : assumptions['crypto-decimals']
}

function isFiat (currency: string, assumptions: Assumptions): boolean {
  return assumptions['fiat-currencies'].includes(currency)
}

function isGiven (value: string | number | undefined): boolean {
  return value !== undefined && value !== ''
}

/** Format an invalid pair like the documented refusal: `undefined` if there is none. */
function echo (pair: unknown): string {
  return typeof pair === 'string' ? pair : JSON.stringify(pair) ?? 'undefined'
}

function readPair (pair: unknown, assumptions: Assumptions): string[] | undefined {
  return assumptions['currency-pairs'].map((one) => one.split('/')).find((parts) => parts.join('') === pair)
}

function findProblem (terms: Terms, assumptions: Assumptions): string | undefined {
  const { side, algorithm, base, quote, quantity, price, amount } = terms
  if (!Object.hasOwn(algorithms, algorithm)) return `algorithm_id must be one of ${Object.keys(algorithms).join(', ')}`
  const name = algorithms[algorithm]

  const needsQuantity = algorithm !== market || (side === 'sell' && assumptions['market-sell-quantity'] === 'required')
  if (algorithm !== market && price.isZero()) return `price is required for ${name} orders`
  if (needsQuantity && quantity.isZero()) return `quantity is required for ${name} orders`
  if (side === 'buy' && spending.includes(algorithm) && amount.isZero()) return `amount is required to buy with ${name} orders`

  for (const [field, value, currency] of [['price', price, quote], ['amount', amount, quote], ['quantity', quantity, base]] as const) {
    const decimals = decimalsFor(currency, assumptions)
    if (decimalsOf(value) > decimals) return `${field} must have at most ${decimals} decimals in ${currency}`
  }

  if (!isFiat(quote, assumptions)) {
    return quantity.gt(0) && quantity.lt(minimum.quantity) ? `quantity must be at least ${minimum.quantity}` : undefined
  }
  const value = price.times(quantity)
  return value.gt(0) && value.lt(minimum.value) ? `price times quantity must be at least ${minimum.value} ${quote}` : undefined
}
