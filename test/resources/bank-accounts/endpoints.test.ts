import t from 'tap'
import { createFakeSfox } from '../../../src/server/app.ts'
import { bankDetails, because, optionMistake, overBoth, start, userClient } from '../../helper.ts'

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
    ach_enabled: false,
    international_bank: false,
    name1: 'Ada Client',
    currency: 'usd',
    type: 'checking',
    bank_name: 'FAKE BANK',
    ref_id: account.ref_id
  }
  t.equal(linked.text, JSON.stringify({ usd: [{ ...shown, wire_withdrawal_fee: 30 }] }))
  t.equal((await call('GET', '/user/bank')).text, JSON.stringify({ usd: [shown] }))
  t.match(await sfox.users.get('a'), { bank: { verified: false } })
  t.notMatch(JSON.stringify(await sfox.users.get('a')), /123456789|987654321/)

  t.strictSame((await sfox.users.get('a')).micro_deposits, [0.01, 0.02])
  const [amount1, amount2] = [0.01, 0.02]
  t.strictSame((await call('POST', '/user/bank/verify', { verifyAmount1: 0.001, verifyAmount2: 0.02 })).json, { success: false })
  const verified = await call('POST', '/user/bank/verify', { verifyAmount1: 0.01, verifyAmount2: 0.02 })
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
  t.strictSame(await refused({ accountnumber: undefined }), problem('/accountnumber is required; it must be a non-empty string'))
  t.strictSame(await refused({ accountnumber: '' }), problem('/accountnumber must be a non-empty string'))
  t.strictSame(await refused({ enableWires: 'yes' }), problem('/enableWires must be true or false'))
  t.strictSame(await refused({ enableWires: undefined }), problem('/enableWires is required (true or false)'))
  t.strictSame(await refused({ isInternational: undefined }), problem('/isInternational is required (true or false)'))
  t.strictSame(await refused({ type: undefined }), problem('/type is required (individual or corporate)'))
  t.strictSame(await refused({ bankAccountType: undefined }), problem('/bankAccountType is required (checking or savings)'))
  t.strictSame(await refused({ type: 'corporation' }), problem('/type must be one of individual, corporate'))
  for (const no of [false, 'false']) {
    t.strictSame(await refused({ isInternational: no, routingnumber: undefined }), problem('/routingnumber is required if isInternational is false'))
    t.strictSame(await refused({ isInternational: no, wireRoutingnumber: undefined }), problem('/wireRoutingnumber is required if isInternational is false'))
  }
  for (const yes of [true, 'true']) {
    t.strictSame(await refused({ isInternational: yes }), problem('/swiftnumber is required if isInternational is true'))
    t.strictSame(await refused({ isInternational: yes, swiftnumber: 'FAKEUS33' }), problem('/bankname is required if isInternational is true'))
  }
  t.strictSame(await refused({ type: 'corporate' }), problem('/name is required if type is corporate'))

  const call = await userClient(sfox, 'firm')
  const { json } = await call('POST', '/user/bank', {
    ...bankDetails,
    type: 'corporate',
    name: 'Ada Ltd',
    isInternational: 'true',
    enableWires: 'false',
    routingnumber: undefined,
    wireRoutingnumber: undefined,
    swiftnumber: 'FAKEUS33',
    bankname: 'A Bank',
    accountnumber: '12',
    bankCurrency: 'EUR'
  })
  t.match(json.usd[0], {
    international_bank: true, name1: 'Ada Ltd', routing_number: '****US33', account_number: '**', bank_name: 'A Bank', currency: 'eur', type: 'checking'
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
        'verify-attempts': 1,
        'bank-account-fields': 'sample',
        'routing-numbers': 'optional'
      }
    }
  })
  const call = await userClient(sfox, 'a')
  t.match(because(await call('GET', '/user/bank')), [400, 'no-bank-account'])
  const { routingnumber, wireRoutingnumber, ...unrouted } = bankDetails
  const linked = await call('POST', '/user/bank', unrouted)
  t.strictSame([linked.status, linked.text], [200, ''])
  const { json: { usd: [account] } } = await call('GET', '/user/bank')
  t.match(account, { bank_name: 'OTHER', routing_number: '' })
  t.notOk('ach_enabled' in account || 'international_bank' in account, 'the fields of the sample')
  const wrong = { amount1: 0.001, amount2: 0.001 }
  t.strictSame(because(await call('POST', '/user/bank/verify', wrong)), [422, 'wrong-amounts', 'The amounts do not match the micro-deposits.'])
  t.match(because(await call('POST', '/user/bank/verify', wrong)), [400, 'too-many-attempts'])
})

