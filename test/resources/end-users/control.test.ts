import t from 'tap'
import type { User } from '../../../src/resources/end-users/record.ts'
import { bankDetails, client, control, mint, mintToken, overBoth, registration, start, userClient } from '../../helper.ts'

const ada: User = { user_id: 'ada', first_name: 'Ada', balances: { usd: 1000 }, bank: { verified: true } }

overBoth(t, 'reads, changes and resets the registry', async (t, open) => {
  const sfox = await open(t, { users: 'registered', fixtures: { users: [ada] } })
  t.strictSame(await sfox.users.list(), [{ ...ada, status: 'VERIFIED' }])
  t.strictSame(await sfox.users.get('ada'), { ...ada, status: 'VERIFIED', verification_code: null, micro_deposits: null })

  t.equal((await mint(sfox.url, 'new user/1')).status, 404)
  t.strictSame(await sfox.users.put({ user_id: 'new user/1', status: 'PENDING' }), { user_id: 'new user/1', status: 'PENDING' })
  t.equal((await mint(sfox.url, 'new user/1')).status, 201)
  t.strictSame(await sfox.users.put({ user_id: 'ada', last_name: 'L', balances: { btc: 0.5 } }),
    { ...ada, last_name: 'L', balances: { usd: 1000, btc: 0.5 }, status: 'VERIFIED' })
  t.equal((await sfox.users.list()).length, 2)

  await sfox.users.remove('ada')
  t.equal((await mint(sfox.url, 'ada')).status, 404)
  await t.rejects(sfox.users.get('ada'), { status: 404, message: /no user with the id "ada"/ })
  await t.rejects(sfox.users.remove('ada'), { message: /^fake-sfox refused /, status: 404 })

  await sfox.reset()
  t.strictSame(await sfox.users.list(), [{ ...ada, status: 'VERIFIED' }])
  t.equal((await mint(sfox.url, 'ada')).status, 201)
})

overBoth(t, 'the registry has all users with tokens, and a removed user has no valid tokens', async (t, open) => {
  const sfox = await open(t)
  const token = await mintToken(sfox.url, 'a')
  t.strictSame(await sfox.users.list(), [{ user_id: 'a', status: 'VERIFIED' }])
  await sfox.users.remove('a')
  t.strictSame(await sfox.users.list(), [])
  t.strictSame(await sfox.tokens.introspect(token), { active: false, reason: 'revoked-token' })
  t.match(await sfox.tokens.introspect(await mintToken(sfox.url, 'a')), { active: true }, 'a new token')
  t.match(await sfox.tokens.introspect(token), { active: false })
})

overBoth(t, 'accepts all ids that a path can hold', async (t, open) => {
  const sfox = await open(t)
  for (const id of ['a/b', 'x?y#z', '%', 'é 💸', '...']) {
    t.match(await sfox.users.put({ user_id: id }), { user_id: id })
    t.match(await sfox.users.get(id), { user_id: id })
    await sfox.users.remove(id)
  }
  for (const id of ['', '.', '..']) {
    await t.rejects(sfox.users.get(id), RangeError)
    await t.rejects(sfox.users.put({ user_id: id }), RangeError)
    await t.rejects(sfox.users.remove(id), RangeError)
  }
  for (const id of [undefined, null, {}] as unknown as string[]) {
    const error = { name: 'TypeError', message: `the id must be a string; it is ${String(id)}` }
    await t.rejects(sfox.users.get(id), error)
    await t.rejects(sfox.users.put({ user_id: id }), error)
    await t.rejects(sfox.users.remove(id), error)
    await t.rejects(sfox.orders.fill(id), error)
    await t.rejects(sfox.deposits.settle(id), error)
  }
  await t.rejects(sfox.users.put(undefined as never), { name: 'TypeError', message: 'the id must be a string; it is undefined' })
  t.strictSame(await sfox.users.list(), [])
})

overBoth(t, 'takes what it shows of a user', async (t, open) => {
  const sfox = await open(t, { fixtures: { users: [ada] } })
  const admin = client(sfox)
  await mint(sfox.url, 'minted')
  t.equal((await admin('POST', '/enterprise/register-account', registration('registered'))).status, 200)
  await sfox.users.put({ user_id: 'banked', balances: { usd: 10 }, status: 'PENDING', email: 'b@example.com', phone_number: '1' })
  const banked = await userClient(sfox, 'linked')
  t.equal((await banked('POST', '/user/bank', bankDetails)).status, 200)
  for (const { user_id: id } of await sfox.users.list()) {
    const shown = await sfox.users.get(id)
    t.strictSame(await sfox.users.put(shown), (await sfox.users.list()).find((user) => user.user_id === id), id)
    t.strictSame(await sfox.users.get(id), shown, id)
  }
  await sfox.users.put({ user_id: 'ada', inbox: [{ code: '1' }] } as User)
  t.strictSame(await sfox.users.put({ user_id: 'ada', balances: { usd: -5 } }), { ...ada, balances: { usd: -5 }, status: 'VERIFIED' })
  t.match(await sfox.users.put(await sfox.users.get('ada')), { balances: { usd: -5 } })
})

t.test('a body is checked to the letter', async (t) => {
  const sfox = await start(t)
  const put = async (path: string, body: unknown) => {
    const { status, json } = await control(sfox, 'PUT', `/users/${path}`, body)
    return [status, json.error]
  }
  t.match(await put('a', { nope: 1 }), [400, /\/nope is not a known property; known properties: user_id, account_type/])
  t.match(await put('a', { status: 'verified' }), [400, /\/status must be one of PENDING, VERIFIED, UNSUPPORTED/])
  t.match(await put('a', []), [400, /it must be an object/])
  t.match(await put('a', { user_id: 'b' }), [400, /user_id of the body is "b", that of the path "a"/])
  t.match(await put('fake:hang', {}), [400, /cannot start with "fake:", which marks magic ids/])
  t.strictSame(await put('a', { user_id: 'a' }), [200, undefined])
  t.strictSame((await sfox.users.list()).map(({ user_id: id }) => id), ['a'])
})

t.test('fills and settles fail for unknown orders and deposits', async (t) => {
  const sfox = await start(t)
  await t.rejects(sfox.orders.fill('1'), { status: 404, message: /There is no order with the id "1"/ })
  await t.rejects(sfox.deposits.settle('a/b'), { status: 404, message: /There is no deposit with the id "a\/b"/ })
})
