import t from 'tap'
import { because, overBoth, start, userClient } from '../../helper.ts'

const users = ['a', 'b'].map((id) => ({ user_id: id, bank: { verified: true } }))
/** A Friday. */
const friday = { now: '2026-01-30T12:00:00Z', freeze: true } as const

const usd = (balance: number, held: number) => [{
  currency: 'usd',
  balance,
  available: balance - held,
  held,
  borrow_wallet: 0,
  collateral_wallet: 0,
  lending_wallet: 0,
  trading_wallet: balance
}]

overBoth(t, 'a deposit is held until it settles, after business days or on request', async (t, open) => {
  const sfox = await open(t, { ...friday, fixtures: { users } })
  const call = await userClient(sfox, 'a')
  const answer = await call('POST', '/user/bank/deposit', { amount: 100 })
  t.equal(answer.status, 200)
  t.equal(answer.text, '{"tx_status":0,"success":true,"id":1}')
  t.strictSame((await call('GET', '/user/balance')).json, usd(100, 100))
  const { json: { id } } = await call('POST', '/user/bank/deposit', { amount: '0.25' })
  t.strictSame((await call('GET', '/user/balance')).json, usd(100.25, 100.25))

  await sfox.deposits.settle(id)
  await sfox.deposits.settle(String(id))
  t.strictSame((await call('GET', '/user/balance')).json, usd(100.25, 100))
  await sfox.clock.advance('119h')
  const later = await userClient(sfox, 'a')
  t.strictSame((await later('GET', '/user/balance')).json, usd(100.25, 100), 'Wednesday, an hour before noon')
  await sfox.clock.advance('1h')
  t.strictSame((await later('GET', '/user/balance')).json, usd(100.25, 0))
  await t.rejects(sfox.deposits.settle('9'), { status: 404, message: /There is no deposit with the id "9"/ })
})

t.test('limits deposits to 5,000 USD in seven days of the clock, per user', async (t) => {
  const sfox = await start(t, { ...friday, fixtures: { users } })
  const left = async (id = 'a') => (await (await userClient(sfox, id))('GET', '/account/weekly-deposit-limit')).json
  const deposit = async (amount: unknown) => await (await userClient(sfox, 'a'))('POST', '/user/bank/deposit', { amount })
  t.strictSame(await left(), { data: { weekly_deposit_limit: 5000 } })
  t.equal((await deposit(2000.1)).status, 200)
  await sfox.clock.advance('24h')
  t.equal((await deposit('2999.85')).status, 200)
  t.strictSame(await left(), { data: { weekly_deposit_limit: 0.05 } })
  t.strictSame(because(await deposit(0.06)), [422, 'over-deposit-limit', 'The deposit exceeds the rest of the weekly limit: 0.05 USD.'])
  t.strictSame(await left(), { data: { weekly_deposit_limit: 0.05 } })
  t.equal((await deposit(0.05)).status, 200)
  t.strictSame(await left('b'), { data: { weekly_deposit_limit: 5000 } })

  await sfox.clock.advance('6d')
  t.strictSame(await left(), { data: { weekly_deposit_limit: 2000.1 } }, 'to the very instant')
  t.equal((await deposit(2000.1)).status, 200)
  await sfox.clock.advance('1d')
  t.strictSame(await left(), { data: { weekly_deposit_limit: 2999.9 } })
})

t.test('an amount is a number above 0 with at most two decimals, or the same as a string', async (t) => {
  const sfox = await start(t, { fixtures: { users } })
  const call = await userClient(sfox, 'a')
  for (const amount of [0, -1, '0', '-1', '', 'ten', '1e2', ' 1', '1.', 0.001, '1.234', null, true, [1], undefined, 1e16, '9'.repeat(100)]) {
    t.match(because(await call('POST', '/user/bank/deposit', { amount })), [400, 'invalid-body', /\/amount /], String(amount))
  }
  const wrong = async (value: string) => (await call('POST', '/user/bank/deposit', `{"amount":${value}}`)).json.error
  const is = (text: string) => `Invalid request body: /amount ${text}.`
  for (const value of ['1e16', '1e400', '"10000000000000000"']) t.equal(await wrong(value), is('must be at most 1000000000000000'), value)
  for (const value of ['0.001', '1e-7', '"1.0000000000000000001"']) t.equal(await wrong(value), is('must have at most 2 decimals'), value)
  for (const value of ['-1', '"-1"', '0', '"0.00"']) t.equal(await wrong(value), is('must be above 0'), value)
  t.equal(await wrong('"1e5"'), is('must be written without an exponent, for example "12.5"'))
  for (const value of ['"NaN"', '"0x10"', '"1,5"', '" 1 "', '""', 'true']) {
    t.equal(await wrong(value), is('must be a number, or its digits as a string, for example "12.5"'), value)
  }
  for (const body of ['{}', '{"amount":null}']) {
    t.equal((await call('POST', '/user/bank/deposit', body)).json.error, is('is required; it must be a number above 0, with at most 2 decimals'), body)
  }
  t.match(because(await call('POST', '/user/bank/deposit', {})), [400, 'invalid-body', /\/amount is required; it must be a number above 0/])
  t.match(because(await call('POST', '/user/bank/deposit')), [400, 'malformed-json'])
  t.strictSame((await call('GET', '/user/balance')).json, [])
  for (const amount of [1, '1', 1.5, '1.50', '0.01']) t.equal((await call('POST', '/user/bank/deposit', { amount })).status, 200, String(amount))
})

