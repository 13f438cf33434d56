import t from 'tap'
import { accountId } from '../../../src/resources/end-users/account-id.ts'
import { accountPurposes } from '../../../src/resources/end-users/details.ts'
import { because, client, control, frozen, mint, mintToken, registration, start } from '../../helper.ts'

const registered = {
  account_type: 'individual',
  account_role: 'Client',
  user_id: 'a',
  advisor_user_id: null,
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Client',
  phone_number: '+14155550100',
  account_purpose: 'Investing',
  account_purpose_other: null,
  source_of_funds: null,
  source_of_funds_other: null,
  id: accountId('a'),
  phone_country_code: 'US',
  intermediary_status: null,
  expected_transfer_volume: null,
  expected_trade_volume: null,
  individual: { dob: '1990-12-31' },
  status: 'PENDING',
  requirements: { email: true, sms: true }
}

t.test('a user is registered, read and listed', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  const call = client(sfox)
  t.equal((await mint(sfox.url, 'a')).status, 404)
  const answer = await call('POST', '/enterprise/register-account', registration('a'))
  t.equal(answer.status, 200)
  t.equal(answer.text, JSON.stringify({ data: registered }), 'in the documented order')
  t.equal((await call('GET', '/enterprise/users/a')).text, JSON.stringify({ data: registered }))
  t.strictSame((await call('GET', '/enterprise/users')).json, { data: [registered] })
  t.equal((await mint(sfox.url, 'a')).status, 201)

  const { json } = await call('POST', '/enterprise/register-account', {
    ...registration('firm'), account_type: 'corporation', account_role: 'advisor', business: {}, beneficial_owners: []
  })
  t.match(json.data, { account_type: 'corporation', account_role: 'Advisor', requirements: { email: true, sms: false } })
  await call('POST', '/enterprise/register-account', { ...registration('c'), advisor_user_id: 'firm' })
  t.match((await call('GET', '/enterprise/users/c')).json, { data: { advisor_user_id: 'firm' } })
  const listed = async (query: string) =>
    (await call('GET', `/enterprise/users${query}`)).json.data.map(({ user_id: id }: { user_id: string }) => id)
  t.strictSame(await listed(''), ['a', 'firm', 'c'])
  t.strictSame(await listed('?accountRole=client'), ['a', 'c'])
  t.strictSame(await listed('?accountRole=advisor&other=1'), ['firm'])
  t.match(because(await call('GET', '/enterprise/users?accountRole=Client')), [400, 'invalid-query', /accountRole must be one of client, advisor/])
})

