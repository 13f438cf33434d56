import t from 'tap'
import fc from 'fast-check'
import { money, total } from '../../src/values/money.ts'
import { createLedger, type EntryKind } from '../../src/world/ledger.ts'

function setUp () {
  let [now, id] = [1000, 0]
  const ledger = createLedger({ clock: { now: () => now++ }, nextId: () => ++id })
  return { ledger, accounts: ['a', 'b', 'c'].map((userId) => ({ userId, closed: false })) }
}

const open = (userId = 'a') => ({ userId, closed: false })

t.test('an entry has user, instant, amount and running balance', async (t) => {
  const { ledger } = setUp()
  const account = open()
  const first = ledger.post(account, { currency: 'usd', amount: money('100.10'), kind: 'Deposit', reference: 'd1' })
  const second = ledger.post(account, { currency: 'usd', amount: money('-0.1'), kind: 'Buy' })
  t.strictSame(first, {
    id: 1, at: 1000, userId: 'a', currency: 'usd', amount: money('100.10'), kind: 'Deposit', reference: 'd1', balance: money('100.1')
  })
  t.strictSame(second, {
    id: 2, at: 1001, userId: 'a', currency: 'usd', amount: money('-0.1'), kind: 'Buy', balance: money('100')
  })
  t.strictSame(ledger.entries(account), [first, second])
})

t.test('lists a currency from its first entry or hold, even if the amount is zero', async (t) => {
  const { ledger } = setUp()
  const account = open()
  t.strictSame(ledger.currencies(account), [])
  t.equal(ledger.balance(account, 'btc').toFixed(), '0')
  t.equal(ledger.available(account, 'btc').toFixed(), '0')
  t.strictSame(ledger.currencies(account), [], 'reading lists nothing')
  ledger.hold(account, 'order', { currency: 'eth', amount: money(2) })
  ledger.post(account, { currency: 'btc', amount: money(0), kind: 'Credit' })
  ledger.hold(account, 'none', { currency: 'ltc', amount: money(0) })
  t.strictSame(ledger.currencies(account), ['eth', 'btc'])
  t.equal(ledger.available(account, 'eth').toFixed(), '-2')
})

t.test('setBalance posts the difference', async (t) => {
  const { ledger } = setUp()
  const account = open()
  for (const amount of ['0', '0', '5', '5', '2.5', '-1']) ledger.setBalance(account, 'usd', money(amount))
  t.strictSame(ledger.entries(account).map((row) => [row.kind, row.amount.toFixed(), row.balance.toFixed()]), [
    ['Credit', '0', '0'], ['Credit', '5', '5'], ['Charge', '-2.5', '2.5'], ['Charge', '-3.5', '-1']
  ])
})

t.test('replaces and releases a hold by its name', async (t) => {
  const { ledger } = setUp()
  const [account, other] = [open(), open('b')]
  const held = (currency: string) => ledger.held(account, currency).toFixed()
  ledger.setBalance(account, 'usd', money(10))
  ledger.hold(account, 'order 1', { currency: 'usd', amount: money(3) })
  ledger.hold(account, 'order 2', { currency: 'usd', amount: money(4) })
  t.equal(held('usd'), '7')
  t.equal(ledger.available(account, 'usd').toFixed(), '3')
  ledger.hold(account, 'order 1', { currency: 'usd', amount: money(1) })
  t.equal(held('usd'), '5')
  ledger.hold(account, 'order 1', { currency: 'btc', amount: money(1) })
  t.strictSame([held('usd'), held('btc')], ['4', '1'])
  ledger.hold(account, 'order 1', { currency: 'btc', amount: money(0) })
  t.notOk(ledger.release(account, 'order 1'), 'a hold of 0 is removed')
  t.notOk(ledger.release(other, 'order 2'))
  t.ok(ledger.release(account, 'order 2'))
  t.notOk(ledger.release(account, 'order 2'))
  t.strictSame([held('usd'), held('btc')], ['0', '0'])
})

t.test('refuses a negative hold and keeps the present one', async (t) => {
  const { ledger } = setUp()
  const account = open()
  ledger.hold(account, 'order', { currency: 'usd', amount: money(1) })
  t.throws(() => ledger.hold(account, 'order', { currency: 'usd', amount: money('-0.1') }), RangeError)
  t.equal(ledger.held(account, 'usd').toFixed(), '1')
})