t.test('the requirements of a deposit follow the assumption', async (t) => {
  const unverified = [{ user_id: 'a', bank: { verified: false } }]
  const deposit = async (requirement: 'nothing' | 'linked' | 'verified' | 'onboarded', id: string) => {
    const sfox = await start(t, { fixtures: { users: [...unverified, ...users.slice(1)], assumptions: { 'deposit-requires': requirement } } })
    const call = await userClient(sfox, id)
    return because(await call('POST', '/user/bank/deposit', { amount: 1 }))
  }
  const fine = [200, undefined, undefined]
  const none = [400, 'no-bank-account', 'User does not have an valid bank account']
  t.strictSame(await deposit('nothing', 'nobody'), fine)
  t.strictSame(await deposit('linked', 'nobody'), none)
  t.strictSame(await deposit('linked', 'a'), fine)
  t.strictSame(await deposit('verified', 'nobody'), none)
  t.strictSame(await deposit('verified', 'a'), [422, 'bank-account-not-verified', 'The bank account is not verified; verify its micro-deposits first.'])
  t.strictSame(await deposit('verified', 'b'), fine)
  t.strictSame(await deposit('onboarded', 'a'), [422, 'bank-account-not-verified', 'The bank account is not verified; verify its micro-deposits first.'])
  t.strictSame(await deposit('onboarded', 'b'), [422, 'not-onboarded', 'The bank account is not onboarded for ACH; onboard it first.'])
})

t.test('a user must be verified only if that is assumed', async (t) => {
  const statuses = async (assumptions: object) => {
    const pending = [{ ...users[0] as typeof users[number], status: 'PENDING' as const }, ...users.slice(1)]
    const sfox = await start(t, { fixtures: { users: pending, assumptions } })
    return await Promise.all(['a', 'b', 'c'].map(async (id) => {
      const call = await userClient(sfox, id)
      const order = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 1, price: 5 }
      return [
        (await call('GET', '/user/balance')).status,
        (await call('POST', '/user/bank/deposit', { amount: 1 })).status,
        (await call('POST', '/orders/buy', order)).status
      ]
    }))
  }
  t.strictSame(await statuses({ 'deposit-requires': 'nothing' }), [[200, 200, 201], [200, 200, 201], [200, 200, 201]])
  t.strictSame(await statuses({ 'deposit-requires': 'nothing', 'unverified-users': 'refused' }), [[200, 403, 403], [200, 200, 201], [200, 200, 201]])
})

t.test('a magic id has no user status', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'deposit-requires': 'nothing', 'unverified-users': 'refused' } } })
  t.equal((await (await userClient(sfox, 'fake:ttl=60s'))('POST', '/user/bank/deposit', { amount: 1 })).status, 200)
})

t.test('a deposit settles after the assumed number of business days', async (t) => {
  const held = async (days: number | null, by: string) => {
    const sfox = await start(t, { ...friday, fixtures: { users, assumptions: { 'settlement-days': days } } })
    await (await userClient(sfox, 'a'))('POST', '/user/bank/deposit', { amount: 1 })
    await sfox.clock.advance(by)
    return (await (await userClient(sfox, 'a'))('GET', '/user/balance')).json[0].held
  }
  t.equal(await held(0, '0'), 0)
  t.equal(await held(1, '71h'), 1)
  t.equal(await held(1, '72h'), 0, 'Monday')
  t.equal(await held(null, '365d'), 1)
})

t.test('a set balance is available immediately, and the deposit of a removed user cannot be settled', async (t) => {
  const sfox = await start(t, { fixtures: { users } })
  const call = await userClient(sfox, 'a')
  const { json: { id } } = await call('POST', '/user/bank/deposit', { amount: 10 })
  await sfox.users.put({ user_id: 'a', balances: { btc: 1 } })
  t.match((await call('GET', '/user/balance')).json, [{ currency: 'btc', balance: 1 }, { currency: 'usd', held: 10 }])
  await sfox.users.put({ user_id: 'a', balances: { usd: 7 } })
  t.match((await call('GET', '/user/balance')).json[1], { balance: 7, held: 0, available: 7 })
  await sfox.users.remove('a')
  await t.rejects(sfox.deposits.settle(id), { status: 404, message: /There is no deposit/ })
  t.strictSame((await (await userClient(sfox, 'a'))('GET', '/user/balance')).json, [], 'a new user with the same id begins with nothing')
})