t.test('a user has every documented detail of its registration, and no other', async (t) => {
  const sfox = await start(t)
  const details = {
    account_purpose: 'oTHER',
    account_purpose_other: 'a gift',
    source_of_funds: 'other',
    source_of_funds_other: 'a find',
    intermediary_status: 'false',
    expected_transfer_volume: 'under_1000',
    expected_trade_volume: 'over_100000000',
    individual: { dob: '1990-12-31', id_type: 'passport', id_number: '0001' }
  }
  const { json } = await client(sfox)('POST', '/enterprise/register-account', {
    ...registration('a'), ...details, nonesuch: 1, status: 'VERIFIED', balances: { usd: 1 }, id: 'mine'
  })
  t.strictSame(json.data, { ...registered, ...details, intermediary_status: false })
  t.strictSame(Object.keys(json.data), Object.keys(registered), 'in the documented order')
  t.strictSame(await sfox.users.get('a'), {
    ...registration('a'),
    ...details,
    intermediary_status: false,
    status: 'PENDING',
    verification_code: null,
    micro_deposits: null
  })
  t.match(accountId('a'), /^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  t.not(accountId('a'), accountId('b'))
})

t.test('a corporation has its business and owners, each with an id', async (t) => {
  const sfox = await start(t)
  const call = client(sfox)
  const { json } = await call('POST', '/enterprise/register-account', {
    ...registration('firm'), account_type: 'corporation', business: { name: 'Ada Ltd' }, beneficial_owners: [{ last_name: 'Client' }, { id: 'own' }]
  })
  const { individual, ...others } = registered
  t.strictSame(Object.keys(json.data), Object.keys({ ...others, status: undefined }).flatMap((name) =>
    name === 'status' ? ['business', 'beneficial_owners', 'status'] : [name]))
  const [{ id }] = json.data.beneficial_owners
  t.strictSame(json.data.business, { name: 'Ada Ltd' })
  t.strictSame(json.data.beneficial_owners, [{ id: accountId('firm', 0), last_name: 'Client' }, { id: 'own' }])
  t.equal(new Set([id, json.data.id, accountId('firm', 1)]).size, 3)
  await sfox.users.put({ user_id: 'bare', account_type: 'corporation' })
  t.match((await call('GET', '/enterprise/users/bare')).json.data, { business: null, beneficial_owners: null })
})

t.test('fixtures and the control side give a user every detail, and null for none', async (t) => {
  const user = {
    user_id: 'a',
    account_purpose: 'Trading',
    account_purpose_other: null,
    source_of_funds: null,
    id: 'an id',
    phone_country_code: 'DE',
    intermediary_status: null,
    expected_trade_volume: null,
    individual: { dob: '1990-12-31' },
    business: null,
    beneficial_owners: null
  } as const
  const sfox = await start(t, { fixtures: { users: [user] } })
  t.match((await client(sfox)('GET', '/enterprise/users/a')).json.data, {
    account_purpose: 'Trading', id: 'an id', phone_country_code: 'DE', source_of_funds: null, individual: { dob: '1990-12-31' }
  })
  t.match(await sfox.users.put({ ...user, source_of_funds: 'loans', intermediary_status: true }), {
    ...user, source_of_funds: 'loans', intermediary_status: true
  })
  const refused = async (change: object) => (await control(sfox, 'PUT', '/users/a', change)).json.error
  t.match(await refused({ source_of_funds: 'gold' }), /\/source_of_funds must be one of employment, .*, other, or null/)
  t.match(await refused({ intermediary_status: 'true' }), /\/intermediary_status must be true or false, or null/)
  t.match(await refused({ individual: [] }), /\/individual must be an object, for example {"dob":"1990-12-31"}, or null/)
})

t.test('an id is registered once; a user that a mint created is merged', async (t) => {
  const sfox = await start(t, { fixtures: { users: [{ user_id: 'fixed' }] } })
  const call = client(sfox)
  const token = await mintToken(sfox.url, 'a')
  t.match(await sfox.users.list(), [{ user_id: 'fixed' }, { user_id: 'a', status: 'VERIFIED' }])
  t.equal((await call('POST', '/enterprise/register-account', registration('a'))).status, 200)
  t.match(await sfox.tokens.introspect(token), { active: true })
  t.match(await sfox.users.get('a'), { status: 'PENDING', first_name: 'Ada' })

  await sfox.users.put({ user_id: 'put' })
  await mintToken(sfox.url, 'fixed')
  for (const id of ['a', 'fixed', 'put']) {
    t.strictSame(because(await call('POST', '/enterprise/register-account', registration(id))),
      [422, 'already-registered', `The user "${id}" is already registered.`])
  }
  await sfox.users.remove('a')
  t.equal((await call('POST', '/enterprise/register-account', registration('a'))).status, 200, 'a removed one is free again')
})

t.test('validates a registration, and does not register an invalid one', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  const call = client(sfox)
  const refused = async (change: object) =>
    because(await call('POST', '/enterprise/register-account', { ...registration('a'), ...change })).slice(0, 3)
  const problem = (text: string) => [400, 'invalid-body', `Invalid request body: ${text}.`]
  t.strictSame(await refused({ email: undefined }), problem('/email is required; it must be an email address'))
  t.strictSame(await refused({ account_purpose: undefined }), problem('/account_purpose is required; it must be one of Trading, Selling only, ' +
    'Other, Online purchases, Online payments, Investing, Buying only, Business, Treasury Management, Operating, ' +
    'Liquidating Crypto Assets, Investment Fund, Cross Border Payments, Arbitrage Trading'))
  t.match(await refused({ account_purpose: 'Gambling' }), [400, 'invalid-body', /\/account_purpose must be one of Trading, /])
  t.strictSame(await refused({ individual: undefined }), problem('/individual is required if account_type is individual'))
  t.strictSame(await refused({ individual: {} }), problem('/individual/dob is required; it must be a non-empty string'))
  t.strictSame(await refused({ source_of_funds: 'other' }), problem('/source_of_funds_other is required if source_of_funds is other'))
  t.match(await refused({ expected_trade_volume: '1000' }), [400, 'invalid-body', /\/expected_trade_volume must be one of under_1000, /])
  t.strictSame(await refused({ intermediary_status: 1 }), problem('/intermediary_status must be true or false'))
  t.strictSame(await refused({ beneficial_owners: {} }), problem('/beneficial_owners must be a list of objects'))
  t.strictSame(await refused({ email: ' a@b' }), problem('/email must be an email address'))
  t.strictSame(await refused({ account_type: 'Individual' }), problem('/account_type must be one of individual, corporation'))
  t.strictSame(await refused({ account_role: undefined }), problem('/account_role is required (client or advisor)'))
  t.strictSame(await refused({ account_type: undefined }), problem('/account_type is required (individual or corporation)'))
  t.match(await refused({ phone_number: '4155550100' }), [400, 'invalid-body', /\/phone_number must be a phone number in E.164 format/])
  t.match(await refused({ user_id: 'fake:expired' }), [400, 'invalid-body', /does not start with "fake:"/])
  t.strictSame(await refused({ advisor_user_id: 7 }), problem('/advisor_user_id must be a non-empty string, or null'))
  t.match(await refused({ user_id: 7 }), [400, 'invalid-body', /\/user_id must be a non-empty string/])
  t.match(await refused({ user_id: 'fake:nope' }), [400, 'unknown-magic-id'])
  t.match(await refused({ user_id: 'fake:status=503' }), [503, 'fault'])
  t.match(because(await call('POST', '/enterprise/register-account')), [400, 'malformed-json'])
  for (const body of ['null', '[]', '{}', '7']) {
    t.match(because(await call('POST', '/enterprise/register-account', body)), [400, 'invalid-body'], body)
  }
  for (const name of ['unknown-user', 'deactivated-user']) {
    t.match(await refused({ user_id: `fake:${name}` }), [404, name])
    for (const [method, path] of [['GET', 'users'], ['DELETE', 'account'], ['POST', 'users/send-verification'], ['POST', 'users/verify']]) {
      t.match(because(await call(method as string, `/enterprise/${path}/fake:${name}`, method === 'POST' ? {} : undefined)), [404, name])
    }
  }
  t.strictSame((await sfox.requests.list({ reason: 'invalid-body' })).slice(-4).map(({ user_count: count }) => count), [0, 0, 0, 0])
  t.strictSame(await sfox.users.list(), [])
})

