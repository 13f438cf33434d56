import t, { type Test } from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import type { FaultInput } from '../../src/schemas/faults.ts'
import { authorization, build, control, frozen, key, mint, overBoth, sendRaw, start, tokensPath } from '../helper.ts'

const post = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`

overBoth(t, 'a status has the vendor\'s shape and the headers that go with it', async (t, open) => {
  const sfox = await open(t)
  const cases: Array<[FaultInput, number, string, Record<string, string | null>]> = [
    [{ status: 503 }, 503, 'An injected fault answered 503 here.', {}],
    [{ status: 422, error: 'Email already verified' }, 422, 'Email already verified', {}],
    [{ status: 401 }, 401, 'An injected fault answered 401 here.', { 'www-authenticate': 'Bearer' }],
    [{ status: 429 }, 429, 'An injected fault answered 429 here.', { 'retry-after': '60' }],
    [{ status: 429, headers: { 'Retry-After': 7, 'x-more': 'a' } }, 429, 'An injected fault answered 429 here.', { 'retry-after': '7', 'x-more': 'a' }],
    [{ status: 500, error: '{status} {x}' }, 500, '500 {x}', {}],
    [{ status: 200 }, 200, 'An injected fault answered 200 here.', {}]
  ]
  for (const [fault, status, error, headers] of cases) {
    await sfox.faults.add(fault)
    const answer = await mint(sfox.url, ['a'])
    t.equal(answer.status, status)
    t.strictSame(answer.json, { error })
    t.equal(answer.headers['x-fake-sfox-reason'], 'fault')
    t.ok(answer.headers['x-fake-sfox'])
    for (const [name, value] of Object.entries(headers)) t.equal(answer.headers[name], value, name)
  }
  t.equal((await mint(sfox.url, ['a'])).status, 201)
  await t.resolves(sfox.faults.assertUsed())
})

t.test('a status that has no body gets none', async (t) => {
  const sfox = await start(t)
  for (const status of [204, 205, 304]) {
    await sfox.faults.add({ status })
    const answer = await mint(sfox.url, 'a')
    t.strictSame([answer.status, answer.text, answer.headers['x-fake-sfox-reason']], [status, '', 'fault'])
  }
  await sfox.faults.add({ status: 204, connection: 'truncate' })
  await t.rejects(mint(sfox.url, 'a'), 'there is no body to cut')
})

t.test('its headers may say another type, or another date', async (t) => {
  const sfox = await start(t, frozen)
  for (const effect of [{ status: 502, error: '<h1>' }, { connection: 'garbage' as const }]) {
    await sfox.faults.add({ ...effect, headers: { 'Content-Type': 'text/html', date: 'Thu, 01 Jan 1970 00:00:00 GMT' } })
    const answer = await mint(sfox.url, 'a')
    t.match(answer.headers, { 'content-type': /^text\/html/, date: 'Thu, 01 Jan 1970 00:00:00 GMT' })
  }
})

overBoth(t, 'the first that matches and is not used up applies', async (t, open) => {
  const sfox = await open(t)
  await sfox.faults.add({ status: 501, times: 2, match: { user_id: 'a' } })
  await sfox.faults.add({ status: 502, match: { method: 'POST', path: `${tokensPath}/a` } })
  await sfox.faults.add({ status: 503, times: null, match: { path: `${tokensPath}*` } })
  await sfox.faults.add({ status: 504, match: { method: 'GET' } })
  const answered = []
  for (const ids of ['b', 'a', ['b', 'a'], 'a', 'a']) answered.push((await mint(sfox.url, ids)).status)
  t.strictSame(answered, [503, 501, 501, 502, 503])
  t.strictSame((await sfox.faults.list()).map(({ hits, times }) => [hits, times]), [[2, 2], [1, 1], [2, null], [0, 1]])
  await t.rejects(sfox.faults.assertUsed(), {
    message: '1 of 4 faults was never hit:\n' +
      'id       method  path  user_id  after  probability  effect\n' +
      'fault-4  GET     any   any      0      1            status 504'
  })
})

overBoth(t, 'after leaves so many matching requests alone', async (t, open) => {
  const sfox = await open(t)
  await sfox.faults.add({ status: 500, after: 2, match: { user_id: 'a' } })
  const answered = []
  for (const id of ['a', 'b', 'a', 'b', 'a', 'a']) answered.push((await mint(sfox.url, id)).status)
  t.strictSame(answered, [201, 201, 201, 201, 500, 201])
})

overBoth(t, 'chance comes from the seed, and again after a reset', async (t, open) => {
  const draw = async (seed: string, worldName: string) => {
    const sfox = await open(t, { seed })
    const world = sfox.world(worldName)
    const round = async () => {
      await world.faults.add({ status: 500, times: null, probability: 0.5 })
      const statuses = []
      for (let count = 0; count < 24; count++) statuses.push((await mint(sfox.url, 'a', world.key)).status)
      return statuses.join()
    }
    const first = await round()
    await world.reset()
    t.equal(await round(), first)
    t.match(first, /500/)
    t.match(first, /201/)
    return first
  }
  const one = await draw('s', 'w')
  t.equal(await draw('s', 'w'), one)
  t.not(await draw('s', 'v'), one)
  t.not(await draw('z', 'w'), one)
})

t.test('without a seed a reset draws the same again, too; 0 never applies', async (t) => {
  const sfox = await start(t)
  const round = async () => {
    await sfox.faults.add({ status: 500, times: null, probability: 0 })
    await sfox.faults.add({ status: 501, times: null, probability: 0.5 })
    const statuses = []
    for (let count = 0; count < 24; count++) statuses.push((await mint(sfox.url, 'a')).status)
    return statuses.join()
  }
  const first = await round()
  t.notMatch(first, /500/)
  await sfox.reset()
  t.equal(await round(), first)
})

overBoth(t, 'a delay slows a normal answer down, or comes before the rest', async (t, open) => {
  const sfox = await open(t, frozen)
  const timed = async () => {
    const began = performance.now()
    const { status, headers } = await mint(sfox.url, 'a')
    return { status, reason: headers['x-fake-sfox-reason'], more: headers['x-more'], took: performance.now() - began }
  }
  await sfox.faults.add({ delay: '60ms', headers: { 'x-more': 'a' } })
  const slow = await timed()
  t.strictSame([slow.status, slow.reason, slow.more], [201, undefined, 'a'])
  t.ok(slow.took >= 59, `${slow.took} ms`)
  await sfox.faults.add({ delay: { min: 40, max: '50ms' }, status: 500 })
  const failed = await timed()
  t.equal(failed.status, 500)
  t.ok(failed.took >= 39, `${failed.took} ms`)
  const [entry] = await sfox.requests.list()
  t.match(entry, { status: 201, reason: null, fault: 'fault-1' })
  t.ok((entry?.duration_ms as number) >= 59)
})

t.test('a range of delays is drawn from the seed', async (t) => {
  const { createFaults } = await import('../../src/world/faults.ts')
  const draws = [0, 0.5, 0.999]
  const faults = createFaults([{ delay: { min: '1s', max: '3s' }, times: null }], () => draws.shift() as number)
  const lengths = [1, 2, 3].map(() => faults.take({ method: 'POST', path: '/', userIds: [] })?.delay)
  t.strictSame(lengths, [1000, 2000, 2998])
})

t.test('connections are reset, cut within the body, or talk garbage', async (t) => {
  const sfox = await start(t, frozen)
  const raw = async (connection: NonNullable<FaultInput['connection']>, fault: object = {}) => {
    await sfox.faults.add({ ...fault, connection })
    return await sendRaw(sfox.url, post(`${tokensPath}/a`)).catch((error) => error.code)
  }
  t.equal(await raw('reset'), 'ECONNRESET', 'a real reset, and not an end')

  const cut = await raw('truncate')
  t.match(cut, /^HTTP\/1\.1 201 Created\r\n/)
  t.match(cut, 'x-fake-sfox-reason: fault\r\n')
  t.match(cut, 'date: Sat, 31 Jan 2026 12:00:00 GMT\r\n')
  const [, length] = /content-length: (\d+)/.exec(cut) as RegExpExecArray
  const body = cut.split('\r\n\r\n')[1]
  t.ok(body.length > 10 && body.length < Number(length), `${body.length} of ${length}`)

  const failed = await raw('truncate', { status: 500, headers: { 'x-more': 1 } })
  t.match(failed, /^HTTP\/1\.1 500 /)
  t.match(failed, 'x-more: 1\r\n')
  t.match(failed, '\r\n\r\n{"error":"An injected')
  t.notMatch(failed, 'here."}')

  await sfox.faults.add({ connection: 'garbage' })
  const garbage = await mint(sfox.url, 'a')
  t.match(garbage, { status: 200, headers: { 'content-type': 'application/json; charset=utf-8', 'x-fake-sfox-reason': 'fault' } })
  t.throws(() => JSON.parse(garbage.text))
  await sfox.faults.add({ connection: 'garbage', status: 502 })
  t.equal((await mint(sfox.url, 'a')).status, 502)

  const entries = await sfox.requests.list()
  t.strictSame(entries.map(({ status, reason, fault, minted }) => [status, reason, fault, minted.length]), [
    [null, 'fault', 'fault-1', 0], [null, 'fault', 'fault-2', 1], [null, 'fault', 'fault-3', 0],
    [200, 'fault', 'fault-4', 0], [502, 'fault', 'fault-5', 0]
  ])
})

t.test('a long list is cut within its first piece', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ connection: 'truncate' })
  const ids = Array.from({ length: 10_001 }, (_, index) => `u${index}`)
  const headers = { authorization }
  const answer = await fetch(sfox.url + tokensPath, { method: 'POST', headers, body: JSON.stringify({ data: ids }) })
  t.equal(answer.status, 201)
  await t.rejects(answer.text())
})

/** Opens a connection that hangs, and gives it back once its request has arrived. */
async function hang (t: Test, url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  socket.on('error', () => {}).write(post(`${tokensPath}/a`))
  return socket
}

/** Resolves once the first fault has been hit so often: a request that hangs tells nobody that it has arrived. */
async function hit (sfox: { url: string }, times = 1) {
  while ((await control(sfox, 'GET', '/faults')).json.faults[0].hits < times);
}

t.test('a hung request is journalled when its caller gives up', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ connection: 'hang' })
  const caller = new AbortController()
  const waiting = fetch(`${sfox.url}${tokensPath}/a`, { method: 'POST', headers: { authorization }, signal: caller.signal })
  await hit(sfox)
  t.strictSame(await sfox.requests.list(), [])
  caller.abort()
  await t.rejects(waiting)
  t.match(await sfox.requests.waitFor({ status: null }), [{ reason: 'fault', fault: 'fault-1', minted: [] }])
})

t.test('a caller that goes away during a delay gets nothing done', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ delay: '1h' })
  const socket = await hang(t, sfox.url)
  await hit(sfox)
  socket.destroy()
  t.match(await sfox.requests.waitFor(), [{ status: null, minted: [], fault: 'fault-1' }])
  t.strictSame(await sfox.tokens.report(), [])
})

t.test('what hangs ends with the fake, at once', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ connection: 'hang', times: null })
  const sockets = await Promise.all(Array.from({ length: 20 }, async () => await hang(t, sfox.url)))
  await hit(sfox, 20)
  const closed = Promise.all(sockets.map(async (socket) => await once(socket, 'close')))
  const began = performance.now()
  await sfox.close()
  t.ok(performance.now() - began < 200, 'no grace is needed')
  await closed
})

t.test('under inject what is cut rejects, and what hangs ends at close()', async (t) => {
  const app = build(t)
  const inject = async (id: string) =>
    await app.inject({ method: 'POST', url: `${tokensPath}/${id}`, headers: { authorization } })
  await t.rejects(inject('fake:reset'))
  await t.rejects(inject('fake:truncate'))
  t.throws(() => JSON.parse('{"data":[{"token": f'))
  t.equal((await inject('fake:garbage')).statusCode, 200)
  await app.sfox.faults.add({ connection: 'hang' })
  const hung = t.rejects(inject('a'))
  while ((await app.sfox.faults.list())[0]?.hits === 0) await turn()
  const began = performance.now()
  await app.close()
  t.ok(performance.now() - began < 200)
  await hung
})

t.test('a request that was refused already uses up none', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 500 })
  const call = async (path: string, init: RequestInit) => (await fetch(sfox.url + path, init)).status
  const good = { authorization }
  t.strictSame([
    await call(tokensPath, { method: 'GET', headers: good }),
    await call('/v1/nope', { headers: good }),
    await call('/v1/%zz', { headers: good }),
    await call(tokensPath, { method: 'POST' }),
    await call(tokensPath, { method: 'POST', headers: { ...good, accept: 'text/html' } }),
    await call(tokensPath, { method: 'POST', headers: good, body: '{' }),
    await call(tokensPath, { method: 'POST', headers: good })
  ], [405, 404, 400, 401, 406, 400, 400])
  t.equal((await sfox.faults.list())[0]?.hits, 0)
  t.equal((await mint(sfox.url, [])).status, 500, 'the schema comes after')
})

t.test('a fault is checked when it is added', async (t) => {
  const sfox = await start(t)
  const none = 'it must be a fault with delay, status or connection'
  const cases: Array<[unknown, string]> = [
    [{}, none],
    [{ times: 2 }, none],
    [{ match: {}, error: 'x', headers: {} }, none],
    [[], none],
    [{ status: 503, code: 1 }, '/code is not a known property; known are match, after, times'],
    [{ status: 199 }, '/status must be a whole number from 200 to 599'],
    [{ status: 600 }, '/status must be'],
    [{ status: '503' }, '/status must be'],
    [{ status: 503, times: 0 }, '/times must be a whole number above 0, or null for ever'],
    [{ status: 503, after: -1 }, '/after must be a whole number, 0 or more'],
    [{ status: 503, probability: 1.1 }, '/probability must be a number from 0 to 1'],
    [{ delay: '61m' }, '/delay must be a duration of at most 1 h'],
    [{ delay: 'soon' }, '/delay must be'],
    [{ delay: { min: '2s', max: '1s' } }, '/delay must be a duration of at most 1 h such as "2s", or {"min":…,"max":…} with min not above max'],
    [{ delay: { min: '2s' } }, '/delay must be'],
    [{ delay: { min: 1, max: 2, mid: 1 } }, '/delay must be'],
    [{ connection: 'drop' }, '/connection must be one of reset, hang, truncate, garbage'],
    [{ status: 503, error: 7 }, '/error must be a string'],
    [{ status: 503, match: { method: 'post' } }, '/match/method must be one of GET, HEAD, POST'],
    [{ status: 503, match: { path: 'v1' } }, '/match/path must be a path that begins with a slash'],
    [{ status: 503, match: { user_id: '' } }, '/match/user_id must be a non-empty string'],
    [{ status: 503, match: { id: 'a' } }, '/match/id is not a known property; known are method, path, user_id'],
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
    t.ok(json.error.startsWith(`The request body is not as documented: ${problem}`), json.error)
  }
  t.strictSame(await sfox.faults.list(), [])
})

overBoth(t, 'faults are listed with their defaults, and removed', async (t, open) => {
  const sfox = await open(t)
  const first = await sfox.faults.add({ status: 503 })
  t.strictSame(first, { id: 'fault-1', hits: 0, after: 0, times: 1, probability: 1, status: 503 })
  const given: FaultInput = {
    match: { method: 'POST', path: '/v1/*', user_id: 'a' },
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

overBoth(t, 'faults of the fixtures are there at the start and after a reset', async (t, open) => {
  const sfox = await open(t, { fixtures: { faults: [{ status: 503 }] } })
  for (const worldKey of [key, `${key}~w`]) {
    t.strictSame([(await mint(sfox.url, 'a', worldKey)).status, (await mint(sfox.url, 'a', worldKey)).status], [503, 201])
  }
  await sfox.faults.clear()
  await sfox.reset()
  t.match(await sfox.faults.list(), [{ id: 'fault-1', hits: 0 }])
  t.equal((await mint(sfox.url, 'a')).status, 503)
})
