/** Store the orders of a world. There is no market: tests fill orders. */
import { decimalsOf, money, roundedDown, roundedUp, zero, type Money } from '../../values/money.ts'
import type { Account } from '../../world/account.ts'
import { createPerAccount } from '../../world/per-account.ts'
import type { Assumptions } from '../index.ts'
import type { Parts } from '../state.ts'
import { presentOrder } from './present-order.ts'
import type { ShownOrder } from './schemas.ts'
import { fillDecimalsFor, type Terms } from './terms.ts'

/** The filled part of an order. */
export interface Progress {
  /** In the base currency. */
  filled: Money
  /** Paid amount in the quote currency. */
  filledAmount: Money
  /** The same before rounding, for the average price. */
  volume: Money
  fees: Money
}

/** An order. Instants are in ms since 1970. */
export interface Order extends Terms, Progress {
  readonly id: number
  status: 'Started' | 'Canceled' | 'Done'
  readonly added: number
  updated: number
}

/** Price and quantity of a fill. By default the unfilled rest is filled at the order's own price. */
export interface FillTerms {
  price: Money | undefined
  quantity: Money | undefined
}

/** The funds that an order needs. */
export interface Need {
  currency: string
  amount: Money
}

/** The orders of one world. */
export interface Orders {
  /** Return true if a user used a client order id within the last 24 hours. */
  isTaken: (account: Account, clientOrderId: string) => boolean
  place: (account: Account, terms: Terms) => Order
  /** Find an order of a user by sFOX's id, or else by the client's. */
  find: (account: Account, id: string) => Order | undefined
  /** List the open orders of a user. */
  open: (account: Account) => Order[]
  /** Cancel an order. Return false if it is not open. */
  cancel: (account: Account, order: Order) => boolean
  /** Fill an order of any user. Return a text with the problem, or undefined if there is no such order. */
  fill: (id: string, terms: FillTerms) => Order | string | undefined
  /** Return the funds for the unfilled part of an order. */
  need: (order: Terms & Partial<Progress>) => Need
  /** Return an order in API format. */
  present: (order: Order) => ShownOrder
}

const untouched: Progress = { filled: zero, filledAmount: zero, volume: zero, fees: zero }

const day = 24 * 3600 * 1000

/** Algorithms whose price is a limit: Smart, Limit and TWAP. The price of a Stop is a trigger. */
const limited = [200, 201, 307]

/** The orders of one user. */
interface OrderBook {
  /** Open orders, oldest first. */
  open: Set<Order>
  byId: Map<string, Order>
  /** The newest order of each client order id. */
  byClientId: Map<string, Order>
}

