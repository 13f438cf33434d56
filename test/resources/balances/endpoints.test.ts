import t from 'tap'
import { control, start, userClient } from '../../helper.ts'

t.test('balances come from the fixtures, in alphabetical order, and for each user', async (t) => {
  const sfox = await start(t, { fixtures: { users: [{ user_id: 'a', balances: { usd: 100, btc: 1, eth: 0 } }] } })
  const call = await userClient(sfox, 'a')
  const wallets = (currency: string, amount: number) =>
    `{"currency":"${currency}","balance":${amount},"available":${amount},"held":0,"borrow_wallet":0,"collateral_wallet":0,` +
    `"lending_wallet":0,"trading_wallet":${amount}}`
  const { status, text } = await call('GET', '/user/balance')
  t.equal(status, 200)
  t.equal(text, `[${wallets('btc', 1)},${wallets('eth', 0)},${wallets('usd', 100)}]`)
  t.strictSame((await (await userClient(sfox, 'b'))('GET', '/user/balance')).json, [])
  t.strictSame((await (await userClient(sfox, 'fake:ttl=60s'))('GET', '/user/balance')).json, [], 'a magic id owns nothing')
})

t.test('the listed currencies follow the assumption', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'listed-currencies': ['usd', 'btc'] } } })
  const { json } = await (await userClient(sfox, 'a'))('GET', '/user/balance')
  t.match(json, [{ currency: 'btc', balance: 0 }, { currency: 'usd', available: 0 }])
})

t.test('a balance that a test sets is at most as fine as money', async (t) => {
  const sfox = await start(t)
  const put = async (usd: string) => (await control(sfox, 'PUT', '/users/a', `{"balances":{"usd":${usd}}}`)).json.error
  t.equal(await put('0.123456789'), 'Invalid request body: /balances/usd must have at most 8 decimals.')
  t.equal(await put('1e16'), 'Invalid request body: /balances/usd must be at most 1000000000000000.')
  t.equal(await put('1e400'), 'Invalid request body: /balances/usd must be at most 1000000000000000.')
  t.equal(await put('-1e16'), 'Invalid request body: /balances/usd must be at least -1000000000000000.')
  t.equal(await put('"1"'), 'Invalid request body: /balances/usd must be a number, for example 12.5.')
  for (const usd of ['0.12345678', '1e-8', '0', '-1']) t.equal(await put(usd), undefined, 'trades leave eight decimals of a fiat currency')
})
