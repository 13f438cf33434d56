/** Check by random steps that the amounts of a world add up. */
import t from 'tap'
import fc from 'fast-check'
import type { Order } from '../../src/resources/orders/state.ts'
import { decimalsOf, money, total, zero, type Money } from '../../src/values/money.ts'
import { assume, type AllAssumptions } from '../../src/vendor/assumptions.ts'
import { accountOf } from './make-worlds.ts'
import { act, currencies, ids, setUp, step, type Model, type Placed } from './state-model.ts'

/** The smallest amount of any currency. */
const unit = money('0.00000001')

/** Throw an error if an invariant is violated. */
function check (model: Model): void {
  const { world, assumptions, expected, placed, made } = model
  const { ledger } = world
  const checksFunds = assumptions['check-funds']
  for (const id of ids) {
    const account = accountOf(world, id)
    for (const currency of currencies) {
      const balance = ledger.balance(account, currency)
      const [available, held] = [ledger.available(account, currency), ledger.held(account, currency)]
      const wanted = expected.get(account)?.[currency] as Money
      if (!balance.eq(wanted)) throw new Error(`${id} has ${balance.toFixed()} ${currency}, not ${wanted.toFixed()}`)
      const entries = ledger.entries(account).filter((entry) => entry.currency === currency)
      if (!total(entries.map(({ amount }) => amount)).eq(balance)) throw new Error(`the entries of ${id} do not add up`)
      const finer = [...entries.map(({ amount }) => amount), held].find((amount) => decimalsOf(amount) > 8)
      if (finer) throw new Error(`${finer.toFixed()} ${currency} of ${id} is finer than money`)
      if (!available.plus(held).eq(balance)) throw new Error(`${available.toFixed()} and ${held.toFixed()} are not ${balance.toFixed()}`)

      const deposited = made.filter((deposit) => deposit.isHeld && deposit.account === account && currency === 'usd')
      const needs = placed.filter(({ order, ...one }) => one.account === account && order.status === 'Started')
        .map((one) => needOf(one, assumptions)).filter((need) => need.currency === currency)
      if (needs.some(({ amount }) => amount.isNegative())) throw new Error('an open order needs less than nothing')
      const sum = total([...deposited, ...(checksFunds ? needs : [])].map(({ amount }) => amount))
      if (!held.eq(sum)) throw new Error(`${held.toFixed()} ${currency} of ${id} are held, not ${sum.toFixed()}`)
    }
    const open = placed.filter(({ order, ...one }) => one.account === account && order.status === 'Started')
    const listed = world.orders.open(account).map((order) => order.id).sort()
    if (String(listed) !== String(open.map(({ order }) => order.id).sort())) {
      throw new Error(`the open orders of ${id} are others`)
    }
  }
  for (const one of placed) checkProgress(one, assumptions)
}

const isSpent = ({ side, amount }: Order) => side === 'buy' && amount.gt(0)

/** Return the funds of an open order: the rest to sell, or the maximum cost of the rest and the whole fee. */
function needOf ({ order, volume }: Placed, assumptions: AllAssumptions): { currency: string, amount: Money } {
  const { side, base, quote, quantity, price, amount, filled, filledAmount, fees } = order
  if (side === 'sell') return { currency: base, amount: quantity.minus(filled) }
  const up = (value: Money) => value.div(unit).integerValue(0).times(unit)
  const most = isSpent(order) ? amount : up(volume.plus(quantity.minus(filled).times(price)))
  return { currency: quote, amount: most.plus(up(most.times(assumptions['fee-rate']))).minus(filledAmount).minus(fees) }
}

/** Check that the payment for an order is the sum of its fills, rounded once, and the fee of that. */
function checkProgress ({ order, volume }: Placed, assumptions: AllAssumptions): void {
  const { side, filled, filledAmount, fees, status } = order
  if (!order.volume.eq(volume)) throw new Error(`its parts cost ${volume.toFixed()}, not ${order.volume.toFixed()}`)
  // A purchase for an amount spends the rest, too, that buys less than the smallest quantity at twice the price.
  const rest = isSpent(order) && status === 'Done' ? unit.times(order.price).times(2) : zero
  // The user pays rounded up, and receives rounded down.
  const excess = side === 'buy' ? filledAmount.minus(volume) : volume.minus(filledAmount)
  if (excess.lt(0) || excess.gte(unit.plus(rest))) throw new Error('the price of a fill is made or lost')
  const fee = filledAmount.times(assumptions['fee-rate'])
  if (fees.lt(fee) || fees.minus(fee).gte(unit)) throw new Error(`a fee of ${fees.toFixed()} in place of ${fee.toFixed()}`)
  if (isSpent(order) ? filledAmount.gt(order.amount) : filled.gt(order.quantity)) throw new Error('filled by more than it is for')
  if (isSpent(order) && volume.gt(order.amount)) throw new Error('bought for more than the amount')
}

/** Return which balances are overdrawn. */
const overdrawn = ({ world }: Model) => ids.flatMap((id) => currencies.filter((currency) =>
  world.ledger.available(accountOf(world, id), currency).isNegative()).map((currency) => `${currency} of ${id}`))

for (const checkFunds of [false, true]) {
  t.test(`amounts add up after any steps, with check-funds ${checkFunds}`, async (t) => {
    const happened = new Map<string, number>()
    fc.assert(fc.property(
      fc.array(step, { minLength: 10, maxLength: 40 }),
      fc.constantFrom(0, 0.0035, 0.5, 0.00123456789012),
      fc.constantFrom(0, 1, 3, null),
      (steps, feeRate, days) => {
        const model = setUp(assume({ 'check-funds': checkFunds, 'fee-rate': feeRate, 'settlement-days': days }))
        for (const step of steps) {
          const before = overdrawn(model)
          act(model, step)
          check(model)
          const more = overdrawn(model).filter((name) => !before.includes(name))
          if (checkFunds && step.does !== 'set' && more.length > 0) throw new Error(`${step.does} overdraws ${more.join()}`)
        }
        for (const [what, times] of model.happened) happened.set(what, (happened.get(what) ?? 0) + times)
      }), { numRuns: 150 })
    const wanted = ['settled by the clock', 'settled by hand', 'placed', 'filled in part', 'done', 'fees paid', 'cancelled']
    for (const what of wanted) t.ok((happened.get(what) ?? 0) > 10, `${what}: ${happened.get(what)}`)
  })
}
