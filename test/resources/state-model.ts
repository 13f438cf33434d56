/** Model the state of one world: steps that change it, and the expected result by independent arithmetic. */
import fc from 'fast-check'
import type { Order } from '../../src/resources/orders/state.ts'
import { readTerms, type Side } from '../../src/resources/orders/terms.ts'
import { money, type Money } from '../../src/values/money.ts'
import type { AllAssumptions } from '../../src/vendor/assumptions.ts'
import type { Account } from '../../src/world/account.ts'
import { accountOf, makeWorlds, start } from './make-worlds.ts'

/** The users of the world. */
export const ids = ['a', 'b']
/** Every currency that one of them can have. */
export const currencies = ['usd', 'btc', 'eth']
const hour = 3_600_000

const user = fc.constantFrom(...ids)
const which = fc.nat(1000)
const cents = fc.integer({ min: 1, max: 300_000 })
/** A step. */
export const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ does: fc.constant('deposit' as const), user, cents }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('settle' as const), which }) },
  { weight: 6, arbitrary: fc.record({ does: fc.constant('move' as const), hours: fc.integer({ min: -48, max: 144 }) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      does: fc.constant('place' as const),
      user,
      side: fc.constantFrom<Side>('buy', 'sell'),
      pair: fc.constantFrom('btcusd', 'ethbtc'),
      algorithm: fc.constantFrom(100, 201, 304),
      price: fc.integer({ min: 1000, max: 50_000 }),
      quantity: fc.integer({ min: 5_000_000, max: 100_000_000 })
    })
  },
  {
    weight: 12,
    arbitrary: fc.record({
      does: fc.constant('fill' as const),
      which,
      part: fc.constantFrom(undefined, 0.3, 0.5, 1.1),
      // Better or worse than the order's own price.
      price: fc.constantFrom(undefined, undefined, 0.5, 0.99, 1, 1.01, 2)
    })
  },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), which }) },
  { weight: 2, arbitrary: fc.record({ does: fc.constant('set' as const), user, currency: fc.constantFrom(...currencies), cents: fc.nat(200_000) }) },
  { weight: 1, arbitrary: fc.record({ does: fc.constant('remove' as const), user }) }
)
export type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** An order, and the cost of its fills before rounding. */
export interface Placed { order: Order, account: Account, volume: Money }

interface Made { id: number, account: Account, amount: Money, due: number | undefined, isHeld: boolean }

/** Create a world and its model. */
export function setUp (assumptions: AllAssumptions) {
  const balances = { usd: 1000.01, btc: 2, eth: 30 }
  const users = ids.map((id) => ({ user_id: id, balances }))
  const { default: world } = makeWorlds({ assumptions, users })
  const expected = new Map<Account, Record<string, Money>>()
  const model = {
    world,
    assumptions,
    /** Balances, by account and currency. */
    expected,
    placed: [] as Placed[],
    made: [] as Made[],
    now: start,
    /** How often what happened, so that a test can tell whether it tests anything. */
    happened: new Map<string, number>()
  }
  for (const id of ids) begin(model, id, balances)
  return model
}

export type Model = ReturnType<typeof setUp>

function begin ({ world, expected }: Pick<Model, 'world' | 'expected'>, id: string, balances: Record<string, number>): void {
  expected.set(accountOf(world, id),
    Object.fromEntries(currencies.map((currency) => [currency, money(balances[currency] ?? 0)])))
}

function add ({ expected }: Model, account: Account, currency: string, amount: Money): void {
  const sums = expected.get(account) as Record<string, Money>
  sums[currency] = (sums[currency] as Money).plus(amount)
}

function count ({ happened }: Model, what: string): void {
  happened.set(what, (happened.get(what) ?? 0) + 1)
}

/** Monday to Friday in UTC, by the calendar. */
function businessDaysLater (from: number, days: number): number {
  const instant = new Date(from)
  for (let left = days; left > 0;) {
    instant.setUTCDate(instant.getUTCDate() + 1)
    if (![0, 6].includes(instant.getUTCDay())) left--
  }
  return instant.getTime()
}

