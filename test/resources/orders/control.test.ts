import t from 'tap'
import { control, limitOrder, overBoth, start, userClient } from '../../helper.ts'

const balancesOf = async (call: Awaited<ReturnType<typeof userClient>>) => Object.fromEntries((await call('GET', '/user/balance')).json
  .map(({ currency, balance }: { currency: string, balance: number }) => [currency, balance]))

overBoth(t, 'a fill moves balances, and ends the order', async (t, open) => {
  const sfox = await open(t, { now: '2026-01-31T12:00:00Z', freeze: true, fixtures: { users: [{ user_id: 'a', balances: { usd: 10000 } }] } })
  const call = await userClient(sfox, 'a')
  await call('POST', '/orders/buy', limitOrder)
  await sfox.clock.advance('1s')
  const filled = await sfox.orders.fill(1)
  t.strictSame(filled, (await call('GET', '/orders/1')).json)
  t.match(filled, {
    status: 'Done',
    status_code: 300,
    filled: 0.1,
    vwap: 36431,
    filled_amount: 3643.1,
    fees: 0,
    net_proceeds: -3643.1,
    dateupdated: '2026-01-31T12:00:01.000Z'
  })
  t.strictSame(await balancesOf(call), { btc: 0.1, usd: 6356.9 })
  t.strictSame((await call('GET', '/orders')).json, [])
  t.equal((await call('DELETE', '/orders/1')).text, '{"status":"order already finished"}')
  await t.rejects(sfox.orders.fill('1'), { status: 409, message: /cannot be filled: it is Done/ })

  await call('POST', '/orders/sell', { ...limitOrder, price: 40000 })
  t.match(await sfox.orders.fill('2'), { net_proceeds: 4000 })
  t.strictSame(await balancesOf(call), { btc: 0, usd: 10356.9 })
  await t.rejects(sfox.orders.fill('9'), { status: 404, message: /There is no order with the id "9"/ })
})

overBoth(t, 'fills in parts, at a given price', async (t, open) => {
  const sfox = await open(t)
  const call = await userClient(sfox, 'a')
  await call('POST', '/orders/buy', { ...limitOrder, quantity: 1, price: 100 })
  t.match(await sfox.orders.fill(1, { quantity: '0.25', price: 80 }), { status: 'Started', filled: 0.25, vwap: 80, filled_amount: 20 })
  t.match(await sfox.orders.fill(1, { quantity: 0.25 }), { status: 'Started', filled: 0.5, vwap: 90, filled_amount: 45, net_proceeds: -45 })
  await t.rejects(sfox.orders.fill(1, { quantity: 0.51 }), { status: 409, message: /only 0.5 btc of it are unfilled/ })
  await t.rejects(sfox.orders.fill(1, { price: 100.01 }), { status: 409, message: /its limit price is 100/ })
  await call('DELETE', '/orders/1')
  t.match((await call('GET', '/orders/1')).json, { status: 'Canceled', filled: 0.5 })
  await t.rejects(sfox.orders.fill(1), { status: 409, message: /it is Canceled/ })
  t.strictSame(await balancesOf(call), { btc: 0.5, usd: -45 }, 'funds are not checked')

  await call('POST', '/orders/sell', { ...limitOrder, quantity: 1, price: 100 })
  await t.rejects(sfox.orders.fill(2, { price: 99 }), { status: 409, message: /its limit price is 100/ })
  t.match(await sfox.orders.fill(2, { price: 101 }), { status: 'Done', vwap: 101, net_proceeds: 101 })
  await call('POST', '/orders/sell', { ...limitOrder, algorithm_id: 304, quantity: 1, price: 100 })
  t.match(await sfox.orders.fill(3, { price: 99 }), { status: 'Done', vwap: 99 }, 'a Stop has no limit')
})

t.test('a purchase by amount spends it, to the cent', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const place = async (body: object) => await call('POST', '/orders/buy', { currency_pair: 'btcusd', algorithm_id: 100, ...body })
  await place({ amount: 10 })
  t.match(await sfox.orders.fill(1, { price: 3 }), { status: 'Done', filled: 3.33333333, filled_amount: 10, vwap: 3, net_proceeds: -10 })
  await place({ amount: 10 })
  t.match(await sfox.orders.fill(2, { price: 3, quantity: 1 }), { status: 'Started', filled: 1, filled_amount: 3 })
  t.match(await sfox.orders.fill(2), { status: 'Done', filled: 1.07, filled_amount: 10 }, 'there is no market: 100 where nothing is said')
  await place({ amount: '0.01' })
  t.match(await sfox.orders.fill(3, { price: 10_000_000 }), { status: 'Done', filled: 0, filled_amount: 0, vwap: 0 }, 'too little buys nothing')
  t.strictSame(await balancesOf(call), { btc: 4.40333333, usd: -20 })
  await call('POST', '/orders/sell', { currency_pair: 'btcusd', algorithm_id: 100 })
  t.match(await sfox.orders.fill(4), { status: 'Done', filled: 0 }, 'a sale of nothing sells nothing')
})

