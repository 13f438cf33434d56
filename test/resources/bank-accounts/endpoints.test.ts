import t from 'tap'
import { bankDetails, because, overBoth, start, userClient } from '../../helper.ts'

overBoth(t, 'a bank account is linked, read with its numbers masked, verified, and unlinked', async (t, open) => {
  const sfox = await open(t)
  const call = await userClient(sfox, 'a')
  t.strictSame((await call('GET', '/user/bank')).json, { usd: [] })
  const linked = await call('POST', '/user/bank', bankDetails)
  t.equal(linked.status, 200)
  const [account] = linked.json.usd
  t.match(account.id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/)
  t.match(account.ref_id, /^[0-9a-z]{5}$/)
  const shown = {
    id: account.id,
    status: 'Pending Verification',
    requires_verification: 1,
    requires_support: 0,
    routing_number: '*****4321',
    account_number: '*******89',
    name1: 'Ada Client',
    currency: 'usd',
    type: 'checking',
    bank_name: 'FAKE BANK',
    ref_id: account.ref_id
  }
  t.equal(linked.text, JSON.stringify({ usd: [shown] }))
  t.equal((await call('GET', '/user/bank')).text, linked.text)
  t.match(await sfox.users.get('a'), { bank: { verified: false } })
  t.notMatch(JSON.stringify(await sfox.users.get('a')), /123456789|987654321/)

  const [amount1, amount2] = (await sfox.users.get('a')).micro_deposits as [number, number]
  for (const amount of [amount1, amount2]) t.ok(amount > 0 && amount < 1 && Math.round(amount * 100) / 100 === amount)
  t.strictSame((await call('POST', '/user/bank/verify', { amount1: 0.001, amount2 })).json, { success: false })
  const verified = await call('POST', '/user/bank/verify', { amount1, amount2 })
  t.strictSame([verified.status, verified.text], [200, '{"success":true}'])
  t.strictSame((await call('GET', '/user/bank')).json, { usd: [{ ...shown, status: 'active', requires_verification: 0 }] })
  t.match(await sfox.users.get('a'), { bank: { verified: true }, micro_deposits: null })
  t.strictSame((await call('POST', '/user/bank/verify', { amount1: 0.5, amount2: 0.5 })).json, { success: true }, 'once is enough')

  t.strictSame(because(await call('POST', '/user/bank', bankDetails)),
    [422, 'bank-account-linked', 'A bank account is already linked; delete it first.'])
  const deleted = await call('DELETE', '/user/bank')
  t.strictSame([deleted.status, deleted.text], [200, ''])
  t.strictSame(because(await call('DELETE', '/user/bank')), [400, 'no-bank-account', 'User does not have an valid bank account'])
  t.match(because(await call('POST', '/user/bank/verify', { amount1, amount2 })), [400, 'no-bank-account'])
  t.equal((await sfox.users.get('a')).bank, undefined)
  t.equal((await call('POST', '/user/bank', bankDetails)).status, 200)
})

t.test('after too many wrong amounts the account must be linked again', async (t) => {
  const sfox = await start(t)
  const call = await userClient(sfox, 'a')
  await call('POST', '/user/bank', bankDetails)
  const wrong = async () => await call('POST', '/user/bank/verify', { amount1: 0.001, amount2: 0.001 })
  for (let index = 0; index < 3; index++) t.strictSame((await wrong()).json, { success: false })
  const tooMany = [400, 'too-many-attempts',
    'You have exceeded the maximum attempts to verify your bank account. Please add your bank account again to restart verification.']
  t.strictSame(because(await wrong()), tooMany)
  const [amount1, amount2] = (await sfox.users.get('a')).micro_deposits as [number, number]
  t.strictSame(because(await call('POST', '/user/bank/verify', { amount1, amount2 })), tooMany, 'right amounts come too late')
  await call('DELETE', '/user/bank')
  await call('POST', '/user/bank', bankDetails)
  t.strictSame((await wrong()).json, { success: false })
})

