import t from 'tap'
import { pino } from 'pino'
import type { Endpoint } from '../../src/resources/endpoint.ts'
import { endpoints } from '../../src/resources/index.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import type { Example } from '../../src/resources/example.ts'
import { basic, because, client, control, key, mint, mintToken, overBoth, start, tokensPath } from '../helper.ts'
import { fingerprint } from '../../src/world/fingerprint.ts'

const invalidToken = 'invalid token. check authorization header.'

/** The name of each kind of credential, and the endpoints that require it. */
const kinds = { enterprise: 'the enterprise key', user: 'a user token' } as const
const taking = (kind: Endpoint['credential']) => endpoints.filter(({ credential }) => credential === kind)

/** Return the path of an endpoint, with values for its parameters. */
const pathOf = (endpoint: Endpoint) =>
  requestOf(endpoint, endpoint.examples[0] as Example).path.replaceAll(/\{[\w.]+\}/g, '1').slice('/v1'.length)

overBoth(t, 'each endpoint refuses invalid credentials, and the other kind of credential', async (t, open) => {
  const sfox = await open(t)
  const token = await mintToken(sfox.url, 'a')
  const revoked = await mintToken(sfox.url, 'a')
  await sfox.tokens.revoke(revoked)
  const expired = await mintToken(sfox.url, 'fake:expired')
  const invalid: Array<[string, string]> = [
    ['0'.repeat(64), 'unknown-token'], [revoked, 'revoked-token'], [expired, 'expired-token'], ['undefined', 'unknown-key'],
    ['', 'malformed-credentials'], [`${sfox.key}~a/b`, 'unknown-key']
  ]
  const call = async (endpoint: Endpoint, credential: string) => {
    const answer = await client(sfox, credential)(endpoint.method, pathOf(endpoint))
    return [...because(answer), answer.headers['www-authenticate']]
  }
  for (const endpoint of endpoints.filter(({ credential }) => credential !== 'none')) {
    const name = `${endpoint.method} ${endpoint.path}`
    for (const [credential, reason] of invalid) {
      t.strictSame(await call(endpoint, credential), [401, reason, invalidToken, 'Bearer'], `${name} ${reason}`)
    }
    const { status, headers } = await fetch(`${sfox.url}/v1${pathOf(endpoint)}`, { method: endpoint.method })
    t.strictSame([status, headers.get('x-fake-sfox-reason'), headers.get('www-authenticate')],
      [401, 'missing-credentials', 'Bearer'], name)
  }
  for (const [kind, other, others] of [
    ['enterprise', 'user', [token]], ['user', 'enterprise', [sfox.key, `${sfox.key}~w`]]
  ] as const) {
    t.not(taking(kind).length, 0)
    for (const endpoint of taking(kind)) {
      for (const credential of others) {
        t.strictSame(await call(endpoint, credential),
          [403, 'wrong-credential-kind', `This endpoint takes ${kinds[kind]}, not ${kinds[other]}.`, undefined], endpoint.path)
      }
    }
  }
  for (const endpoint of taking('none')) {
    for (const [credential] of invalid) t.not((await call(endpoint, credential))[0], 401, endpoint.path)
  }
})

overBoth(t, 'counts the uses of a token, also refused ones and those after its expiry', async (t, open) => {
  const sfox = await open(t, { now: '2026-01-31T12:00:00Z', freeze: true })
  const token = await mintToken(sfox.url, 'a')
  const call = client(sfox, token)
  t.equal((await call('GET', '/user/balance')).status, 200)
  t.equal((await call('GET', '/enterprise/users')).status, 403)
  t.equal((await call('GET', '/orders/1')).status, 404)
  await sfox.clock.advance('24h')
  t.strictSame(because(await call('GET', '/user/balance')),
    [401, 'expired-token', 'invalid token. check authorization header.'])
  t.match(await sfox.tokens.report(), [{ user_id: 'a', mints: 1, uses: 4, uses_after_expiry: 1 }])
})