t.test('registrations follow their assumptions', async (t) => {
  const assumptions = {
    'register-status': 201,
    'registration-requires': ['phone_country_code'],
    'unknown-properties': 'refuse',
    'absent-details': { first_name: 'Nobody' }
  } as const
  const sfox = await start(t, { fixtures: { assumptions: { ...assumptions, 'registration-requires': [...assumptions['registration-requires']] } } })
  const call = client(sfox)
  const answer = await call('POST', '/enterprise/register-account', { user_id: 'a', phone_country_code: 'US' })
  t.equal(answer.status, 201)
  t.match(answer.json.data, { first_name: 'Nobody', last_name: '', account_type: 'individual', account_role: 'Client' })
  t.match(because(await call('POST', '/enterprise/register-account', { user_id: 'b' })), [400, 'invalid-body', /phone_country_code/])
  t.match(because(await call('POST', '/enterprise/register-account', { phone_country_code: 'US' })), [400, 'invalid-body', /user_id/])
  t.match(because(await call('POST', '/enterprise/register-account', { user_id: 'b', phone_country_code: 'US', x: 1 })),
    [400, 'invalid-body', /x is not a known property/])
})

t.test('purposes follow their assumption, and a corporation may have to name its owners', async (t) => {
  const register = async (assumptions: object, change: object) => {
    const call = client(await start(t, { fixtures: { assumptions } }))
    const answer = await call('POST', '/enterprise/register-account', { ...registration('a'), ...change })
    return answer.status === 200 ? 200 : because(answer).slice(1)
  }
  const by = { 'account-purposes': 'by-account-type' }
  t.equal(await register(by, { account_purpose: 'selling ONLY' }), 200)
  t.match(await register(by, { account_purpose: 'Operating' }), ['invalid-body', /\/account_purpose must be one of Trading, .*Business\.$/])
  t.equal(await register(by, { account_type: 'corporation', account_purpose: 'Operating' }), 200)
  t.match(await register(by, { account_type: 'corporation' }), ['invalid-body', /must be one of Treasury Management, /])
  t.equal(await register({}, { account_type: 'corporation', account_purpose: 'trading' }), 200)
  t.equal(await register({ 'account-purposes': 'any' }, { account_purpose: 'Gambling' }), 200)
  t.strictSame(Object.keys(accountPurposes), ['individual', 'corporation'])

  const strict = { 'registration-requires': ['account_type', 'individual', 'business', 'beneficial_owners'] }
  t.equal(await register(strict, {}), 200)
  t.match(await register(strict, { account_type: 'corporation' }), ['invalid-body', /\/business is required if account_type is corporation/])
  t.match(await register(strict, { account_type: undefined }), ['invalid-body', /\/account_type is required \(individual or corporation\)/])
})

