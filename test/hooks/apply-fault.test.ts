import t, { type Test } from 'tap'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
import { resolveConfig } from '../../src/options/resolve.ts'
import { buildApp } from '../../src/server/app.ts'
import type { FaultInput } from '../../src/world/fault-schema.ts'
import { authorization, build, control, frozen, mint, overBoth, sendRaw, start, tokensPath, whileTimeStands } from '../helper.ts'

const post = (path: string) => `POST ${path} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n\r\n`

overBoth(t, 'responds with a fault\'s status in the vendor\'s format, with the headers of the status', async (t, open) => {
  const sfox = await open(t)
  const cases: Array<[FaultInput, number, string, Record<string, string | null>]> = [
    [{ status: 503 }, 503, 'An injected fault answered with status 503.', {}],
    [{ status: 422, error: 'Email already verified' }, 422, 'Email already verified', {}],
    [{ status: 401 }, 401, 'An injected fault answered with status 401.', { 'www-authenticate': 'Bearer' }],
    [{ status: 429 }, 429, 'An injected fault answered with status 429.', { 'retry-after': '60' }],
    [{ status: 429, headers: { 'Retry-After': 7, 'x-more': 'a' } }, 429, 'An injected fault answered with status 429.', { 'retry-after': '7', 'x-more': 'a' }],
    [{ status: 500, error: '{status} {x}' }, 500, '{status} {x}', {}],
    [{ status: 200 }, 200, 'An injected fault answered with status 200.', {}]
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

t.test('sends no body with a status that allows none', async (t) => {
  const sfox = await start(t)
  for (const status of [204, 205, 304]) {
    await sfox.faults.add({ status })
    const answer = await mint(sfox.url, 'a')
    t.strictSame([answer.status, answer.text, answer.headers['x-fake-sfox-reason']], [status, '', 'fault'])
  }
  await sfox.faults.add({ status: 204, connection: 'truncate' })
  await t.rejects(mint(sfox.url, 'a'), 'there is no body to cut')
})

t.test('lets a fault\'s headers replace the content type and the date', async (t) => {
  const sfox = await start(t, frozen)
  for (const effect of [{ status: 502, error: '<h1>' }, { connection: 'garbage' as const }]) {
    await sfox.faults.add({ ...effect, headers: { 'Content-Type': 'text/html', date: 'Thu, 01 Jan 1970 00:00:00 GMT' } })
    const answer = await mint(sfox.url, 'a')
    t.match(answer.headers, { 'content-type': /^text\/html/, date: 'Thu, 01 Jan 1970 00:00:00 GMT' })
  }
})

overBoth(t, 'delays a normal response, and any other effect', async (t, open) => {
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

t.test('resets a connection, cuts it within the body, or sends garbage', async (t) => {
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

t.test('cuts a long list within its first chunk', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ connection: 'truncate' })
  const ids = Array.from({ length: 10_001 }, (_, index) => `u${index}`)
  const headers = { authorization }
  const answer = await fetch(sfox.url + tokensPath, { method: 'POST', headers, body: JSON.stringify({ data: ids }) })
  t.equal(answer.status, 201)
  await t.rejects(answer.text())
})

/** Open a connection that hangs, and return it when its request has arrived. */
async function hang (t: Test, url: string) {
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  t.teardown(() => socket.destroy())
  await once(socket, 'connect')
  socket.on('error', () => {}).write(post(`${tokensPath}/a`))
  return socket
}

/** Resolve when the first fault has been hit so often. A hung request sends no other event. */
async function hit (sfox: { url: string }, times = 1) {
  while ((await control(sfox, 'GET', '/faults')).json.faults[0].hits < times);
}

t.test('records a hung request when its client gives up', async (t) => {
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

t.test('carries out a delayed call whose client disconnects', async (t) => {
  const sfox = await start(t)
  for (const fault of [{ delay: '200ms' }, { delay: '200ms', status: 503 }] as const) {
    await sfox.faults.clear()
    await sfox.requests.clear()
    await sfox.faults.add(fault)
    const socket = await hang(t, sfox.url)
    await hit(sfox)
    socket.destroy()
    const status = 'status' in fault ? 503 : 201
    const [entry] = await sfox.requests.waitFor()
    t.match(entry, { status: null, reason: status === 503 ? 'fault' : null, user_ids: ['a'] })
    t.equal(entry?.minted.length, status === 503 ? 0 : 1)
    t.ok((entry?.duration_ms as number) < 200, 'until the client had gone')
  }
  t.match(await sfox.tokens.report(), [{ user_id: 'a', mints: 1 }])
})

/** Listen with a delayed call whose client has gone, and another whose client stays. */
async function delayed (t: Test, delay: string) {
  const { app, worlds } = buildApp(resolveConfig({ logLevel: 'silent' }))
  t.teardown(async () => await app.close())
  const sockets: Socket[] = []
  app.server.on('connection', (socket: Socket) => sockets.push(socket))
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  await app.sfox.faults.add({ delay, times: null })
  const leaving = await hang(t, url)
  await hang(t, url)
  await hit({ url }, 2)
  leaving.destroy()
  await once(sockets[0] as Socket, 'close')
  return { app, world: worlds.default }
}

t.test('gives up delayed calls when the fake closes, and records them', async (t) => {
  const { app, world: { journal } } = await delayed(t, '1h')
  t.strictSame(journal.list().requests, [])
  await app.close()
  t.match(journal.list().requests, [{ status: null, minted: [] }, { status: null, minted: [] }])
})

t.test('survives a defect in a delayed call whose client has gone', async (t) => {
  const { app, world } = await delayed(t, '50ms')
  t.intercept(world.tokens, 'mint', { value () { throw new Error('a defect') } })
  t.match(await app.sfox.requests.waitFor({ status: null }), [{ reason: 'internal-error' }])
})

t.test('ends hung requests immediately when the fake closes', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ connection: 'hang', times: null })
  const sockets = await Promise.all(Array.from({ length: 20 }, async () => await hang(t, sfox.url)))
  await hit(sfox, 20)
  const closed = Promise.all(sockets.map(async (socket) => await once(socket, 'close')))
  await t.resolves(whileTimeStands(async () => await sfox.close()), 'no grace is needed')
  await closed
})

t.test('rejects under inject if a fault cuts the connection, and ends hung requests at close()', async (t) => {
  const app = build(t)
  const inject = async (id: string) =>
    await app.inject({ method: 'POST', url: `${tokensPath}/${id}`, headers: { authorization } })
  await t.rejects(inject('fake:reset'))
  await t.rejects(inject('fake:truncate'))
  t.equal((await inject('fake:garbage')).statusCode, 200)
  await app.sfox.faults.add({ connection: 'hang' })
  const hung = t.rejects(inject('a'))
  while ((await app.sfox.faults.list())[0]?.hits === 0) await turn()
  await t.resolves(whileTimeStands(async () => await app.close()), 'no grace is needed')
  await hung
})

overBoth(t, 'carries out the call, and then lets its answer go wrong', async (t, open) => {
  const sfox = await open(t, frozen)
  const cases: Array<[FaultInput, number | string, object]> = [
    [{ status: 503 }, 503, { status: 503, reason: 'fault', error: 'An injected fault answered with status 503.' }],
    [{ status: 429, error: 'x', headers: { 'X-More': 1 } }, 429, { status: 429, reason: 'fault', error: 'x' }],
    [{ status: 204 }, 204, { status: 204, reason: 'fault' }],
    [{ connection: 'garbage' }, 200, { status: 200, reason: 'fault', error: null }],
    [{ connection: 'reset' }, 'cut', { status: null, reason: 'fault' }],
    [{ connection: 'truncate' }, 'cut', { status: null, reason: 'fault' }],
    [{ connection: 'truncate', status: 500 }, 'cut', { status: null, reason: 'fault' }],
    [{ delay: 1, headers: { 'content-type': 'text/plain' } }, 201, { status: 201, reason: null, error: null }]
  ]
  for (const [fault, status, entry] of cases) {
    await sfox.reset()
    const { id } = await sfox.faults.add({ ...fault, when: 'after' })
    const answer = await mint(sfox.url, ['a', 'b']).catch(() => undefined)
    t.equal(answer?.status ?? 'cut', status, JSON.stringify(fault))
    if (fault.status === 429) t.match(answer, { json: { error: 'x' }, headers: { 'retry-after': '60', 'x-more': '1' } })
    if (fault.connection === 'garbage') t.throws(() => JSON.parse(answer?.text as string))
    if (fault.delay) t.match(answer?.headers, { 'content-type': /^text\/plain/ })
    t.match(await sfox.requests.waitFor(), [{ ...entry, fault: id, minted: [{ user_id: 'a' }, { user_id: 'b' }] }])
    t.match(await sfox.tokens.report(), [{ user_id: 'a', mints: 1 }, { user_id: 'b', mints: 1 }])
    await t.resolves(sfox.faults.assertUsed())
  }
})

t.test('carries out a call that then never gets its answer', async (t) => {
  const sfox = await start(t)
  for (const effect of [{ connection: 'hang' }, { delay: '1h' }] as const) {
    await sfox.reset()
    await sfox.faults.add({ ...effect, when: 'after' })
    const socket = await hang(t, sfox.url)
    await hit(sfox)
    t.match(await sfox.tokens.report(), [{ user_id: 'a', mints: 1 }])
    socket.destroy()
    t.match(await sfox.requests.waitFor(), [{ status: null, fault: 'fault-1', minted: [{ user_id: 'a' }] }], 'at once')
  }
})

t.test('does not use up a fault after the call for a call that was refused', async (t) => {
  const sfox = await start(t, { users: 'registered', fixtures: { users: [{ user_id: 'a' }] } })
  await sfox.faults.add({ status: 500, when: 'after' })
  t.equal((await mint(sfox.url, [])).status, 400, 'by the schema')
  t.equal((await mint(sfox.url, 'b')).status, 404, 'by the handler')
  t.equal((await mint(sfox.url, 'fake:status=502')).status, 502, 'by a magic id')
  await t.rejects(mint(sfox.url, 'fake:reset'), 'by a magic id')
  t.equal((await sfox.faults.list())[0]?.hits, 0)
  t.strictSame((await sfox.requests.list()).map(({ fault }) => fault), [null, null, 'fake:status=502', 'fake:reset'])
  t.equal((await mint(sfox.url, 'a')).status, 500)
  t.equal((await mint(sfox.url, 'a')).status, 201)
})

t.test('applies one fault to a request, the first that matches', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 500, when: 'after', after: 1 })
  await sfox.faults.add({ status: 503, times: 2 })
  const answered = []
  for (let count = 0; count < 4; count++) answered.push((await mint(sfox.url, 'a')).status)
  t.strictSame(answered, [503, 500, 503, 201])
})

