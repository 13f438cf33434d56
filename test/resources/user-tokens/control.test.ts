import t from 'tap'
import { control, frozen, mint, mintToken, overBoth, start } from '../../helper.ts'

overBoth(t, 'introspection never reports an inactive token as active', async (t, open) => {
  const sfox = await open(t, frozen)
  const token = await mintToken(sfox.url, 'a')
  const unknown = { active: false, reason: 'unknown-token' }
  t.strictSame(await sfox.tokens.introspect(token), { active: true, partner_user_id: 'a', expires: '2026-02-01T12:00:00.500Z' })
  for (const other of ['x', '0'.repeat(64), token.toUpperCase(), `${token}0`, sfox.key, `${token.slice(0, 63)}${token.endsWith('0') ? '1' : '0'}`]) {
    t.strictSame(await sfox.tokens.introspect(other), unknown, other)
  }
  t.strictSame(await sfox.world('w').tokens.introspect(token), unknown, 'nor what another world minted')
  await sfox.clock.advance('24h')
  t.strictSame(await sfox.tokens.introspect(token), { active: false, reason: 'expired-token' })
})

overBoth(t, 'revokes a token, or all current tokens of a user, with a frozen clock', async (t, open) => {
  const sfox = await open(t, frozen)
  const [one, two, others] = [await mintToken(sfox.url, 'a'), await mintToken(sfox.url, 'a'), await mintToken(sfox.url, 'b')]
  const active = async (token: string) => (await sfox.tokens.introspect(token)).active

  await sfox.tokens.revoke(one)
  await sfox.tokens.revoke(one)
  t.strictSame(await sfox.tokens.introspect(one), { active: false, reason: 'revoked-token' })
  t.strictSame(await Promise.all([two, others].map(active)), [true, true])

  await sfox.tokens.revoke({ user_id: 'a' })
  const three = await mintToken(sfox.url, 'a')
  t.strictSame(await Promise.all([one, two, three, others].map(active)), [false, false, true, true])
  const refused = await mint(sfox.url, 'a', two)
  t.strictSame([refused.status, refused.headers['x-fake-sfox-reason']], [401, 'revoked-token'])
  await sfox.clock.advance('24h')
  t.strictSame(await sfox.tokens.introspect(two), { active: false, reason: 'expired-token' }, 'expiry comes first')
})

overBoth(t, 'refuses to revoke unknown tokens and users', async (t, open) => {
  const sfox = await open(t, { users: 'registered', fixtures: { users: [{ user_id: 'a' }] } })
  const elsewhere = await mintToken(sfox.url, 'a', sfox.world('w').key)
  for (const token of ['x', '0'.repeat(64), elsewhere]) await t.rejects(sfox.tokens.revoke(token), { message: /^fake-sfox refused /, status: 404 }, token)
  t.match(await sfox.world('w').tokens.introspect(elsewhere), { active: true })
  await t.rejects(sfox.tokens.revoke({ user_id: 'b' }), { status: 404, message: /no user with the id "b"/ })
  await t.resolves(sfox.tokens.revoke({ user_id: 'a' }), 'a user who has no tokens')
  t.match(await sfox.users.list(), { length: 1 })
})

t.test('revoking the tokens of an unknown id does not create a user', async (t) => {
  const sfox = await start(t)
  await sfox.tokens.revoke({ user_id: 'never' })
  t.strictSame(await sfox.users.list(), [])
})

overBoth(t, 'reports how the application uses its tokens', async (t, open) => {
  const sfox = await open(t, frozen)
  t.strictSame(await sfox.tokens.report(), [])
  const first = await mintToken(sfox.url, 'a')
  await mint(sfox.url, ['a', 'b'])
  await mint(sfox.url, 'a', first) // 403, the other kind of credential, and a use nevertheless
  await sfox.tokens.introspect(first) // no use
  await sfox.clock.advance('24h')
  await mint(sfox.url, 'a', first) // 401
  await fetch(`${sfox.url}/v1/nope`, { headers: { authorization: `Bearer ${first}` } }) // 404
  await mint(sfox.url, 'a')
  await mint(sfox.url, 'a', '0'.repeat(64))
  t.strictSame(await sfox.tokens.report(), [
    { user_id: 'a', mints: 3, mints_while_valid: 1, uses: 3, uses_after_expiry: 2, last_expires: '2026-02-02T12:00:00.500Z' },
    { user_id: 'b', mints: 1, mints_while_valid: 0, uses: 0, uses_after_expiry: 0, last_expires: '2026-02-01T12:00:00.000Z' }
  ])
  t.strictSame(await sfox.world('w').tokens.report(), [])
})

t.test('a body is checked to the letter', async (t) => {
  const sfox = await start(t)
  for (const [path, body] of [
    ['introspect', {}], ['introspect', { token: '' }], ['introspect', { token: 7 }], ['introspect', { token: 'x', more: 1 }], ['introspect', []],
    ['revoke', {}], ['revoke', { token: 'x', user_id: 'a' }], ['revoke', { user_id: '' }], ['revoke', { user: 'a' }], ['revoke', { token: null }]
  ] as const) {
    const { status, json } = await control(sfox, 'POST', `/tokens/${path}`, body)
    t.equal(status, 400, JSON.stringify(body))
    t.match(json.error, /^Invalid request body: /)
  }
})