t.test('the older fields of a user are an assumption', async (t) => {
  const call = client(await start(t, { fixtures: { assumptions: { 'end-user-fields': 'older' } } }))
  const { json } = await call('POST', '/enterprise/register-account', registration('a'))
  t.strictSame(Object.keys(json.data), [
    'account_type', 'account_role', 'user_id', 'advisor_user_id', 'email', 'first_name', 'last_name', 'phone_number', 'status', 'requirements'
  ])
})

t.test('an update adds details, and overwrites none', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  const call = client(sfox)
  await call('POST', '/enterprise/register-account', registration('a'))
  const update = async (body: object) => await call('PATCH', '/enterprise/users/a', body)
  const added = { source_of_funds: 'savings', intermediary_status: 'true', expected_trade_volume: '1000_to_9999' }
  const answer = await update(added)
  t.equal(answer.status, 200)
  const expected = { ...registered, ...added, intermediary_status: true }
  t.equal(answer.text, JSON.stringify({ data: expected }), 'in the documented order')

  const person = { dob: '2000-01-01', residential_city: 'Los Angeles', constructor: 'a' }
  const other = { source_of_funds: 'loans', intermediary_status: false, individual: person, business: { name: 'x' } }
  expected.individual = { ...person, dob: '1990-12-31' }
  t.strictSame((await update(other)).json.data, expected)
  t.strictSame((await call('GET', '/enterprise/users/a')).json.data, expected)
  t.match(await sfox.users.get('a'), { business: { name: 'x' }, status: 'PENDING' })

  t.strictSame((await update({ email: 'b@example.com', status: 'VERIFIED', id: 'b', balances: { usd: 1 } })).json.data, expected,
    'attributes that registration requires are not updated')
  t.match(because(await update({ source_of_funds: 'gold' })), [400, 'invalid-body', /\/source_of_funds must be one of employment, /])
  t.match(because(await update({ source_of_funds: 'other' })), [400, 'invalid-body', /\/source_of_funds_other is required if source_of_funds is other/])
  t.match(because(await update([])), [400, 'invalid-body', /it must be an object, for example {"source_of_funds":"savings"}/])
})

t.test('an update of an unknown or deactivated user is refused', async (t) => {
  const sfox = await start(t)
  const call = client(sfox)
  const update = async () => await call('PATCH', '/enterprise/users/a', { source_of_funds: 'savings' })
  t.strictSame(because(await update()), [404, 'unknown-user', 'There is no user with the id "a".'])
  await mint(sfox.url, 'a')
  t.match((await update()).json, { data: { user_id: 'a', source_of_funds: 'savings', status: 'VERIFIED' } })
  await call('DELETE', '/enterprise/account/a')
  t.match(because(await update()), [404, 'unknown-user'])
  t.match(because(await call('PATCH', '/enterprise/users/fake:deactivated-user', {})), [404, 'deactivated-user'])
})

