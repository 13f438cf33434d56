import t from 'tap'
import { because, limitOrder, start, userClient } from '../../helper.ts'

t.test('requires the fields of each algorithm', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const place = async (side: string, body: object) => await call('POST', `/orders/${side}`, { currency_pair: 'btcusd', ...body })
  const problem = (text: string) => [422, 'invalid-order', `invalid order: ${text}`]
  const names = { 200: 'Smart', 201: 'Limit', 304: 'Stop', 307: 'TWAP', 308: 'Trailing Stop' }
  for (const [algorithm, name] of Object.entries(names)) {
    t.strictSame(because(await place('sell', { algorithm_id: algorithm, quantity: 1 })), problem(`price is required for ${name} orders`))
    t.strictSame(because(await place('sell', { algorithm_id: algorithm, price: 5 })), problem(`quantity is required for ${name} orders`))
    t.match((await place('sell', { algorithm_id: algorithm, price: 5, quantity: 1 })).json, { algorithm: name, type: name, algorithm_id: Number(algorithm) })
    const bought = await place('buy', { algorithm_id: Number(algorithm), price: 5, quantity: 1 })
    if (name === 'Stop' || name === 'Trailing Stop') {
      t.strictSame(because(bought), problem(`amount is required to buy with ${name} orders`))
      t.match((await place('buy', { algorithm_id: algorithm, price: 5, quantity: 1, amount: '5' })).json, { amount: 5, net_market_amount: 0 })
    } else {
      t.equal(bought.status, 201)
    }
  }
  t.strictSame(because(await place('buy', { algorithm_id: 100, quantity: 1 })), problem('amount is required to buy with Market orders'))
  t.match((await place('buy', { algorithm_id: 100, amount: 1 })).json, { algorithm: 'Market', amount: 1, net_market_amount: 1, price: 0, quantity: 0 })
  t.equal((await place('sell', { algorithm_id: 100, quantity: 0.5 })).status, 201)
  t.equal((await place('sell', { algorithm_id: 100 })).status, 201, 'as documented, a Market order needs no quantity')

  t.strictSame(because(await place('buy', { algorithm_id: 309, quantity: 1, price: 5 })), problem('algorithm_id must be one of 100, 200, 201, 304, 307, 308'))
  t.match(because(await call('POST', '/orders/hold', limitOrder)), [404, 'unknown-endpoint'])
})

t.test('checks pairs, minimums and decimals', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const place = async (body: object) => because(await call('POST', '/orders/buy', { ...limitOrder, ...body }))
  const fine = [201, undefined, undefined]
  t.strictSame(await place({ currency_pair: undefined }), [422, 'invalid-currency-pair', 'invalid currency_pair: undefined'])
  t.strictSame(because(await call('POST', '/orders/buy', {})), [422, 'invalid-currency-pair', 'invalid currency_pair: undefined'])
  t.strictSame(await place({ currency_pair: 'btcusda' }), [422, 'invalid-currency-pair', 'invalid currency_pair: btcusda'])
  t.strictSame(await place({ currency_pair: '{pair}' }), [422, 'invalid-currency-pair', 'invalid currency_pair: {pair}'])
  for (const [pair, text] of [[7, '7'], ['', ''], [['btcusd'], '["btcusd"]'], [{ toString: 1 }, '{"toString":1}']]) {
    t.strictSame(await place({ currency_pair: pair }), [422, 'invalid-currency-pair', `invalid currency_pair: ${text}`])
  }

  const problem = (text: string) => [422, 'invalid-order', `invalid order: ${text}`]
  t.strictSame(await place({ price: 49.99, quantity: 0.1 }), problem('price times quantity must be at least 5 usd'))
  t.strictSame(await place({ price: 50, quantity: 0.1 }), fine)
  t.strictSame(await place({ price: '0.1', quantity: '49.99999999' }), problem('price times quantity must be at least 5 usd'))
  t.strictSame(await place({ currency_pair: 'ethbtc', price: 1, quantity: 0.00099999 }), problem('quantity must be at least 0.001'))
  t.strictSame(await place({ currency_pair: 'ethbtc', price: 0.00000001, quantity: 0.001 }), fine)
  t.strictSame(await place({ price: 100.001 }), problem('price must have at most 2 decimals in usd'))
  t.strictSame(await place({ amount: '5.555' }), problem('amount must have at most 2 decimals in usd'))
  t.strictSame(await place({ quantity: '0.123456789' }), problem('quantity must have at most 8 decimals in btc'))
  t.strictSame(await place({ currency_pair: 'ethbtc', price: '0.050000001' }), problem('price must have at most 8 decimals in btc'))

  t.strictSame(await place({ quantity: `0.${'0'.repeat(18)}1` }), problem('quantity must have at most 8 decimals in btc'))
  for (const field of ['price', 'quantity', 'amount']) {
    const wrong = async (value: unknown) => (await place({ [field]: value })).join(' ').replace(`400 invalid-body Invalid request body: /${field} `, '')
    t.equal(await wrong(1e16), 'must be at most 1000000000000000.')
    t.equal(await wrong('1e5'), 'must be written without an exponent, for example "12.5".')
    t.equal(await wrong(-1), 'must not be negative.')
    for (const value of ['x', 'NaN', '0x10', '1,5', ' 1 ', true, [1]]) {
      t.equal(await wrong(value), 'must be a number, or its digits as a string, for example "12.5".', String(value))
    }
  }
  t.match(await place({ algorithm_id: 'Limit' }), [400, 'invalid-body', /\/algorithm_id must be a whole number/])
  t.match(await place({ algorithm_id: 201.5 }), [400, 'invalid-body', /\/algorithm_id must be a whole number/])
  t.match(await place({ time_in_force: 'DAY' }), [400, 'invalid-body', /\/time_in_force must be one of GTC, IOC, FOK, GTD/])
  t.match(await place({ client_order_id: 5 }), [400, 'invalid-body', /\/client_order_id must be a string/])
  for (const expires of ['2026-01-31', -1, 1.5, '9'.repeat(16)]) t.match(await place({ expires }), [400, 'invalid-body', /\/expires must be an instant/])
})

