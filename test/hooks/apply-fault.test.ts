import t, { type Test } from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setImmediate as turn } from 'node:timers/promises'
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

t.test('does nothing for a client that disconnects during a delay', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ delay: '1h' })
  const socket = await hang(t, sfox.url)
  await hit(sfox)
  socket.destroy()
  t.match(await sfox.requests.waitFor(), [{ status: null, minted: [], fault: 'fault-1' }])
  t.strictSame(await sfox.tokens.report(), [])
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