t.test('the required details depend on the kind of account', async (t) => {
  const sfox = await start(t)
  const refused = async (change: object) =>
    because(await (await userClient(sfox, 'a'))('POST', '/user/bank', { ...bankDetails, ...change }))
  const problem = (text: string) => [400, 'invalid-body', `Invalid request body: ${text}.`]
  t.strictSame(await refused({ accountnumber: undefined }), problem('/accountnumber must be a non-empty string'))
  t.strictSame(await refused({ enableWires: 'true' }), problem('/enableWires must be true or false'))
  t.strictSame(await refused({ type: 'corporation' }), problem('/type must be one of individual, corporate'))
  t.strictSame(await refused({ routingnumber: undefined }), problem('/routingnumber is required'))
  t.strictSame(await refused({ wireRoutingnumber: undefined }), problem('/wireRoutingnumber is required'))
  t.strictSame(await refused({ isInternational: true }), problem('/swiftnumber is required'))
  t.strictSame(await refused({ isInternational: true, swiftnumber: 'FAKEUS33' }), problem('/bankname is required'))
  t.strictSame(await refused({ type: 'corporate' }), problem('/name is required'))
  t.match(because(await (await userClient(sfox, 'a'))('POST', '/user/bank/verify', { amount1: '0.1', amount2: 1 })),
    [400, 'invalid-body', /\/amount1 must be a number above 0 and less than 1/])

  const call = await userClient(sfox, 'firm')
  const { json } = await call('POST', '/user/bank', {
    ...bankDetails,
    type: 'corporate',
    name: 'Ada Ltd',
    isInternational: true,
    routingnumber: undefined,
    wireRoutingnumber: undefined,
    swiftnumber: 'FAKEUS33',
    bankname: 'A Bank',
    accountnumber: '12',
    bankCurrency: 'EUR'
  })
  t.match(json.usd[0], {
    name1: 'Ada Ltd', routing_number: '****US33', account_number: '**', bank_name: 'A Bank', currency: 'eur', type: 'checking'
  })
})

t.test('bank accounts follow their assumptions', async (t) => {
  const sfox = await start(t, {
    fixtures: {
      assumptions: {
        'bank-name': 'OTHER',
        'bank-link-answer': 'nothing',
        'no-bank-answer': 'refusal',
        'wrong-amounts-answer': 'refusal',
        'verify-attempts': 1
      }
    }
  })
  const call = await userClient(sfox, 'a')
  t.match(because(await call('GET', '/user/bank')), [400, 'no-bank-account'])
  const linked = await call('POST', '/user/bank', bankDetails)
  t.strictSame([linked.status, linked.text], [200, ''])
  t.match((await call('GET', '/user/bank')).json, { usd: [{ bank_name: 'OTHER' }] })
  const wrong = { amount1: 0.001, amount2: 0.001 }
  t.strictSame(because(await call('POST', '/user/bank/verify', wrong)), [422, 'wrong-amounts', 'The amounts do not match the micro-deposits.'])
  t.match(because(await call('POST', '/user/bank/verify', wrong)), [400, 'too-many-attempts'])
})

t.test('the order of the micro-deposits is assumed', async (t) => {
  for (const order of ['as-shown', 'any'] as const) {
    // The seed is one whose two amounts differ.
    const sfox = await start(t, { seed: 's', fixtures: { assumptions: { 'micro-deposit-order': order } } })
    const call = await userClient(sfox, 'a')
    await call('POST', '/user/bank', bankDetails)
    const [first, second] = (await sfox.users.get('a')).micro_deposits as [number, number]
    t.not(first, second)
    t.strictSame((await call('POST', '/user/bank/verify', { amount1: second, amount2: second })).json, { success: false })
    t.strictSame((await call('POST', '/user/bank/verify', { amount1: second, amount2: first })).json, { success: order === 'any' })
  }
})

t.test('fixtures and the control side can link one', async (t) => {
  const sfox = await start(t, { fixtures: { users: [{ user_id: 'a', bank: { verified: false } }] } })
  const call = await userClient(sfox, 'a')
  const [amount1, amount2] = (await sfox.users.get('a')).micro_deposits as [number, number]
  const { usd: [account] } = (await call('GET', '/user/bank')).json
  t.match(account, { status: 'Pending Verification', routing_number: '*****0000', account_number: '*******00', name1: 'Fake Person' })
  t.strictSame((await call('POST', '/user/bank/verify', { amount1, amount2 })).json, { success: true })

  const other = await userClient(sfox, 'b')
  await sfox.users.put({ user_id: 'b', bank: { verified: true } })
  t.match((await other('GET', '/user/bank')).json, { usd: [{ status: 'active' }] })
  await sfox.users.put({ user_id: 'b', bank: { verified: false } })
  t.match((await other('GET', '/user/bank')).json, { usd: [{ status: 'Pending Verification' }] })
  t.not((await other('GET', '/user/bank')).json.usd[0].id, account.id)
})