t.test('assigns a request to the user of its token, for the journal and for faults', async (t) => {
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

t.test('delays the requests of a token that was minted for a magic id with a delay', async (t) => {
  const sfox = await start(t)
  const call = client(sfox, await mintToken(sfox.url, 'fake:delay=1ms'))
  t.equal((await call('GET', '/user/balance')).status, 200)
  t.match(await sfox.requests.list({ path: '/v1/user/balance' }), [{ fault: 'fake:delay=1ms' }])
})

t.test('keeps the data of users and worlds apart', async (t) => {
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

const schemes: Record<string, (credential: string) => string> = {
  bearer: (credential) => `Bearer ${credential}`, basic, bare: (credential) => credential
}

t.test('accepts Basic and a bare credential at each endpoint, in any world, and journals the scheme', async (t) => {
  const sfox = await start(t)
  const world = sfox.world('w.1')
  for (const [key, journal] of [[sfox.key, sfox.requests], [world.key, world.requests]] as const) {
    const token = await mintToken(sfox.url, 'a', key)
    for (const endpoint of endpoints.filter(({ credential }) => credential !== 'none')) {
      for (const [scheme, write] of Object.entries(schemes)) {
        const call = async (credential: string) => {
          const headers = { authorization: write(credential) }
          await (await fetch(`${sfox.url}/v1${pathOf(endpoint)}`, { method: endpoint.method, headers })).text()
          return (await journal.list({ limit: 1 }))[0]
        }
        const isUsers = endpoint.credential === 'user'
        const right = await call(isUsers ? token : key)
        t.strictSame([right?.scheme, right?.status === 401, right?.status === 403], [scheme, false, false], `${scheme} ${endpoint.path}`)
        const wrong = await call(isUsers ? key : token)
        t.strictSame([wrong?.scheme, wrong?.reason], [scheme, 'wrong-credential-kind'], `${scheme} ${endpoint.path}`)
      }
    }
    await sfox.reset()
    await world.reset()
  }
})

t.test('shows the credential of Basic by its fingerprint, and its text nowhere', async (t) => {
  const lines: string[] = []
  const sfox = await start(t, { logger: pino({ level: 'trace' }, { write: (line) => { lines.push(line) } }) })
  const token = await mintToken(sfox.url, 'a')
  for (const credential of [key, `${key}~w`, token, 'wrong']) {
    for (const path of ['/v1/user/balance', '/v1/nope', '/_fake/clock']) {
      await fetch(sfox.url + path, { headers: { authorization: basic(credential) } })
    }
  }
  await fetch(`${sfox.url}/v1/user/balance`, { headers: { authorization: `${basic(key)} x` } })
  await sfox.clock.now()
  const entries = [...await sfox.requests.list(), ...await sfox.world('w').requests.list()]
  t.match(entries.filter(({ path }) => path === '/v1/user/balance').map(({ scheme, key, tokens }) => [scheme, key ?? tokens[0]]), [
    ['basic', fingerprint(key)], ['basic', fingerprint(token)], ['basic', fingerprint('wrong')], [null, undefined], ['basic', fingerprint(`${key}~w`)]
  ])
  const all = lines.join() + JSON.stringify(entries)
  for (const one of [key, token, `${key}~w`, 'wrong']) {
    t.ok(all.includes(fingerprint(one)))
    t.notOk(all.includes(basic(one).slice('Basic '.length).replace(/=+$/, '')))
  }
})

t.test('refuses Basic and bare credentials if assumptions say so', async (t) => {
  const { url } = await start(t, { fixtures: { assumptions: { 'basic-credentials': 'refuse', 'bare-credentials': 'refuse' } } })
  for (const [scheme, write] of Object.entries(schemes)) {
    const { status, headers } = await fetch(`${url}${tokensPath}/a`, { method: 'POST', headers: { authorization: write(key) } })
    const expected = scheme === 'bearer' ? [201, null] : [401, 'malformed-credentials']
    t.strictSame([status, headers.get('x-fake-sfox-reason')], expected, scheme)
  }
})

t.test('has a text of its own for a 401 below bank-accounts, whatever the cause', async (t) => {
  const stub = (path: string, credential: 'user' | 'enterprise' = 'user') => ({ method: 'GET' as const, path, credential })
  const stubs = [stub('/v1/bank-accounts/plaid/processors'), stub('/v1/bank-accounts'), stub('/v1/bank-accountsx/a')]
  const textsOf = async (assumptions: object) => {
    const { url } = await start(t, { fixtures: { stubs, assumptions } })
    const expired = await mintToken(url, 'fake:expired')
    return await Promise.all(stubs.flatMap(({ path }) => [undefined, 'Bearer', 'Bearer x', `Bearer ${expired}`].map(async (authorization) => {
      const answer = await fetch(url + path, { headers: authorization === undefined ? {} : { authorization } })
      return [answer.status, (await answer.json() as { error: string }).error, answer.headers.get('www-authenticate')]
    })))
  }
  const [looked, other] = ['user lookup failed', invalidToken].map((text) => Array(4).fill([401, text, 'Bearer'])) as [unknown[], unknown[]]
  t.strictSame(await textsOf({}), [...looked, ...other, ...other])
  t.strictSame(await textsOf({ 'bank-accounts-401': invalidToken }), [...other, ...other, ...other])
  const { url, key } = await start(t, { fixtures: { stubs } })
  const { status } = await fetch(`${url}/v1/bank-accounts/plaid/processors`, { headers: { authorization: `Bearer ${key}` } })
  t.equal(status, 403)
  t.equal((await mint(url, 'a')).status, 201)
})