t.test('a price, quantity or amount of 0 counts as absent', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const problem = (text: string) => [422, 'invalid-order', `invalid order: ${text}`]
  for (const zero of ['0', '0.00', '"0"', '"0.00"', '-0', '0e5', 'null', '""']) {
    const market = await call('POST', '/orders/buy',
      `{"currency_pair":"btcusd","algorithm_id":100,"amount":10,"price":${zero},"quantity":${zero}}`)
    t.match([market.status, market.json], [201, { price: 0, quantity: 0, amount: 10 }], zero)
    const limit = await call('POST', '/orders/buy',
      `{"currency_pair":"btcusd","algorithm_id":201,"amount":${zero},"price":100,"quantity":1}`)
    t.match([limit.status, limit.json], [201, { price: 100, quantity: 1, amount: 0 }], zero)
    const missing = async (field: string, id: number) => because(await call('POST', '/orders/buy',
      JSON.stringify({ currency_pair: 'btcusd', algorithm_id: id, price: 100, quantity: 1, amount: 100 }).replace(new RegExp(`("${field}"):[0-9]+`), `$1:${zero}`)))
    t.strictSame(await missing('price', 201), problem('price is required for Limit orders'), zero)
    t.strictSame(await missing('quantity', 201), problem('quantity is required for Limit orders'), zero)
    t.strictSame(await missing('amount', 100), problem('amount is required to buy with Market orders'), zero)
  }
})

t.test('an order that the fake shows can be sent again', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const { json } = await call('POST', '/orders/buy', { currency_pair: 'btcusd', algorithm_id: 100, amount: 10 })
  const again = await call('POST', '/orders/buy', { ...json, currency_pair: json.pair })
  t.match([again.status, again.json], [201, { id: 2, amount: 10, expires: null, client_order_id: '' }])
})

t.test('every value may be text, as in forms, and an empty optional field counts as absent', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const body = {
    currency_pair: 'btcusd',
    algorithm_id: '201',
    quantity: '1.00000000',
    price: '100.50',
    amount: '0.00000000',
    time_in_force: 'GTD',
    expires: '1769864400000',
    client_order_id: 'c'.repeat(8),
    quote_id: '',
    destination: '',
    max_slippage: '5'
  }
  t.match((await call('POST', '/orders/buy', body)).json, {
    algorithm_id: 201, quantity: 1, price: 100.5, amount: 0, time_in_force: 'GTD', expires: '2026-01-31T13:00:00.000Z', client_order_id: 'cccccccc'
  })
  const empty = { ...body, algorithm_id: '', amount: '', time_in_force: '', expires: '', client_order_id: '' }
  for (let times = 0; times < 2; times++) {
    t.match((await call('POST', '/orders/buy', empty)).json,
      { algorithm_id: 200, amount: 0, time_in_force: 'GTC', expires: null, client_order_id: '' }, 'an empty client_order_id is no repetition')
  }
  const missing = [422, 'invalid-currency-pair', 'invalid currency_pair: undefined']
  t.strictSame(because(await call('POST', '/orders/buy', { ...body, currency_pair: undefined })), missing)
  t.strictSame(because(await call('POST', '/orders/buy', { ...body, currency_pair: null })), missing)

  const strict = await start(t, { fixtures: { assumptions: { 'empty-order-fields': 'refuse' } } })
  const place = await userClient(strict, 'a')
  for (const field of ['algorithm_id', 'price', 'time_in_force', 'expires']) {
    t.match(because(await place('POST', '/orders/buy', { ...body, [field]: '' })), [400, 'invalid-body', new RegExp(`/${field} must be `)])
  }
  t.equal((await place('POST', '/orders/buy', { ...body, client_order_id: '' })).status, 201)
})

t.test('the default algorithm is 200, and `algo_id` is read where `algorithm_id` is absent', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const { algorithm_id: _, ...order } = limitOrder
  const algorithmOf = async (body: object) => (await call('POST', '/orders/buy', { ...order, ...body })).json.algorithm_id
  t.equal(await algorithmOf({}), 200)
  t.equal(await algorithmOf({ algorithm_id: null }), 200)
  t.equal(await algorithmOf({ algo_id: 201 }), 201)
  t.equal(await algorithmOf({ algo_id: '307' }), 307)
  t.equal(await algorithmOf({ algorithm_id: '', algo_id: '307' }), 307)
  t.equal(await algorithmOf({ algorithm_id: 201, algo_id: 307 }), 201)
  t.match(because(await call('POST', '/orders/buy', { ...order, algorithm_id: 0 })), [422, 'invalid-order', /algorithm_id must be one of/])

  const strict = await start(t, { fixtures: { assumptions: { 'default-algorithm': null, 'algorithm-names': ['algorithm_id'] } } })
  const place = await userClient(strict, 'a')
  for (const body of [order, { ...order, algo_id: 201 }]) {
    t.match(because(await place('POST', '/orders/buy', body)), [422, 'invalid-order', /algorithm_id must be one of/])
  }
})

t.test('a quote_id sent as client_order_id is an id like any other', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  const id = '165c404c-ffe9-11ed-b8ed-0a170e3de1bd'
  t.match((await call('POST', '/orders/buy', { ...limitOrder, client_order_id: id, quote_id: id })).json, { client_order_id: id, user_tx_id: id })
  t.match((await call('GET', `/orders/${id}`)).json, { id: 1 })
})
