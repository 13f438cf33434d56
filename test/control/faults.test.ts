import t from 'tap'
import type { FaultInput } from '../../src/world/fault-schema.ts'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import { because, client, control, key, mint, overBoth, start, tokensPath, userClient } from '../helper.ts'

t.test('validates a fault when it is added', async (t) => {
  const sfox = await start(t)
  const none = 'it must be a fault with delay, status or connection'
  const cases: Array<[unknown, string]> = [
    [{}, none],
    [{ times: 2 }, none],
    [{ match: {}, error: 'x', headers: {} }, none],
    [[], none],
    [{ status: 503, code: 1 }, '/code is not a known property; known properties: match, when, after, times'],
    [{ status: 199 }, '/status must be a whole number from 200 to 599'],
    [{ status: 600 }, '/status must be'],
    [{ status: '503' }, '/status must be'],
    [{ status: 503, times: 0 }, '/times must be a whole number above 0, or null for no limit'],
    [{ status: 503, after: -1 }, '/after must be a whole number, 0 or more'],
    [{ status: 503, probability: 1.1 }, '/probability must be a number from 0 to 1'],
    [{ delay: '61m' }, '/delay must be a duration of at most 1 h'],
    [{ delay: '1 min' }, '/delay must be a duration of at most 1 h'],
    [{ delay: 'soon' }, '/delay must be'],
    [{ delay: { min: '2s', max: '1s' } }, '/delay must be a duration of at most 1 h (a number with ms, s, m, h or d, for example "90s" or "24h", or milliseconds), or {"min":…,"max":…} with min not above max'],
    [{ delay: { min: '2s' } }, '/delay must be'],
    [{ delay: { min: 1, max: 2, mid: 1 } }, '/delay must be'],
    [{ connection: 'drop' }, '/connection must be one of reset, hang, truncate, garbage'],
    [{ status: 503, error: 7 }, '/error must be a string'],
    [{ status: 503, match: { method: 'post' } }, '/match/method must be one of GET, HEAD, POST'],
    [{ status: 503, match: { path: 'v1' } }, '/match/path must be a route (/v1/orders/:id) or a path that begins with a slash'],
    [{ status: 503, match: { path: '/v1/*/x' } }, '/match/path must be a route'],
    [{ status: 503, match: { path: `${tokensPath}?x=1` } }, '/match/path must be a route'],
    [{ status: 503, match: { path: '/v1/nope' } }, '/match/path matches no route of this fake-sfox'],
    [{ status: 503, match: { path: '/v1/nope*' } }, '/match/path matches no route of this fake-sfox'],
    [{ status: 503, match: { path: `${tokensPath}/:id/x` } }, '/match/path matches no route of this fake-sfox'],
    [{ status: 503, match: { path: `${tokensPath}/a/b` } }, '/match/path matches no route of this fake-sfox'],
    [{ status: 503, match: { path: '/v1/account/rewards' } }, '/match/path matches no route of this fake-sfox'],
    [{ status: 503, match: { path: '/_fake/requests' } }, '/match/path is a control route; faults apply to the routes of sFOX only'],
    [{ status: 503, match: { path: '/_fake*' } }, '/match/path is a control route'],
    [{ status: 503, match: { method: 'OPTIONS' } }, '/match/method matches no route with this path; there are routes with POST'],
    [{ status: 503, match: { method: 'GET', path: tokensPath } }, '/match/method matches no route with this path; there are routes with POST'],
    [{ status: 503, match: { user_id: 'a', path: '/v1/enterprise/users', method: 'GET' } }, '/match/user_id matches no request, since'],
    [{ status: 503, when: 'later' }, '/when must be one of before, after'],
    [{ status: 503, match: { user_id: '' } }, '/match/user_id must be a non-empty string'],
    [{ status: 503, match: { id: 'a' } }, '/match/id is not a known property; known properties: method, path, user_id'],
    [{ status: 503, headers: { 'x y': 'a' } }, '/headers'],
    [{ status: 503, headers: { 'Content-Length': '3' } }, '/headers'],
    [{ status: 503, headers: { 'X-Fake-Sfox': '3' } }, '/headers'],
    [{ status: 503, headers: { 'x-a': 'a\r\nx-b: c' } }, '/headers'],
    [{ status: 503, headers: { 'x-a': '€' } }, '/headers'],
    [{ status: 503, headers: { 'x-a': null } }, '/headers']
  ]
  for (const [fault, problem] of cases) {
    const { status, json } = await control(sfox, 'POST', '/faults', fault)
    t.equal(status, 400, JSON.stringify(fault))
    t.match(json.error, /^(?:Invalid request body|The fault could never apply): /)
    t.ok(json.error.replace(/^[^:]*: /, '').startsWith(problem), json.error)
  }
  t.strictSame(await sfox.faults.list(), [])
})