t.test('refuses an amount with more than eight decimals, and keeps what it has', async (t) => {
  const { ledger } = setUp()
  const account = open()
  const [fine, finer] = [money('0.12345678'), money('0.123456789')]
  ledger.post(account, { currency: 'btc', amount: fine, kind: 'Deposit' })
  ledger.hold(account, 'order', { currency: 'btc', amount: fine })
  const error = { name: 'RangeError', message: 'an amount must have at most 8 decimals: 0.123456789 btc' }
  t.throws(() => ledger.post(account, { currency: 'btc', amount: finer, kind: 'Deposit' }), error)
  t.throws(() => ledger.hold(account, 'order', { currency: 'btc', amount: finer }), error)
  t.throws(() => ledger.setBalance(account, 'btc', finer), { name: 'RangeError' })
  t.strictSame([ledger.balance(account, 'btc'), ledger.held(account, 'btc')].map(String), ['0.12345678', '0.12345678'])
})

const currencies = ['usd', 'btc', 'eth']
const names = ['order 1', 'order 2', 'deposit 1']

/** An amount in units of 10^-8, with up to 23 digits: more than a float holds. */
const units = fc.bigInt({ min: 0n, max: 10n ** 23n })
const step = fc.record({
  does: fc.constantFrom('post', 'hold', 'release', 'set'),
  user: fc.nat(2),
  currency: fc.constantFrom(...currencies),
  name: fc.constantFrom(...names),
  kind: fc.constantFrom<EntryKind>('Credit', 'Charge', 'Deposit', 'Buy', 'Sell'),
  units: fc.oneof(fc.constant(0n), units),
  negative: fc.boolean()
})

const write = (units: bigint) => {
  const digits = String(units < 0 ? -units : units).padStart(9, '0')
  return money(`${units < 0 ? '-' : ''}${digits.slice(0, -8)}.${digits.slice(-8)}`)
}

t.test('all sums are exact after any sequence of operations', async (t) => {
  fc.assert(fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
    const { ledger, accounts } = setUp()
    // The model counts in whole units, by user and currency, so that it shares no arithmetic with the ledger.
    const balances = new Map<string, bigint>()
    const holds = new Map<string, { currency: string, units: bigint }>()
    for (const { does, user, currency, name, kind, units, negative } of steps) {
      const account = accounts[user]!
      const [key, hold] = [`${user} ${currency}`, `${user} ${name}`]
      const signed = negative ? -units : units
      if (does === 'post') {
        ledger.post(account, { currency, amount: write(signed), kind })
        balances.set(key, (balances.get(key) ?? 0n) + signed)
      } else if (does === 'set') {
        ledger.setBalance(account, currency, write(signed))
        balances.set(key, signed)
      } else if (does === 'hold') {
        ledger.hold(account, name, { currency, amount: write(units) })
        if (units === 0n) holds.delete(hold)
        else holds.set(hold, { currency, units })
      } else if (ledger.release(account, name) !== holds.delete(hold)) throw new Error(`release of ${hold}`)
    }
    accounts.forEach((account, user) => {
      for (const currency of currencies) {
        const rows = ledger.entries(account).filter((entry) => entry.currency === currency)
        rows.reduce((sum, { amount, balance, userId }) => {
          if (!sum.plus(amount).eq(balance) || userId !== account.userId) throw new Error('a running balance is wrong')
          return balance
        }, money(0))
        const balance = ledger.balance(account, currency)
        const expected = write(balances.get(`${user} ${currency}`) ?? 0n)
        if (!balance.eq(expected)) throw new Error(`balance ${balance.toFixed()}, not ${expected.toFixed()}`)
        if (!total(rows.map(({ amount }) => amount)).eq(balance)) throw new Error('the entries do not add up')
        const held = write(names.map((name) => holds.get(`${user} ${name}`)).reduce(
          (sum, hold) => hold?.currency === currency ? sum + hold.units : sum, 0n))
        if (!ledger.held(account, currency).eq(held)) throw new Error('the holds do not add up')
        if (!ledger.available(account, currency).plus(held).eq(balance)) throw new Error('available and held are not the balance')
        if (rows.length > 0 && !ledger.currencies(account).includes(currency)) throw new Error(`${currency} is not listed`)
      }
    })
    const ids = accounts.flatMap((account) => ledger.entries(account).map(({ id }) => id))
    if (new Set(ids).size !== ids.length) throw new Error('an id comes twice')
  }), { numRuns: 200 })
  t.pass('it held')
})
