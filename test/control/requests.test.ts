import t from 'tap'
import { EventEmitter, once } from 'node:events'
import { buildApp } from '../../src/server/app.ts'
import { resolveConfig } from '../../src/options/resolve.ts'
import { fingerprint } from '../../src/world/fingerprint.ts'
import { authorization, build, control, frozen, key, mint, mintToken, overBoth, start, tokensPath, whileTimeStands } from '../helper.ts'

overBoth(t, 'an entry has the request and its outcome, and no secret', async (t, open) => {
  const sfox = await open(t, frozen)
  const minted = (await mint(sfox.url, ['b', 'a'])).json.data as Array<{ token: string }>
  const token = minted[0]?.token as string
  await mint(sfox.url, 'c', token)
  const [first, second] = await sfox.requests.list()
  const common = { at: frozen.now, method: 'POST', error: null, reason: null, used: null, fault: null }
  t.strictSame(first, {
    id: first?.id,
    ...common,
    path: tokensPath,
    query: null,
    body: '{"data":["b","a"]}',
    scheme: 'bearer',
    status: 201,
    duration_ms: first?.duration_ms,
    user_ids: ['b', 'a'],
    user_count: 2,
    key: fingerprint(key),
    tokens: minted.map(({ token }) => fingerprint(token)),
    minted: ['b', 'a'].map((id, index) =>
      ({ user_id: id, token: fingerprint(minted[index]?.token as string), expires: '2026-02-01T12:00:00Z' }))
  })
  t.strictSame(second, {
    id: second?.id,
    ...common,
    path: `${tokensPath}/c`,
    query: null,
    body: null,
    scheme: 'bearer',
    status: 403,
    reason: 'wrong-credential-kind',
    error: 'This endpoint takes the enterprise key, not a user token.',
    duration_ms: second?.duration_ms,
    user_ids: ['c'],
    user_count: 1,
    key: null,
    tokens: [fingerprint(token)],
    minted: [],
    used: { user_id: 'b', token: fingerprint(token), expires: '2026-02-01T12:00:00.000Z' }
  })
  t.type(first?.duration_ms, 'number')
  t.ok((second?.id as number) > (first?.id as number))
})

overBoth(t, 'filters the journal', async (t, open) => {
  const sfox = await open(t)
  await mint(sfox.url, ['a', 'b'])
  await mint(sfox.url, 'x y')
  await fetch(`${sfox.url}/v1/nope/`, { headers: { authorization } })
  await mint(sfox.url, ['fake:status=503'])
  await mint(sfox.url, 'fake:reset').catch(() => {})
  const all = await sfox.requests.list()
  const places = async (filter: object) =>
    (await sfox.requests.list(filter)).map(({ id }) => all.findIndex((entry) => entry.id === id))
  t.strictSame(await places({}), [0, 1, 2, 3, 4])
  t.strictSame(await places({ method: 'get' }), [2])
  t.strictSame(await places({ path: tokensPath }), [0, 3])
  t.strictSame(await places({ path: `${tokensPath}/` }), [0, 3])
  t.strictSame(await places({ path: `${tokensPath}*` }), [0, 1, 3, 4])
  t.strictSame(await places({ path: `${tokensPath}/x y` }), [1])
  t.strictSame(await places({ path: `${tokensPath}/x%20y` }), [1])
  t.strictSame(await places({ path: `${tokensPath}/:user_id` }), [1, 4])
  t.strictSame(await places({ path: `${tokensPath}/:any*` }), [1, 4])
  t.strictSame(await places({ path: '/v1/:nope' }), [], 'a request without a route')
  t.strictSame(await places({ path: '/v1/nope' }), [2])
  t.strictSame(await places({ status: 201 }), [0, 1])
  t.strictSame(await places({ status: null }), [4])
  t.strictSame(await places({ user_id: 'b' }), [0])
  t.strictSame(await places({ reason: 'fault' }), [3, 4])
  t.strictSame(await places({ since: all[2]?.id }), [3, 4])
  t.strictSame(await places({ limit: 2 }), [3, 4])
  t.strictSame(await places({ limit: 0 }), [])
  t.strictSame(await places({ status: 201, user_id: 'a', limit: 5, reason: undefined }), [0])
  t.strictSame(await places({ status: 201, reason: 'fault' }), [])
  await sfox.requests.clear()
  t.strictSame(await sfox.requests.list(), [])
})