t.test('limits the number of faults of a world, and accepts more when some are removed', async (t) => {
  t.intercept(capacityLimits.faults, 'maximum', { value: 2 })
  const sfox = await start(t)
  const add = async (credential = key) =>
    await control(sfox, 'POST', '/faults', { status: 503 }, { authorization: `Bearer ${credential}` })
  t.strictSame([(await add()).status, (await add()).status], [201, 201])
  t.equal((await mint(sfox.url, 'a')).status, 503)
  const full = [409, 'too-many-faults', 'This world has reached its limit of 2 faults; remove some, or reset the world.']
  t.strictSame(because(await add()), full)
  t.equal((await add(`${key}~other`)).status, 201, 'each world for itself')
  t.equal((await mint(sfox.url, 'a')).status, 503, 'those that are kept go on')
  await control(sfox, 'DELETE', '/faults/fault-1')
  t.equal((await add()).status, 201)
  t.strictSame(because(await add()), full)
  await sfox.reset()
  t.equal((await add()).status, 201)
})

overBoth(t, 'lists faults with their defaults, and removes them', async (t, open) => {
  const sfox = await open(t)
  const first = await sfox.faults.add({ status: 503 })
  t.strictSame(first, { id: 'fault-1', hits: 0, when: 'before', after: 0, times: 1, probability: 1, status: 503 })
  const given: FaultInput = {
    match: { method: 'POST', path: '/v1/*', user_id: 'a' },
    when: 'after',
    after: 1,
    times: null,
    probability: 0.5,
    delay: { min: '1ms', max: 2 },
    status: 200,
    error: 'x',
    headers: { a: 'b' },
    connection: 'truncate'
  }
  t.strictSame(await sfox.faults.add(given), { id: 'fault-2', hits: 0, ...given })
  t.equal((await sfox.faults.list()).length, 2)
  t.equal((await control(sfox, 'DELETE', '/faults/fault-1')).status, 204)
  t.strictSame((await control(sfox, 'DELETE', '/faults/fault-1')).json, { error: 'There is no fault with the id "fault-1".' })
  t.strictSame((await sfox.faults.list()).map(({ id }) => id), ['fault-2'])
  await sfox.faults.clear()
  t.strictSame(await sfox.faults.list(), [])
  t.equal((await sfox.faults.add({ status: 503 })).id, 'fault-3', 'an id is not given twice')
})

overBoth(t, 'has the faults of the fixtures at the start and after a reset', async (t, open) => {
  const sfox = await open(t, { fixtures: { faults: [{ status: 503 }] } })
  for (const worldKey of [key, `${key}~w`]) {
    t.strictSame([(await mint(sfox.url, 'a', worldKey)).status, (await mint(sfox.url, 'a', worldKey)).status], [503, 201])
  }
  await sfox.faults.clear()
  await sfox.reset()
  t.match(await sfox.faults.list(), [{ id: 'fault-1', hits: 0 }])
  t.equal((await mint(sfox.url, 'a')).status, 503)
})

overBoth(t, 'a route, as it is documented, matches its requests', async (t, open) => {
  const stubs = [{ method: 'GET', path: '/v1/things/:id', credential: 'enterprise' }] as const
  const sfox = await open(t, { fixtures: { stubs: [...stubs] } })
  await sfox.faults.add({ status: 501, match: { path: `${tokensPath}/:user_id` } })
  await sfox.faults.add({ status: 502, match: { path: '/v1/orders/:order_id', method: 'GET' } })
  await sfox.faults.add({ status: 503, match: { path: '/v1/things/:x', method: 'HEAD' } })
  const byKey = client(sfox)
  const byToken = await userClient(sfox, 'fake:ttl=1h').catch(() => undefined)
  t.equal(byToken, undefined)
  const user = await userClient(sfox, 'a')
  t.equal((await user('GET', '/orders')).status, 200)
  t.equal((await user('GET', '/orders/7')).status, 502)
  t.equal((await byKey('HEAD', '/things/7')).status, 503)
  t.equal((await byKey('GET', '/things/7')).status, 200)
  await t.resolves(sfox.faults.assertUsed())
  t.match(await sfox.requests.list({ path: '/v1/orders/:id' }), [{ path: '/v1/orders/7', status: 502 }])
})
