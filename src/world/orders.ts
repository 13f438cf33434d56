/** Orders: placed, cancelled, and filled when somebody says so. There is no market. */
import type { ShownOrder } from '../schemas/orders.ts'
import { move, type Account, type Order, type Progress } from './account.ts'
import type { Clock } from './clock.ts'
import { cutDown, money, nothing, rounded, roundedUp, total, type Money } from './money.ts'
import { presentOrder } from './order-form.ts'
import { decimalsFor, type Terms } from './order-terms.ts'
import type { Rules } from './rules.ts'

/** What is to be filled: all that is left, at the order's own price, where not said. */
export interface FillTerms {
  price: Money | undefined
  quantity: Money | undefined
}

/** What can be done with the orders of a world. */
export interface Orders {
  /** Whether a user has used a client order id within 24 hours. */
  isTaken: (account: Account, clientOrderId: string) => boolean
  place: (account: Account, terms: Terms) => Order
  /** Finds a user's order by the id that sFOX gave, else by the one that the client gave. */
  find: (account: Account, id: string) => Order | undefined
  /** A user's open orders. */
  open: (account: Account) => Order[]
  /** Cancels an order; false where it is not open. */
  cancel: (account: Account, order: Order) => boolean
  /** Fills an order, whoever's; text where it cannot be, undefined where there is none. */
  fill: (id: string, terms: FillTerms) => Order | string | undefined
  /** What an order needs, a new one or what is left of one. */
  need: (order: Terms & Partial<Progress>) => Need
  /** What the open orders of a user hold of a currency. */
  held: (account: Account, currency: string) => Money
  /** Writes one as the API does. */
  present: (order: Order) => ShownOrder
}

/** What an order takes. */
export interface Need {
  currency: string
  amount: Money
}

const untouched: Progress = { filled: nothing, filledAmount: nothing, volume: nothing, fees: nothing }

const day = 24 * 3600 * 1000

/** Those whose price is a limit: Smart, Limit and TWAP. A Stop's says when, not for how much. */
const limited = [200, 201, 307]

/** What the orders of a world are made from. */
export interface OrdersSource {
  clock: Clock
  /** Gives ids that nothing else in the world has. */
  nextId: () => number
  rules: Rules
}

/**
 * Makes what handles the orders of one world.
 *
 * @param source - see OrdersSource
 * @returns see Orders
 */
export function createOrders ({ clock, nextId, rules }: OrdersSource): Orders {
  const all = new Map<string, { order: Order, account: Account }>()

  /** At least what its fills can come to, with all their roundings. */
  function need (order: Terms & Partial<Progress>): Need {
    const { filled, filledAmount, volume, fees, ...terms } = { ...untouched, ...order }
    const left = terms.quantity.minus(filled)
    if (terms.side === 'sell') return { currency: terms.base, amount: left }
    const decimals = decimalsFor(terms.quote, rules)
    const whole = spends(terms) ? terms.amount : roundedUp(volume.plus(left.times(terms.price)), decimals)
    const wholeFee = roundedUp(whole.times(rules['fee-rate']), decimals)
    return { currency: terms.quote, amount: whole.minus(filledAmount).plus(wholeFee).minus(fees) }
  }

  function close (account: Account, order: Order, status: 'Canceled' | 'Done') {
    order.status = status
    account.open.delete(order)
  }

  return {
    need,
    isTaken ({ clientOrders }, clientOrderId) {
      const before = clientOrders.get(clientOrderId)
      return before !== undefined && clock.now() - before.added < day
    },
    place (account, terms) {
      const now = clock.now()
      const order: Order = {
        ...terms,
        id: nextId(),
        status: 'Started',
        ...untouched,
        added: now,
        updated: now
      }
      all.set(String(order.id), { order, account })
      account.orders.set(String(order.id), order)
      account.open.add(order)
      if (order.clientOrderId !== undefined) account.clientOrders.set(order.clientOrderId, order)
      return order
    },
    find: ({ orders, clientOrders }, id) => orders.get(id) ?? clientOrders.get(id),
    open ({ open }) {
      return rules['open-orders'] === 'newest-first' ? [...open].reverse() : [...open]
    },
    cancel (account, order) {
      if (order.status !== 'Started') return false
      close(account, order, 'Canceled')
      order.updated = clock.now()
      return true
    },
    held ({ open }, currency) {
      if (!rules['check-funds']) return nothing
      return total([...open].map(need).filter((one) => one.currency === currency).map(({ amount }) => amount))
    },
    fill (id, terms) {
      const found = all.get(id)
      if (!found || found.account.closed) return undefined
      const { order, account } = found
      const part = partOf(order, terms, rules)
      if (typeof part === 'string') return part

      const { filled, filledAmount, volume, fees, isLast } = part
      const sign = order.side === 'buy' ? 1 : -1
      const paid = filledAmount.minus(order.filledAmount)
      move(account, order.base, filled.minus(order.filled).times(sign))
      move(account, order.quote, paid.times(-sign).minus(fees.minus(order.fees)))
      Object.assign(order, { filled, filledAmount, volume, fees, updated: clock.now() })
      if (isLast) close(account, order, 'Done')
      return order
    },
    present: (order) => presentOrder(order, rules)
  }
}

/** Whether an order spends an amount rather than buys a quantity. */
function spends ({ side, amount }: Terms): boolean {
  return side === 'buy' && amount.gt(0)
}

/** What an order comes to with one more fill, or why it cannot be. Rounding is of sums, so that it never adds up. */
function partOf (order: Order, { price, quantity }: FillTerms, rules: Rules) {
  if (order.status !== 'Started') return `it is ${order.status}`
  const own = order.price.isZero() ? undefined : order.price
  const at = price ?? own ?? money(rules['market-price'])
  if (limited.includes(order.algorithm) && (order.side === 'buy' ? at.gt(order.price) : at.lt(order.price))) {
    return `its price is ${order.price.toFixed()}`
  }
  const [baseDecimals, quoteDecimals] = [decimalsFor(order.base, rules), decimalsFor(order.quote, rules)]
  const unspent = order.amount.minus(order.filledAmount)
  const left = spends(order) ? cutDown(unspent.div(at), baseDecimals) : order.quantity.minus(order.filled)
  const taken = quantity ?? left
  if (taken.gt(left)) return `${left.toFixed()} ${order.base} are left of it`

  const isLast = taken.eq(left)
  const volume = order.volume.plus(taken.times(at))
  // The last part spends what is left, to the cent, if it buys anything at all.
  const filledAmount = spends(order) && isLast && taken.gt(0) ? order.amount : rounded(volume, quoteDecimals)
  const fees = rounded(filledAmount.times(rules['fee-rate']), quoteDecimals)
  return { filled: order.filled.plus(taken), filledAmount, volume, fees, isLast }
}