/** Create the orders of one world. */
export function createOrders ({ assumptions, clock, ledger, nextId }: Parts): Orders {
  const all = new Map<string, { order: Order, account: Account }>()
  const ordersOf = createPerAccount<OrderBook>(() => ({ open: new Set(), byId: new Map(), byClientId: new Map() }))

  /** Return an upper bound of the remaining fills, including rounding. */
  function need (order: Terms & Partial<Progress>): Need {
    const { filled, filledAmount, volume, fees, ...terms } = { ...untouched, ...order }
    const left = terms.quantity.minus(filled)
    if (terms.side === 'sell') return { currency: terms.base, amount: left }
    const decimals = fillDecimalsFor(terms.quote, assumptions)
    const whole = spends(terms) ? terms.amount : roundedUp(volume.plus(left.times(terms.price)), decimals)
    const wholeFee = roundedUp(whole.times(assumptions['fee-rate']), decimals)
    return { currency: terms.quote, amount: whole.minus(filledAmount).plus(wholeFee).minus(fees) }
  }

  /** Hold the funds of an open order, and release those of any other. */
  function updateHold (account: Account, order: Order): void {
    const name = `order ${order.id}`
    if (order.status !== 'Started') ledger.release(account, name)
    else if (assumptions['check-funds']) ledger.hold(account, name, need(order))
  }

  function close (account: Account, order: Order, status: 'Canceled' | 'Done'): void {
    order.status = status
    ordersOf(account).open.delete(order)
    updateHold(account, order)
  }

  return {
    need,
    isTaken (account, clientOrderId) {
      const before = ordersOf(account).byClientId.get(clientOrderId)
      return before !== undefined && clock.now() - before.added < day
    },
    place (account, terms) {
      const now = clock.now()
      const order: Order = { ...terms, id: nextId(), status: 'Started', ...untouched, added: now, updated: now }
      const { open, byId, byClientId } = ordersOf(account)
      all.set(String(order.id), { order, account })
      byId.set(String(order.id), order)
      open.add(order)
      if (order.clientOrderId !== undefined) byClientId.set(order.clientOrderId, order)
      updateHold(account, order)
      return order
    },
    find (account, id) {
      const { byId, byClientId } = ordersOf(account)
      return byId.get(id) ?? byClientId.get(id)
    },
    open (account) {
      const open = [...ordersOf(account).open]
      return assumptions['open-orders'] === 'newest-first' ? open.reverse() : open
    },
    cancel (account, order) {
      if (order.status !== 'Started') return false
      close(account, order, 'Canceled')
      order.updated = clock.now()
      return true
    },
    fill (id, terms) {
      const found = all.get(id)
      if (!found || found.account.closed) return undefined
      const { order, account } = found
      const part = progressAfter(order, terms, assumptions)
      if (typeof part === 'string') return part

      const { filled, filledAmount, volume, fees, isLast } = part
      const [sign, kind] = order.side === 'buy' ? [1, 'Buy'] as const : [-1, 'Sell'] as const
      const paid = filledAmount.minus(order.filledAmount)
      const reference = String(order.id)
      ledger.post(account, {
        currency: order.base, amount: filled.minus(order.filled).times(sign), kind, reference
      })
      ledger.post(account, {
        currency: order.quote, amount: paid.times(-sign).minus(fees.minus(order.fees)), kind, reference
      })
      Object.assign(order, { filled, filledAmount, volume, fees, updated: clock.now() })
      if (isLast) close(account, order, 'Done')
      else updateHold(account, order)
      return order
    },
    present: (order) => presentOrder(order, assumptions)
  }
}

/** Return true if an order spends an amount, instead of buying a quantity. */
function spends ({ side, amount }: Terms): boolean {
  return side === 'buy' && amount.gt(0)
}

/**
 * Return the progress of an order after one more fill, or a text with the problem. Sums are rounded, not the single
 * fills, so that rounding errors do not accumulate. The user pays rounded up and receives rounded down, so that
 * rounding never creates money.
 */
function progressAfter (order: Order, { price, quantity }: FillTerms, assumptions: Assumptions) {
  if (order.status !== 'Started') return `it is ${order.status}`
  const own = order.price.isZero() ? undefined : order.price
  const fillPrice = price ?? own ?? money(assumptions['market-price'])
  if (limited.includes(order.algorithm) && (order.side === 'buy' ? fillPrice.gt(order.price) : fillPrice.lt(order.price))) {
    return `its limit price is ${order.price.toFixed()}`
  }
  const baseDecimals = fillDecimalsFor(order.base, assumptions)
  const quoteDecimals = fillDecimalsFor(order.quote, assumptions)
  const unspent = order.amount.minus(order.filledAmount)
  const left = spends(order) ? roundedDown(unspent.div(fillPrice), baseDecimals) : order.quantity.minus(order.filled)
  const part = quantity ?? left
  if (decimalsOf(part) > baseDecimals) return `its quantity has at most ${baseDecimals} decimals in ${order.base}`
  if (part.gt(left)) return `only ${left.toFixed()} ${order.base} of it are unfilled`

  const isLast = part.eq(left)
  const round = order.side === 'buy' ? roundedUp : roundedDown
  const volume = order.volume.plus(part.times(fillPrice))
  // The last fill spends the rest exactly, if it buys anything.
  const filledAmount = spends(order) && isLast && part.gt(0) ? order.amount : round(volume, quoteDecimals)
  const fees = roundedUp(filledAmount.times(assumptions['fee-rate']), quoteDecimals)
  return { filled: order.filled.plus(part), filledAmount, volume, fees, isLast }
}
