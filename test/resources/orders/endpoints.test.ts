import t from 'tap'
import { because, limitOrder, overBoth, start, userClient } from '../../helper.ts'

const at = { now: '2026-01-31T12:00:00.900Z', freeze: true } as const

const placed = {
  id: 1,
  side_id: 500,
  action: 'Buy',
  algorithm_id: 201,
  algorithm: 'Limit',
  type: 'Limit',
  pair: 'btcusd',
  quantity: 0.1,
  price: 36431,
  amount: 0,
  net_market_amount: 0,
  filled: 0,
  vwap: 0,
  filled_amount: 0,
  fees: 0,
  net_proceeds: 0,
  status: 'Started',
  status_code: 100,
  routing_option: 'BestPrice',
  routing_type: 'NetPrice',
  time_in_force: 'GTC',
  expires: null,
  dateupdated: '2026-01-31T12:00:00.000Z',
  date_added: '2026-01-31T12:00:00.000Z',
  client_order_id: 'mine',
  user_tx_id: 'mine',
  o_action: 'Buy',
  algo_id: 201,
  algorithm_options: null,
  destination: ''
}

overBoth(t, 'an order is placed, read by either id, listed and cancelled', async (t, open) => {
  const sfox = await open(t, at)
  const call = await userClient(sfox, 'a')
  const answer = await call('POST', '/orders/buy', { ...limitOrder, client_order_id: 'mine' })
  t.equal(answer.status, 201)
  t.equal(answer.text, JSON.stringify(placed), 'the whole documented object, in its order')
  t.equal((await call('GET', '/orders/1')).text, answer.text)
  t.equal((await call('GET', '/orders/mine')).text, answer.text)
  const sold = await call('POST', '/orders/sell', { ...limitOrder, quantity: '2', price: '40000.50' })
  t.match(sold.json, { id: 2, side_id: 600, action: 'Sell', o_action: 'Sell', quantity: 2, price: 40000.5, client_order_id: '', user_tx_id: '' })
  t.strictSame((await call('GET', '/orders')).json, [sold.json, placed], 'newest first')

  await sfox.clock.advance('2s')
  t.equal((await call('DELETE', '/orders/1')).text, '{"status":"canceled"}')
  t.equal((await call('DELETE', '/orders/1')).text, '{"status":"order already finished"}')
  t.strictSame((await call('GET', '/orders/1')).json,
    { ...placed, status: 'Canceled', status_code: 10, dateupdated: '2026-01-31T12:00:02.000Z' })
  t.strictSame((await call('GET', '/orders')).json, [sold.json])
  t.strictSame(because(await call('DELETE', '/orders/9')), [400, 'cannot-cancel-order', 'internal error'])
  t.match(because(await call('DELETE', '/orders/mine')), [400, 'cannot-cancel-order'], 'by sFOX\'s id only')
  t.strictSame(because(await call('GET', '/orders/9')), [404, 'unknown-order', 'There is no order with the id "9".'])
  await sfox.reset()
  const after = await userClient(sfox, 'a')
  t.strictSame((await after('GET', '/orders')).json, [])
  t.match(because(await after('GET', '/orders/mine')), [404, 'unknown-order'])
})

t.test('cancels several orders in one request', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  for (let index = 0; index < 3; index++) await call('POST', '/orders/buy', limitOrder)
  t.equal((await call('DELETE', '/orders?ids=3,%201,9,nope,3,')).text,
    '{"orders":[{"id":3,"status":"Canceled"},{"id":1,"status":"Canceled"}]}')
  const text = 'the order ids provided were invalid or the orders were already done/canceled'
  t.strictSame(because(await call('DELETE', '/orders?ids=1,9')), [400, 'cannot-cancel-orders', text])
  t.match(because(await call('DELETE', '/orders')), [400, 'invalid-query', /ids is required; it must be a list of order ids/])
  t.match(because(await call('DELETE', '/orders?ids=')), [400, 'invalid-query', /ids must be a list of order ids/])
  t.match((await call('GET', '/orders')).json, [{ id: 2 }])
})

t.test('a client_order_id can be used once in 24 hours, per user and by the clock', async (t) => {
  const sfox = await start(t, at)
  const place = async (id = 'a', body: object = {}) =>
    await (await userClient(sfox, id))('POST', '/orders/buy', { ...limitOrder, client_order_id: 'mine', ...body })
  t.match(because(await place('a', { price: 0.01 })), [422, 'invalid-order'])
  t.equal((await place()).status, 201, 'one that was refused uses up nothing')
  t.strictSame(because(await place()), [422, 'duplicate-client-order-id', 'client_order_id "mine" was used within the last 24 hours'])
  t.equal((await place('b')).status, 201)
  for (const empty of ['', undefined]) {
    t.equal((await place('a', { client_order_id: empty })).status, 201)
    t.equal((await place('a', { client_order_id: empty })).status, 201)
  }
  await sfox.clock.advance(24 * 3600 * 1000 - 1)
  t.match(because(await place()), [422, 'duplicate-client-order-id'])
  await sfox.clock.advance(1)
  const { json: { id } } = await place()
  t.match((await (await userClient(sfox, 'a'))('GET', '/orders/mine')).json, { id }, 'the newest of that id')
})

