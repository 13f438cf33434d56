/**
 * Test with random sequences of deposits, orders, fills, cancellations and resets that money is neither created nor
 * lost, and that no user sees the data of another.
 */
import t from 'tap'
import { BigNumber } from 'bignumber.js'
import fc from 'fast-check'
import { createFakeSfox } from '../../src/server/app.ts'
import type { ShownOrder } from '../../src/resources/orders/schemas.ts'
import { authorization, frozen } from '../helper.ts'

const owners = ['a', 'b'] as const
type Owner = typeof owners[number]

const owner = fc.constantFrom(...owners)
const cents = fc.integer({ min: 1, max: 300_000 })
const action = fc.oneof(
  fc.record({ does: fc.constant('deposit' as const), owner, cents }),
  fc.record({ does: fc.constant('settle' as const), which: fc.nat() }),
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constant('order' as const),
      owner,
      side: fc.constantFrom('buy' as const, 'sell' as const),
      algorithm: fc.constantFrom(100, 201, 304),
      cents: fc.integer({ min: 1000, max: 50_000 }),
      satoshi: fc.integer({ min: 5_000_000, max: 100_000_000 })
    })
  },
  {
    weight: 6,
    arbitrary: fc.record({
      does: fc.constant('fill' as const),
      which: fc.nat(),
      part: fc.constantFrom(0, 0, 0.3, 0.5, 1.1),
      cents: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, cents)
    })
  },
  fc.record({
    does: fc.constant('finer' as const),
    owner,
    which: fc.nat(),
    amount: fc.bigInt({ min: 1n, max: 10n ** 12n }).map((units) => `0.${String(units * 10n + 1n).padStart(19, '0')}`)
  }),
  fc.record({ does: fc.constant('cancel' as const), owner, which: fc.nat() }),
  fc.record({ does: fc.constant('advance' as const), hours: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ does: fc.constant('reset' as const) })
)

const fixtures = (checkFunds: boolean, feeRate: number) => ({
  users: owners.map((id) => ({ user_id: id, balances: { usd: 1000.01, btc: 2 }, bank: { verified: true } })),
  assumptions: { 'check-funds': checkFunds, 'fee-rate': feeRate }
})

/** A fake, and its expected state. */
function setUp (checkFunds: boolean, feeRate: number) {
  const app = createFakeSfox({ ...frozen, tokenTtl: '3650d', fixtures: fixtures(checkFunds, feeRate) })
  const tokens = new Map<Owner, string>()
  const ledger = new Map<string, BigNumber>()
  const orders: Array<{ id: number, owner: Owner }> = []
  const deposits: number[] = []

  async function call (who: Owner | 'partner', method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) {
    if (who !== 'partner' && !tokens.has(who)) {
      const minted = await app.inject({ method: 'POST', url: `/v1/enterprise/user-tokens/${who}`, headers: { authorization } })
      tokens.set(who, minted.json().data.token)
    }
    const headers = { authorization: who === 'partner' ? authorization : `Bearer ${tokens.get(who)}` }
    const answer = await app.inject({ method, url, headers, ...(payload && { payload }) })
    return { status: answer.statusCode, json: answer.payload === '' ? undefined : answer.json() }
  }
  const add = (who: Owner, currency: string, amount: BigNumber.Value) =>
    ledger.set(who + currency, (ledger.get(who + currency) ?? new BigNumber(0)).plus(amount))
  function begin () {
    tokens.clear()
    ledger.clear()
    orders.length = deposits.length = 0
    for (const who of owners) {
      add(who, 'usd', 1000.01)
      add(who, 'btc', 2)
    }
  }
  begin()
  return { app, call, add, begin, orders, deposits, ledger, filled: 0 }
}

type World = ReturnType<typeof setUp>
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never

