import t from 'tap'
import { builtEndpoints } from '../../src/endpoints.ts'
import { because, client, control, mintToken, overBoth, start } from '../helper.ts'

const enterprise = builtEndpoints.filter(({ path }) => path.startsWith('/v1/enterprise'))
const users = builtEndpoints.filter(({ path }) => !path.startsWith('/v1/enterprise'))

overBoth(t, 'each door takes its kind of credential, and says why it takes no other', async (t, open) => {
  const sfox = await open(t)
  const good = await mintToken(sfox.url, 'a')
  const revoked = await mintToken(sfox.url, 'a')
  await sfox.tokens.revoke(revoked)
  const expired = await mintToken(sfox.url, 'fake:expired')
  const nobody: Array<[string, string]> = [
    ['0'.repeat(64), 'unknown-token'], [revoked, 'revoked-token'], [expired, 'expired-token'], ['undefined', 'unknown-key'],
    ['', 'malformed-credentials'], [`${sfox.key}~a/b`, 'unknown-key']
  ]
  const call = async ({ method, path }: typeof users[number], credential: string) => {
    const answer = await client(sfox, credential)(method, path.replace('/v1', '').replace(':side', 'buy').replace(':id', '1').replace(':user_id', 'a'))
    return [...because(answer), answer.headers['www-authenticate']]
  }
  t.ok(enterprise.length > 0 && users.length > 0)
  for (const endpoint of builtEndpoints) {
    for (const [credential, reason] of nobody) {
      t.match(await call(endpoint, credential), [401, reason, String, 'Bearer'], `${endpoint.method} ${endpoint.path} ${reason}`)
    }
  }
  for (const endpoint of enterprise) {
    t.strictSame(await call(endpoint, good),
      [403, 'wrong-credential-kind', 'This endpoint takes the enterprise key, not a user token.', undefined], endpoint.path)
  }
  for (const endpoint of users) {
    t.strictSame(await call(endpoint, sfox.key),
      [403, 'wrong-credential-kind', 'This endpoint takes a user token, not the enterprise key.', undefined], endpoint.path)
    t.match(await call(endpoint, `${sfox.key}~w`), [403, 'wrong-credential-kind'])
  }
  const { status } = await fetch(`${sfox.url}/v1/user/balance`)
  t.equal(status, 401)
})

overBoth(t, 'uses are counted, refused ones and those after expiry too', async (t, open) => {
  const sfox = await open(t, { now: '2026-01-31T12:00:00Z', freeze: true })
  const token = await mintToken(sfox.url, 'a')
  const call = client(sfox, token)
  t.equal((await call('GET', '/user/balance')).status, 200)
  t.equal((await call('GET', '/enterprise/users')).status, 403)
  t.equal((await call('GET', '/orders/1')).status, 404)
  await sfox.clock.advance('24h')
  t.strictSame(because(await call('GET', '/user/balance')),
    [401, 'expired-token', 'The user token expired at 2026-02-01T12:00:00.000Z.'])
  t.match(await sfox.tokens.report(), [{ user_id: 'a', mints: 1, uses: 4, uses_after_expiry: 1 }])
})

t.test('a user\'s request is about that user: for the journal, and for faults', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  const other = await mintToken(sfox.url, 'b')
  await sfox.faults.add({ match: { user_id: 'a', path: '/v1/user/*' }, status: 503 })
  t.equal((await client(sfox, other)('GET', '/user/balance')).status, 200)
  t.match(because(await client(sfox, token)('GET', '/user/balance')), [503, 'fault'])
  const [entry] = await sfox.requests.list({ user_id: 'a', status: 503 })
  t.match(entry, { path: '/v1/user/balance', user_ids: ['a'], user_count: 1, key: null, used: { user_id: 'a' }, minted: [] })
  t.equal((await client(sfox)('GET', '/enterprise/users/c')).status, 404)
  t.match(await sfox.requests.list({ user_id: 'c' }), [{ reason: 'unknown-user', used: null }])
})

t.test('a token minted for a magic id that waits makes the user\'s calls wait as well', async (t) => {
  const sfox = await start(t)
  const call = client(sfox, await mintToken(sfox.url, 'fake:delay=1ms'))
  t.equal((await call('GET', '/user/balance')).status, 200)
  t.match(await sfox.requests.list({ path: '/v1/user/balance' }), [{ fault: 'fake:delay=1ms' }])
})

t.test('no user sees another\'s, nor a world another\'s', async (t) => {
  const sfox = await start(t)
  const body = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 1, price: 5, client_order_id: 'mine' }
  const owner = client(sfox, await mintToken(sfox.url, 'a'))
  t.equal((await owner('POST', '/orders/buy', body)).status, 201)
  for (const key of [sfox.key, sfox.world('w').key]) {
    const call = client(sfox, await mintToken(sfox.url, key === sfox.key ? 'b' : 'a', key))
    for (const id of ['1', 'mine']) {
      t.equal((await call('GET', `/orders/${id}`)).status, 404)
      t.equal((await call('DELETE', `/orders/${id}`)).status, 400)
    }
    t.equal((await call('DELETE', '/orders?ids=1,mine')).status, 400)
    t.strictSame((await call('GET', '/orders')).json, [])
    t.equal((await control(sfox, 'POST', '/orders/1/fill', undefined, { authorization: `Bearer ${sfox.world('w').key}` })).status, 404)
  }
  t.match((await owner('GET', '/orders/1')).json, { status: 'Started' })
})