t.test('limits the journal, and counts the dropped entries', async (t) => {
  const sfox = await start(t, { journal: 3 })
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) await mint(sfox.url, id)
  const { json: { requests, dropped } } = await control(sfox, 'GET', '/requests')
  t.strictSame(requests.map(({ user_ids: ids }: { user_ids: string[] }) => ids[0]), ['f', 'g', 'h'])
  t.equal(dropped, 5)
  await sfox.requests.clear()
  t.strictSame((await control(sfox, 'GET', '/requests')).json, { requests: [], dropped: 0 })

  const none = await start(t, { journal: 0 })
  await mint(none.url, 'a')
  t.strictSame((await control(none, 'GET', '/requests')).json, { requests: [], dropped: 1 })
})

overBoth(t, 'a wait ends when the requests have come', async (t, open) => {
  const sfox = await open(t)
  await mint(sfox.url, 'a')
  t.equal((await sfox.requests.waitFor()).length, 1, 'those already there count')
  await mint(sfox.url, 'a')
  t.equal((await sfox.requests.waitFor({ limit: 1 }, { count: 2 })).length, 1, 'a limit is for what is told only')
  await sfox.requests.clear()
  await mint(sfox.url, 'a')
  const waiting = sfox.requests.waitFor({ status: 201 }, { count: 3, timeout: '1h' })
  const others = sfox.requests.waitFor({ reason: 'unknown-user' }, { timeout: 60_000 })
  await mint(sfox.url, 'fake:unknown-user')
  t.strictSame((await others).map(({ status }) => status), [404])
  await mint(sfox.url, 'b')
  await mint(sfox.url, 'c')
  t.strictSame((await waiting).map(({ user_ids: ids }) => ids[0]), ['a', 'b', 'c'])
})

overBoth(t, 'a wait for more requests than the journal keeps is refused', async (t, open) => {
  const sfox = await open(t, { journal: 2 })
  await t.rejects(sfox.requests.waitFor({}, { count: 3 }), {
    status: 400, message: /A wait for 3 requests cannot end: the journal keeps 2; start fake-sfox with --journal 3 or more\.$/
  })
  t.strictSame(await sfox.requests.waitFor({}, { count: 0 }), [])
  const none = await open(t, { journal: 0 })
  await t.rejects(none.requests.waitFor(), { status: 400, message: /the journal keeps 0; start fake-sfox with --journal 1 or more/ })
})

overBoth(t, 'a wait has all requests that it counted, even if the journal dropped or cleared some', async (t, open) => {
  const sfox = await open(t, { journal: 2 })
  await mint(sfox.url, 'a')
  const waiting = sfox.requests.waitFor({ path: `${tokensPath}/:user_id`, user_id: 'a' }, { count: 2 })
  const newest = sfox.requests.waitFor({ user_id: 'a', limit: 1 }, { count: 2 })
  await sfox.requests.list()
  for (const id of ['b', 'c', 'd', 'a']) await mint(sfox.url, id)
  const [first, last] = await waiting
  t.strictSame([first?.user_ids, last?.user_ids], [['a'], ['a']])
  t.strictSame(await newest, [last])
})

overBoth(t, 'a wait ends at its timeout, with the number of requests that came', async (t, open) => {
  const sfox = await open(t)
  await mint(sfox.url, 'a')
  await t.rejects(sfox.requests.waitFor({ path: tokensPath }, { timeout: 0 }), {
    status: 408, message: /Timed out: received 0 of 1 requests/
  })
  await t.rejects(sfox.requests.waitFor({}, { count: 2, timeout: '20ms' }), {
    status: 408, message: /Timed out: received 1 of 2 requests/
  })
})

overBoth(t, 'a wait rejects when the fake closes', async (t, open) => {
  const sfox = await open(t)
  const waiting = t.rejects(sfox.requests.waitFor({}, { timeout: '1h' }))
  await sfox.requests.list()
  await sfox.close()
  await waiting
})

