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
  t.match(because(await place('buy', { quantity: 1, price: 5 })), [422, 'invalid-order', /algorithm_id must be one of/])
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
  for (const [pair, text] of [[7, '7'], [null, 'null'], [['btcusd'], '["btcusd"]'], [{ toString: 1 }, '{"toString":1}']]) {
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

  for (const price of [0, -5, 'x', '1e5', null, true]) t.match(await place({ price }), [400, 'invalid-body', /\/price must be a number above 0/], String(price))
  t.match(await place({ algorithm_id: 'Limit' }), [400, 'invalid-body', /\/algorithm_id must be a whole number/])
  t.match(await place({ algorithm_id: 201.5 }), [400, 'invalid-body', /\/algorithm_id must be a whole number/])
  t.match(await place({ time_in_force: 'DAY' }), [400, 'invalid-body', /\/time_in_force must be one of GTC, IOC, FOK, GTD/])
  t.match(await place({ client_order_id: 5 }), [400, 'invalid-body', /\/client_order_id must be a string/])
  t.match(await place({ expires: '2026' }), [400, 'invalid-body', /\/expires must be an instant/])
})