t.test('does not apply a fault after the call that is used up when the call has been carried out', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 500, when: 'after' })
  const slow = mint(sfox.url, ['fake:delay=50ms', 'a'])
  const quick = mint(sfox.url, 'b')
  t.strictSame([(await quick).status, (await slow).status], [500, 201])
})

t.test('a fault replaces headers of the answer, also its content type', async (t) => {
  const stubs = [{ method: 'GET', path: '/v1/things', credential: 'none', headers: { 'content-type': 'text/html', 'x-a': 1 }, body: 'x' }] as const
  const sfox = await start(t, { fixtures: { stubs: [...stubs] } })
  await sfox.faults.add({ delay: 0, times: 3, headers: { 'Content-Type': 'text/plain', 'X-A': 2 } })
  const minted = await mint(sfox.url, 'a')
  t.match([minted.status, JSON.parse(minted.text).data.partner_user_id], [201, 'a'])
  t.match(minted.headers, { 'content-type': /^text\/plain/, 'x-a': '2' })
  t.match((await mint(sfox.url, [])).headers, { 'content-type': /^text\/plain/, 'x-a': '2' })
  const stubbed = await fetch(`${sfox.url}/v1/things`)
  t.match([stubbed.headers.get('content-type'), stubbed.headers.get('x-a'), await stubbed.text()], [/^text\/plain/, '2', 'x'])
})