t.test('a wait ends immediately when the fake stops', async (t) => {
  const app = build(t)
  const arrived = new Promise<void>((resolve) => app.addHook('preHandler', async ({ socket }) => {
    if (socket.remotePort !== undefined) setImmediate(resolve)
  }))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const inProcess = t.rejects(app.sfox.requests.waitFor({}, { timeout: '1h' }), { message: /stopping/, status: 503 })
  const waiting = control({ url }, 'GET', '/requests/wait?timeout=1h')
  await arrived
  await t.resolves(whileTimeStands(async () => await app.close()), 'no grace is needed')
  const answer = await waiting
  t.strictSame([answer.status, answer.json], [503, { error: 'fake-sfox is stopping.' }])
  await inProcess
})

t.test('a wait releases its resources, however it ends', async (t) => {
  const { app, worlds } = buildApp(resolveConfig({}))
  t.teardown(async () => await app.close())
  const { onRequest } = worlds.default
  const followers = new Set<object>()
  const changes = new EventEmitter()
  t.capture(worlds.default, 'onRequest', (listener: Parameters<typeof onRequest>[0]) => {
    const stop = onRequest(listener)
    followers.add(listener)
    changes.emit('change')
    return () => {
      stop()
      followers.delete(listener)
      changes.emit('change')
    }
  })
  const until = async (count: number) => { while (followers.size !== count) await once(changes, 'change') }

  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  const controller = new AbortController()
  const gone = fetch(`${url}/_fake/requests/wait?timeout=1h`, { headers: { authorization }, signal: controller.signal })
  const served = app.sfox.requests.waitFor({}, { timeout: '1h' })
  await until(2)
  controller.abort()
  await t.rejects(gone)
  await until(1)
  await mint(url, 'a')
  t.equal((await served).length, 1)
  await t.rejects(app.sfox.requests.waitFor({ status: 500 }, { timeout: 1 }), { status: 408, message: /0 of 1/ })
  t.equal(followers.size, 0)
})

t.test('validates the query strictly', async (t) => {
  const sfox = await start(t)
  for (const [query, problem] of Object.entries({
    'state=201': '/state is not a known property; known properties: method, path, status',
    'status=2xx': '/status must be a status code, or null',
    'status=201&status=202': '/status is given more than once',
    'limit=1&limit=2': '/limit is given more than once',
    'limit=': '/limit must be a whole number, 0 or more',
    'user_id=': '/user_id must be a non-empty string',
    'method=': '/method must be a non-empty string',
    'reason=': '/reason must be a non-empty string',
    'path=v1': '/path must be a route (/v1/orders/:id) or a path that begins with a slash',
    'path=/v1/*/x': '/path must be a route',
    'path=/v1/x%3Fy=1': '/path must be a route',
    'since=x': '/since must be a whole number, 0 or more',
    'limit=-1': '/limit must be a whole number',
    'count=1': '/count is not a known property'
  })) {
    const { status, json } = await control(sfox, 'GET', `/requests?${query}`)
    t.equal(status, 400, query)
    t.ok(json.error.includes(problem), json.error)
  }
  for (const query of ['count=x', 'timeout=soon', 'timeout=61m', 'timeout=-1', 'nope=1']) {
    t.equal((await control(sfox, 'GET', `/requests/wait?${query}`)).status, 400, query)
  }
  await t.rejects(sfox.requests.waitFor({}, { timeout: '5 seconds' }), { status: 400, message: /timeout must be a duration/ })
  await t.rejects(sfox.requests.waitFor({}, { timeout: '2h' }), { status: 400, message: /timeout must be a duration from 0 to 1 h/ })
  await t.rejects(sfox.requests.waitFor({}, { timeout: 'soon' }), { message: /^fake-sfox refused /, status: 400 })
  await t.rejects(sfox.requests.list({ nope: 1 } as object), { message: /^fake-sfox refused /, status: 400 })
})

t.test('does not record requests to the control side', async (t) => {
  const sfox = await start(t)
  await control(sfox, 'GET', '/health')
  await control(sfox, 'GET', '')
  await control(sfox, 'GET', '/nope')
  await mintToken(sfox.url, 'a')
  t.equal((await sfox.requests.list()).length, 1)
})
