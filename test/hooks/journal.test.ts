import t from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { fingerprint } from '../../src/world/fingerprint.ts'
import { authorization, control, key, mint, mintToken, overInject, sendRaw, start, tokensPath } from '../helper.ts'

t.test('records a request that is cut within its body, without a status', async (t) => {
  const sfox = await start(t)
  const socket = connect(Number(new URL(sfox.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(`POST ${tokensPath} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{"data":`,
    () => setImmediate(() => socket.destroy()))
  t.match(await sfox.requests.waitFor(), [{ status: null, path: tokensPath, key: fingerprint(key), user_ids: [] }])
})

t.test('records refusals of every stage, with reason and text', async (t) => {
  const sfox = await start(t)
  const call = async (path: string, headers: Record<string, string>, body?: string) =>
    await fetch(sfox.url + path, { method: 'POST', headers, ...(body !== undefined && { body }) })
  await call('/v1/%zz', { authorization })
  await call('/v1/nope', {})
  await call(tokensPath, { authorization: 'Bearer wrong' })
  await call(tokensPath, { authorization, accept: 'text/html' })
  await call(tokensPath, { authorization }, '{')
  await call(tokensPath, { authorization }, '{"data":[""]}')
  const entries = await sfox.requests.list()
  t.strictSame(entries.map((entry) => [entry.path, entry.status, entry.reason, entry.user_ids, entry.user_count]), [
    ['/v1/%zz', 400, 'malformed-url', [], 0],
    ['/v1/nope', 404, 'unknown-endpoint', [], 0],
    [tokensPath, 401, 'unknown-key', [], 0],
    [tokensPath, 406, 'not-acceptable', [], 0],
    [tokensPath, 400, 'malformed-json', [], 0],
    [tokensPath, 400, 'invalid-body', [''], 1]
  ])
  t.equal((await sfox.requests.list({ reason: 'malformed-json' }))[0]?.error,
    'The request body must be JSON: it is malformed.')
})

t.test('removes a double slash and the query from the path', async (t) => {
  const sfox = await start(t)
  const request = `POST /${tokensPath}/a?x=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`
  t.match(await sendRaw(sfox.url, request), /^HTTP\/1\.1 201 /)
  t.equal((await sfox.requests.list())[0]?.path, `${tokensPath}/a`)
})

t.test('lists the first 20 of many ids, and counts invalid ids too', async (t) => {
  const sfox = await start(t)
  const ids = Array.from({ length: 25 }, (_, index) => `u${index}`)
  await mint(sfox.url, ids)
  await mint(sfox.url, ['a', 7, null, 'b'])
  const [many, odd] = await sfox.requests.list()
  t.strictSame([many?.user_ids, many?.user_count], [ids.slice(0, 20), 25])
  t.strictSame([many?.minted.length, many?.tokens.length], [20, 20])
  t.strictSame([odd?.user_ids, odd?.user_count], [['a', 'b'], 4])
})

t.test('has no secret in any field', async (t) => {
  const secret = 'sk_live.+(secret)'
  const sfox = await start(t, { key: secret })
  const token = await mintToken(sfox.url, 'a', secret)
  const call = async (path: string, credential: string, data?: unknown) => await fetch(sfox.url + path, {
    method: 'POST', headers: { authorization: `Bearer ${credential}` }, ...(data !== undefined && { body: JSON.stringify({ data }) })
  })
  await call(tokensPath, secret, [token, secret, `x${secret}~w`, 'fake:unknown-user'])
  await call(`${tokensPath}/${token}`, secret)
  await call(`${tokensPath}/${encodeURIComponent(secret)}`, secret)
  await call(`${tokensPath}/fake:${token}`, secret)
  await call('/v1/nope', token)
  await call(`${tokensPath}/${token}`, 'some-other-key')
  await call(`${tokensPath}/a`, `${secret}~w`)
  await sfox.users.remove('a')
  await call(`${tokensPath}/${token}`, token)
  await call(tokensPath, secret, [`${'x'.repeat(980)}${token}`, `${'y'.repeat(980)}${secret}`])
  const escaped = [...secret].map((char) => `\\u00${char.charCodeAt(0).toString(16)}`).join('')
  for (const end of [token, secret, escaped, encodeURIComponent(secret)]) {
    for (const start of [0, 1950, 1990]) {
      await call(`${tokensPath}?q=${'x'.repeat(start)}${encodeURIComponent(end)}`, secret)
      await fetch(sfox.url + tokensPath, {
        method: 'POST', headers: { authorization: `Bearer ${secret}` }, body: `{"x":"${'x'.repeat(start)}${end}"}`
      })
    }
  }

  const all = JSON.stringify([await sfox.requests.list(), await sfox.world('w').requests.list(), await sfox.faults.list()])
  for (const hidden of [token, secret, encodeURIComponent(secret), escaped, escaped.slice(0, 12), 'some-other-key', token.slice(0, 20), secret.slice(0, 15)]) {
    t.notOk(all.includes(hidden), hidden)
  }
  for (const shown of [token, secret, `${secret}~w`, 'some-other-key']) t.ok(all.includes(fingerprint(shown)), shown)
  t.equal((await sfox.requests.list({ user_id: token })).length, 4, 'an id can be looked for as it is')
  t.equal((await sfox.requests.list({ path: `${tokensPath}/${token}` })).length, 3, 'and a path')
  t.match((await sfox.requests.list({ path: `${tokensPath}/fake:*` }))[0]?.error, `There is no magic id "fake:${fingerprint(token)}"`)
})

t.test('shows no credential that opens nothing, wherever else the request has it', async (t) => {
  const stubs = [{ method: 'POST', path: '/v1/things/:id', credential: 'none' }] as const
  const sfox = await start(t, { fixtures: { stubs: [...stubs] } })
  const other = 'key-of-another/server'
  for (const authorization of [other, `Bearer ${other}`]) {
    await fetch(`${sfox.url}/v1/things/${encodeURIComponent(other)}?key=${encodeURIComponent(other)}`, {
      method: 'POST', headers: { authorization }, body: `{"key":"${other}"}`
    })
  }
  await fetch(`${sfox.url}/v1/things/short?key=short`, { method: 'POST', headers: { authorization: 'Bearer short' } })
  const [bare, bearer, short] = await sfox.requests.list()
  const shown = fingerprint(other)
  for (const entry of [bare, bearer]) {
    t.match(entry, { path: `/v1/things/${shown}`, query: `key=${shown}`, body: `{"key":"${shown}"}` })
  }
  t.match(short, { path: '/v1/things/short', query: 'key=short' })
})

t.test('records query and body as they were sent, up to 2,000 characters', async (t) => {
  const sfox = await start(t)
  const call = async (path: string, body?: string) => {
    await fetch(sfox.url + path, { method: 'POST', headers: { authorization }, ...(body !== undefined && { body }) })
    const [{ query, body: recorded } = {}] = await sfox.requests.list({ limit: 1 })
    return [query, recorded]
  }
  t.strictSame(await call(`${tokensPath}/a`), [null, null])
  t.strictSame(await call(`${tokensPath}/a?`, ''), [null, null])
  t.strictSame(await call(`${tokensPath}/a?x=%41&x=b+c?`, ' {"data" : 1}'), ['x=%41&x=b+c?', ' {"data" : 1}'])
  t.strictSame(await call(tokensPath, '{"data":['), [null, '{"data":['], 'malformed')
  t.strictSame(await call('/v1/nope', '{}'), [null, null], 'refused before its body is read')
  t.strictSame(await call(`${tokensPath}?${'q'.repeat(3000)}`, 'x'.repeat(100_000)), ['q'.repeat(2000), 'x'.repeat(2000)])
  t.strictSame(await call(`${tokensPath}?${'q'.repeat(2000)}`, 'x'.repeat(2000)), ['q'.repeat(2000), 'x'.repeat(2000)])
})

t.test('cuts long texts', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  await mint(sfox.url, ['x'.repeat(100_000)])
  const [entry] = await sfox.requests.list()
  t.equal(entry?.user_ids[0], 'x'.repeat(1000))
  t.equal(entry?.error?.length, 1000)
})

t.test('records a request in the world of an invalid token, unless the token is from before a reset', async (t) => {
  const sfox = await start(t, { freeze: true })
  const [one, other] = [sfox.world('one'), sfox.world('other')]
  const [expired, revoked, forgotten] = [
    await mintToken(sfox.url, 'fake:expired', one.key), await mintToken(sfox.url, 'b', one.key), await mintToken(sfox.url, 'c', other.key)
  ]
  await one.tokens.revoke(revoked)
  await other.reset()
  for (const token of [expired, revoked, forgotten, 'undefined', '0'.repeat(64)]) await mint(sfox.url, 'x', token)
  const since = (await one.requests.list())[1]?.id as number
  t.strictSame((await one.requests.list({ since })).map(({ reason, used }) => [reason, used?.user_id]), [
    ['expired-token', 'fake:expired'], ['revoked-token', 'b']
  ])
  t.strictSame(await other.requests.list(), [])
  t.strictSame((await sfox.requests.list()).map(({ reason, used }) => [reason, used]), [
    ['unknown-token', null], ['unknown-key', null], ['unknown-token', null]
  ])
})

t.test('does not record requests in flight at a reset in the new journal', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ delay: '100ms' })
  const slow = mint(sfox.url, 'a')
  while ((await control(sfox, 'GET', '/faults')).json.faults[0].hits === 0);
  await sfox.reset()
  t.equal((await slow).status, 201)
  t.strictSame(await sfox.requests.list(), [])
  await mint(sfox.url, 'b')
  t.equal((await sfox.requests.list()).length, 1)
})

t.test('records requests under inject', async (t) => {
  const call = overInject(t)
  await call({ path: `${tokensPath}/a`, headers: { authorization } })
  await call({ path: '/v1/%zz', headers: { authorization } })
  const { requests } = (await call({ method: 'GET', path: '/_fake/requests', headers: { authorization } })).json
  t.strictSame(requests.map(({ status }: { status: number }) => status), [201, 400])
})