t.test('time in force and expiry are stored and shown, but have no effect', async (t) => {
  const sfox = await start(t, at)
  const call = await userClient(sfox, 'a')
  const expires = Date.parse('2026-01-31T13:00:00.500Z')
  t.match((await call('POST', '/orders/buy', { ...limitOrder, time_in_force: 'GTD', expires })).json,
    { time_in_force: 'GTD', expires: '2026-01-31T13:00:00.000Z' })
  await sfox.clock.advance('2h')
  t.match((await call('GET', '/orders/1')).json, { status: 'Started' })
})

t.test('with check-funds, an order is refused without its funds, and holds them', async (t) => {
  const sfox = await start(t, {
    fixtures: { users: [{ user_id: 'a', balances: { usd: 1000, btc: 0.5 } }], assumptions: { 'check-funds': true, 'fee-rate': 0.01 } }
  })
  const call = await userClient(sfox, 'a')
  const held = async () => Object.fromEntries((await call('GET', '/user/balance')).json
    .map(({ currency, available, held }: any) => [currency, [available, held]]))
  t.strictSame(because(await call('POST', '/orders/buy', { ...limitOrder, price: 10000 })),
    [422, 'insufficient-funds', 'insufficient funds: 1010 usd needed, 1000 available'])
  t.equal((await call('POST', '/orders/buy', { ...limitOrder, price: 5000 })).status, 201)
  t.strictSame(await held(), { usd: [495, 505], btc: [0.5, 0] })
  t.match(because(await call('POST', '/orders/buy', { ...limitOrder, price: 5000 })), [422, 'insufficient-funds'])
  t.match(because(await call('POST', '/orders/buy', { currency_pair: 'btcusd', algorithm_id: 100, amount: 490.11 })), [422, 'insufficient-funds', /495\.02 usd needed, 495 available/])
  t.equal((await call('POST', '/orders/buy', { currency_pair: 'btcusd', algorithm_id: 100, amount: 490 })).status, 201)
  t.equal((await call('POST', '/orders/sell', { ...limitOrder, quantity: 0.5 })).status, 201)
  t.strictSame(because(await call('POST', '/orders/sell', { ...limitOrder, quantity: 0.001 })),
    [422, 'insufficient-funds', 'insufficient funds: 0.001 btc needed, 0 available'])
  t.strictSame(await held(), { usd: [0.1, 999.9], btc: [0, 0.5] })
  await call('DELETE', '/orders/3')
  t.strictSame(await held(), { usd: [0.1, 999.9], btc: [0.5, 0] })
  await sfox.orders.fill(1)
  t.strictSame(await held(), { usd: [0.1, 494.9], btc: [0.6, 0] })
})

t.test('orders follow their assumptions', async (t) => {
  const sfox = await start(t, {
    fixtures: {
      assumptions: {
        'currency-pairs': ['doge/eur'],
        'fiat-currencies': ['eur'],
        'crypto-decimals': 2,
        'default-algorithm': 201,
        'default-time-in-force': 'IOC',
        'market-sell-quantity': 'required',
        'absent-client-order-id': null,
        'order-routing': { routing_type: 'Smart' },
        'open-orders': 'oldest-first',
        'cancel-by': 'either-id'
      }
    }
  })
  const call = await userClient(sfox, 'a')
  const order = { currency_pair: 'dogeeur', quantity: 10, price: 1 }
  t.match((await call('POST', '/orders/buy', order)).json, {
    pair: 'dogeeur', algorithm: 'Limit', time_in_force: 'IOC', client_order_id: null, user_tx_id: null, routing_type: 'Smart', routing_option: 'BestPrice'
  })
  await call('POST', '/orders/buy', order)
  t.match((await call('GET', '/orders')).json, [{ id: 1 }, { id: 2 }])
  for (const id of ['one', 'other']) await call('POST', '/orders/buy', { ...order, client_order_id: id })
  t.equal((await call('DELETE', '/orders/one')).text, '{"status":"canceled"}')
  t.equal((await call('DELETE', '/orders?ids=other,one,1')).text, '{"orders":[{"id":4,"status":"Canceled"},{"id":1,"status":"Canceled"}]}')
  t.match(because(await call('POST', '/orders/buy', limitOrder)), [422, 'invalid-currency-pair'])
  t.match(because(await call('POST', '/orders/buy', { ...order, quantity: 10.123 })), [422, 'invalid-order', /at most 2 decimals in doge/])
  t.match(because(await call('POST', '/orders/buy', { ...order, quantity: 4 })), [422, 'invalid-order', /at least 5 eur/])
  t.match(because(await call('POST', '/orders/sell', { currency_pair: 'dogeeur', algorithm_id: 100 })), [422, 'invalid-order', /quantity is required for Market/])
})
