import t from 'tap'
import { because, client, frozen, mint, mintToken, registration, start } from '../../helper.ts'

const registered = {
  account_type: 'individual',
  account_role: 'Client',
  user_id: 'a',
  advisor_user_id: null,
  email: 'ada@example.com',
  first_name: 'Ada',
  last_name: 'Client',
  phone_number: '+14155550100',
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

t.test('stores no other details of a person', async (t) => {
  const sfox = await start(t)
  await client(sfox)('POST', '/enterprise/register-account', { ...registration('a'), individual: { ssn: '000112222' } })
  t.notMatch(JSON.stringify([await sfox.users.list(), await sfox.users.get('a')]), '000112222')
  t.match(await sfox.users.get('a'), { email: 'ada@example.com', status: 'PENDING' })
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
  t.strictSame(await refused({ email: ' a@b' }), problem('/email must be an email address'))
  t.strictSame(await refused({ account_type: 'Individual' }), problem('/account_type must be one of individual, corporation'))
  t.strictSame(await refused({ account_role: undefined }), problem('/account_role is required'))
  t.match(await refused({ phone_number: '4155550100' }), [400, 'invalid-body', /\/phone_number must be a phone number in E.164 format/])
  t.match(await refused({ user_id: 'fake:expired' }), [400, 'invalid-body', /does not start with "fake:"/])
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
