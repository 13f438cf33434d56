/**
 * The rules of a new order: what each algorithm needs, and how little is too little.
 *
 * @see sFOX API docs, create order
 */
import { algorithms, type AlgorithmId, type OrderRequest, type ShownOrder } from '../schemas/orders.ts'
import { decimalsOf, nothing, parseMoney, type Money } from './money.ts'
import type { Rules } from './rules.ts'

/** Which way an order goes. */
export type Side = 'buy' | 'sell'

/** What an order asks for. Amounts that were not given are 0. */
export interface Terms {
  side: Side
  algorithm: AlgorithmId
  /** As it is written, `btcusd`, and in its parts. */
  pair: string
  base: string
  quote: string
  quantity: Money
  price: Money
  /** What a purchase spends, in the quote currency. */
  amount: Money
  clientOrderId: string | undefined
  timeInForce: ShownOrder['time_in_force']
  /** ms since 1970. */
  expires: number | undefined
}

/** Why an order is refused. */
export type Refused =
  | { refused: 'invalid-currency-pair', pair: string }
  | { refused: 'invalid-order', problem: string }

const market = 100

/** Those that need an amount where they buy: Market, Stop and Trailing Stop. */
const spending = [100, 304, 308]

/** The least price times quantity where the quote is fiat, and the least quantity where it is not. */
const least = { value: 5, quantity: 0.001 }

/**
 * Reads what an order asks for.
 *
 * @param side - which way it goes
 * @param request - the body, checked against its schema
 * @param rules - which pairs there are, and what is assumed where something is missing
 * @returns the terms, or why there are none
 */
export function readTerms (side: Side, request: OrderRequest, rules: Rules): Terms | Refused {
  const [base, quote] = readPair(request.currency_pair, rules) ?? []
  if (base === undefined || quote === undefined) {
    return { refused: 'invalid-currency-pair', pair: echo(request.currency_pair) }
  }
  const algorithm = Number(request.algorithm_id ?? rules['default-algorithm']) as AlgorithmId
  const terms: Terms = {
    side,
    algorithm,
    pair: `${base}${quote}`,
    base,
    quote,
    quantity: parseMoney(request.quantity) ?? nothing,
    price: parseMoney(request.price) ?? nothing,
    amount: parseMoney(request.amount) ?? nothing,
    clientOrderId: request.client_order_id || undefined,
    timeInForce: request.time_in_force ?? rules['default-time-in-force'],
    expires: request.expires
  }
  const problem = findProblem(terms, rules)
  return problem === undefined ? terms : { refused: 'invalid-order', problem }
}

/**
 * Says how many decimals a currency has.
 *
 * @param currency - in lower case
 * @param rules - what is assumed of currencies
 * @returns 2 for fiat
 */
export function decimalsFor (currency: string, rules: Rules): number {
  return rules['fiat-currencies'].includes(currency) ? 2 : rules['crypto-decimals']
}

/** The documented refusal echoes what was sent, `undefined` where nothing was. */
function echo (pair: unknown): string {
  return typeof pair === 'string' ? pair : JSON.stringify(pair) ?? 'undefined'
}

function readPair (pair: unknown, rules: Rules): string[] | undefined {
  return rules['currency-pairs'].map((one) => one.split('/')).find((parts) => parts.join('') === pair)
}

function findProblem (terms: Terms, rules: Rules): string | undefined {
  const { side, algorithm, base, quote, quantity, price, amount } = terms
  if (!Object.hasOwn(algorithms, algorithm)) return `algorithm_id must be one of ${Object.keys(algorithms).join(', ')}`
  const name = algorithms[algorithm]

  const needsQuantity = algorithm !== market || (side === 'sell' && rules['market-sell-quantity'] === 'required')
  if (algorithm !== market && price.isZero()) return `price is required for ${name} orders`
  if (needsQuantity && quantity.isZero()) return `quantity is required for ${name} orders`
  if (side === 'buy' && spending.includes(algorithm) && amount.isZero()) return `amount is required to buy by ${name} orders`

  for (const [field, value, currency] of [['price', price, quote], ['amount', amount, quote], ['quantity', quantity, base]] as const) {
    const decimals = decimalsFor(currency, rules)
    if (decimalsOf(value) > decimals) return `${field} must have at most ${decimals} decimals in ${currency}`
  }

  if (!rules['fiat-currencies'].includes(quote)) {
    return quantity.gt(0) && quantity.lt(least.quantity) ? `quantity must be at least ${least.quantity}` : undefined
  }
  const value = price.times(quantity)
  return value.gt(0) && value.lt(least.value) ? `price times quantity must be at least ${least.value} ${quote}` : undefined
}
