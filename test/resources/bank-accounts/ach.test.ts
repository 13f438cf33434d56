import t from 'tap'
import { bankDetails, because, start, userClient } from '../../helper.ts'

t.test('the linked bank account is onboarded by its id', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'deposit-requires': 'onboarded' } } })
  const call = await userClient(sfox, 'a')
  t.match(because(await call('POST', '/account/onboard-ach', { bank_account_display_id: 'x' })), [400, 'no-bank-account'])
  await call('POST', '/user/bank', bankDetails)
  await sfox.users.put({ user_id: 'a', bank: { verified: true } })
  t.strictSame(because(await call('POST', '/account/onboard-ach', { bank_account_display_id: 'x' })),
    [422, 'unknown-bank-account', 'The user has no bank account with the id "x".'])
  t.match(because(await call('POST', '/account/onboard-ach', {})), [400, 'invalid-body', /bank_account_display_id/])
  t.match(because(await call('POST', '/user/bank/deposit', { amount: 1 })), [422, 'not-onboarded'])

  const { json: { usd: [{ id, ach_enabled: enabled }] } } = await call('GET', '/user/bank')
  t.equal(enabled, false)
  const answer = await call('POST', '/account/onboard-ach', { bank_account_display_id: id })
  t.strictSame([answer.status, answer.text], [200, '{"data":{"success":true}}'])
  t.match((await call('GET', '/user/bank')).json, { usd: [{ ach_enabled: true }] })
  t.equal((await call('POST', '/user/bank/deposit', { amount: 1 })).status, 200)
  await call('DELETE', '/user/bank')
  t.match(because(await call('POST', '/user/bank/deposit', { amount: 1 })), [400, 'no-bank-account'])
})
