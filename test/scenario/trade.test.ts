/**
 * A complete integration with axios on one base URL, from the registration of a user to trades. Against a fake in this
 * process, and against one in its own process, as in a container.
 */
import t, { type Test } from 'tap'
import axios, { isAxiosError } from 'axios'
import { connectFakeSfox } from '../../src/client/connect.ts'
import { bankDetails, key, registration, runCommand, start } from '../helper.ts'

/** A fake, and the key of a separate world. */
type Place = { url: string, key: string }

const places: Record<string, (t: Test) => Promise<Place>> = {
  'in this process': async (t) => await start(t, { users: 'registered' }),
  async 'as a process of its own' (t) {
    const { ready } = runCommand(t, [], { PORT: '0', FAKE_SFOX_HOST: '0.0.0.0', FAKE_SFOX_USERS: 'registered' })
    const { url } = await ready()
    return { url: url.replace('0.0.0.0', '127.0.0.1'), key: `${key}~trade` }
  }
}

/** Create an axios client with one credential. */
function caller (baseURL: string, credential: string) {
  const client = axios.create({ baseURL, proxy: false, headers: { Authorization: `Bearer ${credential}` } })
  const refusalOf = async (call: Promise<unknown>) => await call.then(
    () => { throw new Error('it was not refused') },
    (error) => isAxiosError(error) ? [error.response?.status, error.response?.data] : error
  )
  return { client, refusalOf }
}

for (const [place, open] of Object.entries(places)) {
  t.test(`from registering a user to withdrawing the account, ${place}`, async (t) => {
    const { url, key } = await open(t)
    const sfox = await connectFakeSfox(url, { key })
    t.teardown(async () => await sfox.close())
    await sfox.clock.freeze('2026-01-30T12:00:00Z')
    const { client: partner, refusalOf } = caller(`${url}/v1`, key)

    // An end user registers, and is verified by the codes that sFOX sends.
    const { data: { data: user } } = await partner.post('/enterprise/register-account', registration('client-1'))
    t.match(user, { user_id: 'client-1', status: 'PENDING', requirements: { email: true, sms: true } })
    for (const type of ['email', 'sms']) {
      await partner.post('/enterprise/users/send-verification/client-1', { type })
      const { verification_code: otp } = await sfox.users.get('client-1')
      const { data } = await partner.post('/enterprise/users/verify/client-1', { type, otp })
      t.strictSame(data, { data: { success: true, user_id: 'client-1', type } })
    }
    t.match((await partner.get('/enterprise/users/client-1')).data, { data: { status: 'VERIFIED' } })

    // A token gives access to the user's account.
    const mint = async () => (await partner.post('/enterprise/user-tokens/client-1')).data.data
    const { token, expires } = await mint()
    t.equal(expires, '2026-01-31T12:00:00.000Z')
    const { client: account } = caller(`${url}/v1`, token)
    t.strictSame(await refusalOf(partner.get('/user/balance')),
      [403, { error: 'This endpoint takes a user token, not the enterprise key.' }])

    // A bank account is linked, verified and onboarded; a deposit from it is held.
    const { data: { usd: [bank] } } = await account.post('/user/bank', bankDetails)
    const [amount1, amount2] = (await sfox.users.get('client-1')).micro_deposits as [number, number]
    t.strictSame((await account.post('/user/bank/verify', { amount1, amount2 })).data, { success: true })
    t.match((await account.get('/user/bank')).data.usd, [{ id: bank.id, status: 'active' }])
    t.strictSame((await account.post('/account/onboard-ach', { bank_account_display_id: bank.id })).data, { data: { success: true } })
    const { data: deposit } = await account.post('/user/bank/deposit', { amount: '1000' })
    t.match(deposit, { tx_status: 0, success: true, id: Number })
    t.match((await account.get('/user/balance')).data, [{ currency: 'usd', balance: 1000, available: 0, held: 1000 }])
    t.strictSame((await account.get('/account/weekly-deposit-limit')).data, { data: { weekly_deposit_limit: 4000 } })
    await sfox.deposits.settle(deposit.id)
    t.match((await account.get('/user/balance')).data, [{ available: 1000, held: 0 }])

    // Orders: one is filled, one rests.
    const order = { currency_pair: 'btcusd', algorithm_id: 200, quantity: 0.01, price: 20000 }
    const placed = await account.post('/orders/buy', { ...order, client_order_id: 'first' })
    t.match(placed, { status: 201, data: { status: 'Started', pair: 'btcusd', client_order_id: 'first' } })
    await sfox.orders.fill(placed.data.id)
    t.match((await account.get('/orders/first')).data, { status: 'Done', filled: 0.01, net_proceeds: -200 })
    const resting = (await account.post('/orders/sell', { ...order, price: '30000' })).data
    t.match((await account.get('/user/balance')).data, [{ currency: 'btc', balance: 0.01 }, { currency: 'usd', balance: 800 }])

    // The token expires; a new one works.
    await sfox.clock.advance('24h')
    t.strictSame(await refusalOf(account.get('/orders')), [401, { error: 'invalid token. check authorization header.' }])
    const { client: again } = caller(`${url}/v1`, (await mint()).token)
    t.match((await again.get('/orders')).data, [{ id: resting.id, status: 'Started' }])
    t.strictSame((await again.delete(`/orders/${resting.id}`)).data, { status: 'canceled' })
    t.strictSame((await again.get('/orders')).data, [])

    // The empty account is withdrawn; then there are no more tokens.
    t.match(await refusalOf(partner.delete('/enterprise/account/client-1')), [422, { error: /^Can not disable account with non-zero balances/ }])
    await sfox.users.put({ user_id: 'client-1', balances: { usd: 0, btc: 0 } })
    t.equal((await partner.delete('/enterprise/account/client-1')).status, 200)
    t.match(await refusalOf(mint()), [404, { error: 'The user "client-1" has been deactivated.' }])
    t.match(await refusalOf(again.get('/user/balance')), [401, { error: 'invalid token. check authorization header.' }])
    t.strictSame((await partner.get('/enterprise/users')).data, { data: [] })

    t.match(await sfox.tokens.report(), [{ user_id: 'client-1', mints: 2, mints_while_valid: 0, uses_after_expiry: 1 }])
  })
}