async function act (world: World, step: Action) {
  const { app, call, add, begin, orders, deposits } = world
  switch (step.does) {
    case 'deposit': {
      const amount = step.cents / 100
      const { status, json } = await call(step.owner, 'POST', '/v1/user/bank/deposit', { amount })
      if (status !== 200) return
      add(step.owner, 'usd', amount)
      deposits.push(json.id)
      return
    }
    case 'settle': {
      const id = deposits[step.which % deposits.length]
      if (id !== undefined) await app.sfox.deposits.settle(id)
      return
    }
    case 'order': {
      const price = step.cents / 100
      const { status, json } = await call(step.owner, 'POST', `/v1/orders/${step.side}`, {
        currency_pair: 'btcusd',
        algorithm_id: step.algorithm,
        quantity: String(step.satoshi / 1e8),
        price,
        ...(step.side === 'buy' && step.algorithm !== 201 && { amount: price })
      })
      if (status === 201) orders.push({ id: json.id, owner: step.owner })
      return
    }
    case 'fill': {
      const order = orders[step.which % orders.length]
      if (!order) return
      const before: ShownOrder = (await call(order.owner, 'GET', `/v1/orders/${order.id}`)).json
      const quantity = before.quantity * step.part
      const { status, json: after } = await call('partner', 'POST', `/_fake/orders/${order.id}/fill`, {
        ...(quantity > 0 && { quantity: quantity.toFixed(8) }), ...(step.cents !== null && { price: step.cents / 100 })
      })
      if (status !== 200) return
      world.filled++
      const sign = after.side_id === 500 ? 1 : -1
      add(order.owner, 'btc', new BigNumber(after.filled).minus(before.filled).times(sign))
      add(order.owner, 'usd', new BigNumber(after.net_proceeds).minus(before.net_proceeds))
      return
    }
    case 'finer': {
      const { amount } = step
      const order = orders[step.which % orders.length]
      const answers = [
        await call(step.owner, 'POST', '/v1/user/bank/deposit', { amount }),
        await call(step.owner, 'POST', '/v1/orders/sell', { currency_pair: 'btcusd', algorithm_id: 100, quantity: amount }),
        await call('partner', 'PUT', `/_fake/users/${step.owner}`, { balances: { usd: Number(amount) } }),
        ...(order ? [await call('partner', 'POST', `/_fake/orders/${order.id}/fill`, { quantity: amount })] : [])
      ]
      if (answers.some(({ status, json }) => status < 400 || !/decimals/.test(json.error))) {
        throw new Error(`a finer amount gives ${JSON.stringify(answers)}`)
      }
      return
    }
    case 'cancel': {
      const order = orders[step.which % orders.length]
      if (!order) return
      const { status } = await call(step.owner, 'DELETE', `/v1/orders/${order.id}`)
      if ((status === 200) !== (step.owner === order.owner)) throw new Error(`cancelled by another: ${status}`)
      return
    }
    case 'advance':
      await app.sfox.clock.advance(`${step.hours}h`)
      return
    case 'reset':
      await app.sfox.reset()
      begin()
  }
}

async function holds ({ call, ledger, orders }: World, checkFunds: boolean) {
  for (const who of owners) {
    const { json: balances } = await call(who, 'GET', '/v1/user/balance')
    for (const { currency, balance, available, held } of balances) {
      if (!ledger.get(who + currency)?.eq(balance)) throw new Error(`${who} has ${balance} ${currency}, not ${ledger.get(who + currency)}`)
      if (!new BigNumber(available).plus(held).eq(balance)) throw new Error(`${available} and ${held} are not ${balance}`)
      for (const amount of [balance, available, held]) {
        if ((new BigNumber(amount).decimalPlaces() as number) > 8) throw new Error(`${amount} ${currency} is finer than money`)
      }
      if (held < 0) throw new Error(`${held} ${currency} held`)
      if (checkFunds && available < 0) throw new Error(`${who} is overdrawn by ${available} ${currency}`)
    }
    const open: ShownOrder[] = (await call(who, 'GET', '/v1/orders')).json
    if (open.some(({ id }) => !orders.some((order) => order.id === id && order.owner === who))) throw new Error('it lists another\'s')
    const others = orders.find((order) => order.owner !== who)
    if (others && (await call(who, 'GET', `/v1/orders/${others.id}`)).status !== 404) throw new Error('it sees another\'s')
  }
}

for (const checkFunds of [false, true]) {
  t.test(`neither creates nor loses money, with check-funds ${checkFunds}`, async (t) => {
    let fills = 0
    const steps = fc.array(action, { minLength: 10, maxLength: 30 })
    await fc.assert(fc.asyncProperty(steps, fc.constantFrom(0, 0.0035, 0.00123456789012), async (steps, feeRate) => {
      const world = setUp(checkFunds, feeRate)
      for (const step of steps) {
        await act(world, step)
        await holds(world, checkFunds)
      }
      const { json: { requests } } = await world.call('partner', 'GET', '/_fake/requests')
      if (requests.some(({ status }: { status: number }) => status >= 500)) throw new Error('it failed')
      fills += world.filled
      await world.app.close()
    }), { numRuns: 60 })
    t.ok(fills > 30, `and it did move: ${fills} fills`)
  })
}