t.test('rounds sums, not parts, and adds fees', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'fee-rate': 0.005, 'market-price': 50 } } })
  const call = await userClient(sfox, 'a')
  await call('POST', '/orders/buy', { ...limitOrder, quantity: '0.03', price: 1000.5 })
  for (let index = 0; index < 3; index++) await sfox.orders.fill(1, { quantity: '0.01' })
  t.match((await call('GET', '/orders/1')).json, { filled: 0.03, filled_amount: 30.015, fees: 0.150075, net_proceeds: -30.165075, vwap: 1000.5 })
  t.strictSame(await balancesOf(call), { btc: 0.03, usd: -30.165075 })
  await call('POST', '/orders/sell', { currency_pair: 'btcusd', algorithm_id: 100, quantity: 1 })
  t.match(await sfox.orders.fill(2), { vwap: 50, fees: 0.25, net_proceeds: 49.75 })
})

t.test('0 counts as absent, as in the orders that the fake shows', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  for (const zero of [0, '0', '0.00']) {
    const { json: { id } } = await call('POST', '/orders/buy', limitOrder)
    t.match(await sfox.orders.fill(id, { price: zero, quantity: zero }), { status: 'Done', filled: 0.1, vwap: 36431 })
  }
})

t.test('amounts never get finer than eight decimals, and rounding creates no money', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'fee-rate': 0.00123456789012 } } })
  const call = await userClient(sfox, 'a')
  const price = '0.00000001'
  await call('POST', '/orders/buy', { ...limitOrder, currency_pair: 'ethbtc', quantity: '0.00100001', price })
  t.match(await sfox.orders.fill(1), { filled_amount: 0.00000001, fees: 0.00000001 }, 'the user pays rounded up')
  await call('POST', '/orders/sell', { ...limitOrder, currency_pair: 'ethbtc', quantity: '0.00100001', price })
  t.match(await sfox.orders.fill(2), { filled_amount: 0, fees: 0 }, 'and receives rounded down')
  await call('POST', '/orders/sell', { currency_pair: 'btcusd', algorithm_id: 100, quantity: '0.12345678' })
  t.match(await sfox.orders.fill(3, { price: '1.00000001' }), { filled_amount: 0.12345678, fees: 0.00015242 })
  t.strictSame(await balancesOf(call), { eth: 0, btc: -0.1234568, usd: 0.12330436 })

  const coarse = await start(t, { fixtures: { assumptions: { 'crypto-decimals': 2 } } })
  await (await userClient(coarse, 'a'))('POST', '/orders/buy', limitOrder)
  await t.rejects(coarse.orders.fill(1, { quantity: '0.001' }), { status: 409, message: /its quantity has at most 2 decimals in btc/ })
})

t.test('the body is optional, and checked; other worlds and removed users have no such order', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  for (let index = 0; index < 3; index++) await call('POST', '/orders/buy', limitOrder)
  t.equal((await control(sfox, 'POST', '/orders/1/fill')).status, 200)
  t.equal((await control(sfox, 'POST', '/orders/2/fill', {})).status, 200)
  t.match((await control(sfox, 'POST', '/orders/3/fill', { qty: 1 })).json, { error: /qty is not a known property; known properties: price, quantity/ })
  const wrong = async (body: string) => (await control(sfox, 'POST', '/orders/3/fill', body)).json.error
  for (const field of ['price', 'quantity']) {
    t.match(await wrong(`{"${field}":1e16}`), `/${field} must be at most 1000000000000000`)
    t.match(await wrong(`{"${field}":1e400}`), `/${field} must be at most 1000000000000000`)
    t.match(await wrong(`{"${field}":"0.000000001"}`), `/${field} must have at most 8 decimals`)
    t.match(await wrong(`{"${field}":-1}`), `/${field} must not be negative`)
    t.match(await wrong(`{"${field}":null}`), `/${field} must be a number`, 'the control side refuses null')
    t.match(await wrong(`{"${field}":""}`), `/${field} must be a number`)
  }
  t.match((await control(sfox, 'POST', '/orders/3/fill', 'null')).json, { error: /it must be an object/ })
  await t.rejects(sfox.world('w').orders.fill(3), { status: 404, message: /no order/ })
  await sfox.users.remove('a')
  await t.rejects(sfox.orders.fill(3), { status: 404, message: /no order/ })
})