t.test('the order of the micro-deposits is assumed', async (t) => {
  for (const order of ['as-shown', 'any'] as const) {
    // The seed is one whose two amounts differ.
    const assumptions = { 'micro-deposit-order': order, 'micro-deposits': 'drawn' } as const
    const sfox = await start(t, { seed: 's', fixtures: { assumptions } })
    const call = await userClient(sfox, 'a')
    await call('POST', '/user/bank', bankDetails)
    const [first, second] = (await sfox.users.get('a')).micro_deposits as [number, number]
    t.not(first, second)
    for (const amount of [first, second]) t.ok(amount > 0 && amount < 1 && Math.round(amount * 100) / 100 === amount)
    t.strictSame((await call('POST', '/user/bank/verify', { amount1: second, amount2: second })).json, { success: false })
    t.strictSame((await call('POST', '/user/bank/verify', { amount1: second, amount2: first })).json, { success: order === 'any' })
  }
})

t.test('the amounts of the micro-deposits have either pair of names, and are numbers or text', async (t) => {
  const bodies: object[] = [
    { verifyAmount1: 0.01, verifyAmount2: 0.02 },
    { amount1: 0.01, amount2: 0.02 },
    { verifyAmount1: '0.01', verifyAmount2: '.020' },
    { amount1: '0.01', amount2: 0.02, verifyAmount1: 0.5 },
    { verifyAmount1: 0.01, verifyAmount2: 0.02, amount1: 0.5, amount2: 0.5 }
  ]
  const sfox = await start(t)
  for (const [index, body] of bodies.entries()) {
    const call = await userClient(sfox, `user-${index}`)
    await call('POST', '/user/bank', bankDetails)
    const answer = await call('POST', '/user/bank/verify', body)
    t.strictSame([answer.status, answer.text], [200, '{"success":true}'], JSON.stringify(body))
  }
  const call = await userClient(sfox, 'a')
  const refused = async (body: unknown) => because(await call('POST', '/user/bank/verify', body)).slice(1)
  const invalid = (text: string) => ['invalid-body', `Invalid request body: ${text}.`]
  const names = invalid('it must have verifyAmount1 and verifyAmount2, or amount1 and amount2')
  t.strictSame(await refused({}), names)
  t.strictSame(await refused({ verifyAmount1: 0.01 }), names)
  t.strictSame(await refused({ verifyAmount1: 0.01, amount2: 0.02 }), names)
  t.strictSame(await refused({ verifyAmount1: null, verifyAmount2: 0.02 }), names)
  for (const bad of [1, 0, -0.1, true, '1', '0', '0.0', '0.', '1.01', 'x', '', '1e-2', '-0.1']) {
    t.strictSame(await refused({ verifyAmount1: bad, verifyAmount2: 0.02 }), invalid('/verifyAmount1 must be a number above 0 and ' +
      'less than 1, or the same as a string, for example "0.01"'), JSON.stringify(bad))
  }
  t.match(await refused([]), ['invalid-body', /it must be an object, for example {"verifyAmount1":0.01,"verifyAmount2":0.02}/])
})

t.test('amounts, their names and the fee are assumed', async (t) => {
  const open = async (assumptions: object) => {
    const call = await userClient(await start(t, { fixtures: { assumptions } }), 'a')
    return { call, linked: (await call('POST', '/user/bank', bankDetails)).json.usd[0] }
  }
  const older = await open({ 'micro-deposit-names': 'older', 'micro-deposits': [0.3, 0.4], 'wire-withdrawal-fee': 60 })
  t.equal(older.linked.wire_withdrawal_fee, 60)
  t.match(because(await older.call('POST', '/user/bank/verify', { verifyAmount1: 0.3, verifyAmount2: 0.4 })),
    [400, 'invalid-body', /it must have amount1 and amount2\./])
  t.strictSame((await older.call('POST', '/user/bank/verify', { amount1: 0.3, amount2: 0.4 })).json, { success: true })
  const newest = await open({ 'micro-deposit-names': 'newest', 'bank-link-answer': 'account', 'ach-enabled': 'verified' })
  t.notOk('wire_withdrawal_fee' in newest.linked)
  t.match(because(await newest.call('POST', '/user/bank/verify', { amount1: 0.01, amount2: 0.02 })),
    [400, 'invalid-body', /it must have verifyAmount1 and verifyAmount2\./])
  await newest.call('POST', '/user/bank/verify', { verifyAmount1: 0.01, verifyAmount2: 0.02 })
  t.match((await newest.call('GET', '/user/bank')).json, { usd: [{ ach_enabled: true }] })
  for (const amounts of ['other', [0.1], [0.1, 1], [0, 0.1]]) {
    t.match(optionMistake(t, () => createFakeSfox({ fixtures: { assumptions: { 'micro-deposits': amounts as 'drawn' } } })),
      /\/assumptions\/micro-deposits must be "drawn" or two amounts above 0 and less than 1/)
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