t.test('updates follow their assumptions', async (t) => {
  const assumptions = { 'update-answer': 'nothing', 'update-of-set-values': 'refused' } as const
  const sfox = await start(t, { fixtures: { assumptions, users: [{ user_id: 'a', individual: { dob: '1990-12-31' } }] } })
  const update = async (body: object) => await client(sfox)('PATCH', '/enterprise/users/a', body)
  const first = await update({ source_of_funds: 'savings', individual: { dob: '1990-12-31' } })
  t.strictSame([first.status, first.text], [200, ''])
  t.equal((await update({ source_of_funds: 'savings' })).status, 200, 'the same value changes nothing')
  t.strictSame(because(await update({ expected_trade_volume: 'under_1000', individual: { dob: '2000-01-01' } })),
    [422, 'value-already-set', 'individual.dob already has a value, and an update cannot change it.'])
  t.equal((await sfox.users.get('a')).expected_trade_volume, undefined, 'and nothing is added')
})

t.test('only users of the registry can be read, in both modes', async (t) => {
  const sfox = await start(t)
  const call = client(sfox)
  t.strictSame(because(await call('GET', '/enterprise/users/a')), [404, 'unknown-user', 'There is no user with the id "a".'])
  t.match(because(await call('GET', '/enterprise/users/fake:expired')), [404, 'unknown-user'])
  t.match(because(await call('GET', '/enterprise/users/fake:rate-limited')), [429, 'rate-limited'])
  await mint(sfox.url, ['a', 'b/c'])
  t.match((await call('GET', '/enterprise/users/b%2Fc')).json.data, {
    account_type: 'individual', account_role: 'Client', email: '', status: 'VERIFIED', requirements: { email: false, sms: false }
  })
})

t.test('a deactivated user is not listed and gets no tokens', async (t) => {
  const sfox = await start(t, frozen)
  const call = client(sfox)
  const token = await mintToken(sfox.url, 'a')
  const gone = await call('DELETE', '/enterprise/account/a')
  t.strictSame([gone.status, gone.text, gone.headers['content-length']], [200, '', '0'])
  t.strictSame(because(await mint(sfox.url, 'a')), [404, 'deactivated-user', 'The user "a" has been deactivated.'])
  t.match(because(await mint(sfox.url, ['b', 'a'])), [404, 'deactivated-user'])
  t.match(because(await client(sfox, token)('GET', '/user/balance')), [401, 'revoked-token'])
  t.strictSame((await call('GET', '/enterprise/users')).json, { data: [] })
  t.match(because(await call('GET', '/enterprise/users/a')), [404, 'unknown-user'])
  t.strictSame(because(await call('DELETE', '/enterprise/account/a')), [404, 'unknown-account', 'The account does not exist to be disabled.'])
  t.match(because(await call('POST', '/enterprise/register-account', registration('a'))), [422, 'already-registered'])

  await sfox.users.put({ user_id: 'a' })
  t.equal((await mint(sfox.url, 'a')).status, 201, 'the control side can bring it back')
  await call('DELETE', '/enterprise/account/a')
  await sfox.reset()
  t.equal((await mint(sfox.url, 'a')).status, 201)
})

t.test('does not deactivate an account that is not empty', async (t) => {
  const sfox = await start(t, { fixtures: { users: [{ user_id: 'a', balances: { usd: 0, btc: 0.1 } }] } })
  const call = client(sfox)
  t.strictSame(because(await call('DELETE', '/enterprise/account/a')),
    [422, 'account-not-empty', 'Can not disable account with non-zero balances. Please remove all balances and try again.'])
  t.equal((await mint(sfox.url, 'a')).status, 201)
  await sfox.users.put({ user_id: 'a', balances: { btc: 0 } })
  t.equal((await call('DELETE', '/enterprise/account/a')).status, 200)
  t.match(because(await call('DELETE', '/enterprise/account/never')), [404, 'unknown-account'])
})

t.test('tokens stay valid after deactivation if that is assumed', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'tokens-after-deactivation': 'kept' } } })
  const token = await mintToken(sfox.url, 'a')
  await client(sfox)('DELETE', '/enterprise/account/a')
  const { status, json } = await client(sfox, token)('GET', '/user/balance')
  t.strictSame([status, json], [200, []])
})