/** Run one step in the world and in the model. Throw an error if the result of the world is wrong. */
export function act (model: Model, step: Step): void {
  const { world, assumptions, placed, made } = model
  // Like every request.
  world.catchUp()
  for (const deposit of made) {
    if (!deposit.isHeld || deposit.due === undefined || deposit.due > model.now) continue
    deposit.isHeld = false
    count(model, 'settled by the clock')
  }

  switch (step.does) {
    case 'deposit': {
      const account = accountOf(world, step.user)
      const amount = money(step.cents).div(100)
      const days = assumptions['settlement-days']
      const { id } = world.deposits.make(account, amount)
      const due = days === null ? undefined : businessDaysLater(model.now, days)
      made.push({ id, account, amount, due, isHeld: days !== 0 })
      return add(model, account, 'usd', amount)
    }
    case 'settle': {
      const deposit = made[step.which % made.length]
      if (!deposit) return
      if (world.deposits.settle(String(deposit.id)) === deposit.account.closed) throw new Error('settled for a user who is gone')
      deposit.isHeld = false
      return count(model, 'settled by hand')
    }
    case 'move':
      model.now += step.hours * hour
      return world.clock.set({ now: model.now })
    case 'place':
      return place(model, step)
    case 'fill': {
      const one = placed[step.which % placed.length]
      return one && fill(model, one, step)
    }
    case 'cancel': {
      const one = placed[step.which % placed.length]
      if (!one) return
      const wasOpen = one.order.status === 'Started'
      if (world.orders.cancel(one.account, one.order) !== wasOpen) throw new Error('cancelled although not open, or not although open')
      return wasOpen ? count(model, 'cancelled') : undefined
    }
    case 'set': {
      const account = accountOf(world, step.user)
      const amount = money(step.cents).div(100)
      world.users.put(step.user, { balances: { [step.currency]: amount.toNumber() } })
      Object.assign(model.expected.get(account) as object, { [step.currency]: amount })
      for (const deposit of made) if (deposit.account === account && step.currency === 'usd') deposit.isHeld = false
      return
    }
    case 'remove':
      world.users.remove(step.user)
      return begin(model, step.user, {})
  }
}

function place (model: Model, { user, side, pair, algorithm, price, quantity }: Step & { does: 'place' }): void {
  const { world, assumptions, placed } = model
  const at = String(pair === 'btcusd' ? price / 100 : price / 1e5)
  const terms = readTerms(side, {
    currency_pair: pair,
    algorithm_id: algorithm,
    quantity: String(quantity / 1e8),
    price: at,
    ...(side === 'buy' && algorithm !== 201 && { amount: at })
  }, assumptions)
  if ('unknownPair' in terms) throw new Error('the pair is not known')
  // Too small.
  if ('problem' in terms) return
  const account = accountOf(world, user)
  const { currency, amount } = world.orders.need(terms)
  if (assumptions['check-funds'] && amount.gt(world.ledger.available(account, currency))) return
  placed.push({ order: world.orders.place(account, terms), account, volume: money(0) })
  count(model, 'placed')
}

function fill (model: Model, one: Placed, { part, price: factor = 1 }: Step & { does: 'fill' }): void {
  const { order, account } = one
  const before = { ...order }
  const price = order.price.times(factor).decimalPlaces(8)
  const filled = model.world.orders.fill(String(order.id), {
    price: factor === 1 ? undefined : price,
    quantity: part === undefined ? undefined : order.quantity.times(part).decimalPlaces(8)
  })
  if (account.closed !== (filled === undefined)) throw new Error('the order of a user who is gone, and no other, is unknown')
  if (typeof filled !== 'object') return
  const sign = order.side === 'buy' ? 1 : -1
  const taken = order.filled.minus(before.filled)
  const paid = order.filledAmount.minus(before.filledAmount)
  const fee = order.fees.minus(before.fees)
  one.volume = one.volume.plus(taken.times(price))
  if (before.filled.isZero() && order.amount.gt(0) && one.volume.gt(order.amount)) {
    throw new Error(`${one.volume.toFixed()} bought for ${order.amount.toFixed()}`)
  }
  add(model, account, order.base, taken.times(sign))
  add(model, account, order.quote, paid.times(-sign).minus(fee))
  count(model, order.status === 'Done' ? 'done' : 'filled in part')
  if (fee.gt(0)) count(model, 'fees paid')
}
