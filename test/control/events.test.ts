import t, { type Test } from 'tap'
import { authorization, build, control, key, mint, start, whileTimeStands } from '../helper.ts'

/** Read a stream event by event. */
async function listen (t: Test, url: string, headers: Record<string, string> = {}, query = '') {
  const controller = new AbortController()
  t.teardown(() => controller.abort())
  const answer = await fetch(`${url}/_fake/events${query}`, { headers: { authorization, ...headers }, signal: controller.signal })
  const reader = (answer.body as ReadableStream<Uint8Array>).pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  let ended = false
  async function next () {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        if (!block.startsWith(':')) return Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s, 2)))
      } else if (ended) {
        return undefined
      } else {
        const { value, done } = await reader.read()
        ended = done
        text += value ?? ''
      }
    }
  }
  return { answer, next, leave: () => controller.abort() }
}

t.test('sends an event for each request in the journal, with its entry as data', async (t) => {
  const sfox = await start(t)
  await mint(sfox.url, 'before')
  const { answer, next } = await listen(t, sfox.url)
  t.equal(answer.headers.get('content-type'), 'text/event-stream')
  t.equal(answer.headers.get('cache-control'), 'no-store')
  await mint(sfox.url, 'a')
  await mint(sfox.url, 'a', 'wrong')
  await mint(sfox.url, 'a', `${key}~other`)
  await mint(sfox.url, 'fake:reset').catch(() => {})
  const entries = (await sfox.requests.list()).slice(1)
  for (const entry of entries) {
    const { event, id, data } = await next() as Record<string, string>
    t.equal(event, 'request')
    t.equal(id, String(entry.id))
    t.strictSame(JSON.parse(data as string), entry)
  }
  t.strictSame(entries.map(({ status }) => status), [201, 401, null])
})

t.test('sends missed events first after a reconnect', async (t) => {
  const sfox = await start(t)
  for (const id of ['a', 'b', 'c']) await mint(sfox.url, id)
  const ids = (await sfox.requests.list()).map(({ id }) => id)
  const replay = async (last: string) => {
    const { next } = await listen(t, sfox.url, { 'last-event-id': last })
    await mint(sfox.url, 'live')
    const got = []
    for (let event = await next(); event; event = await next()) {
      const { user_ids: [userId] } = JSON.parse(event.data as string)
      if (userId === 'live') break
      got.push(userId)
    }
    return got
  }
  t.strictSame(await replay(String(ids[0])), ['b', 'c'])
  await sfox.requests.clear()
  for (const id of ['d', 'e']) await mint(sfox.url, id)
  t.strictSame(await replay(String(ids[0])), ['d', 'e'])
  await sfox.requests.clear()
  await mint(sfox.url, 'f')
  t.strictSame(await replay('999999'), ['f'], 'an id of another process')
  await sfox.requests.clear()
  await mint(sfox.url, 'g')
  t.strictSame(await replay('nonsense'), ['g'])
  await sfox.requests.clear()
  t.strictSame(await replay('1'), [], 'nothing is kept')
})

t.test('continues after a reset, and ends with the fake', async (t) => {
  const sfox = await start(t)
  const { next } = await listen(t, sfox.url)
  await sfox.reset()
  await mint(sfox.url, 'a')
  t.equal((await next())?.event, 'request')
  await t.resolves(whileTimeStands(async () => await sfox.close()), 'no grace is needed')
  t.equal(await next(), undefined)
})

t.test('ends under inject too', async (t) => {
  const app = build(t)
  const stream = app.inject({ url: '/_fake/events', headers: { authorization } })
  await app.inject({ method: 'POST', url: '/v1/enterprise/user-tokens/a', headers: { authorization } })
  await app.close()
  t.match((await stream).payload, /^: fake-sfox\n\nevent: request\nid: 1\ndata: \{"id":1,/)
})

t.test('drops a client that disconnects or does not read', async (t) => {
  const sfox = await start(t)
  const gone = await listen(t, sfox.url)
  gone.leave()
  const slow = await fetch(`${sfox.url}/_fake/events`, { headers: { authorization } })
  const ids = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(999, 'x'))
  for (let count = 0; count < 400; count++) await mint(sfox.url, ids)
  await t.rejects(slow.text(), 'cut off with more than 4 MiB unread')
  t.equal((await sfox.requests.list()).length, 400)
})

t.test('sends changes in order, to clients that ask for them only', async (t) => {
  const sfox = await start(t)
  const { next } = await listen(t, sfox.url, {}, '?changes=true')
  const quiet = await Promise.all(['', '?changes=false'].map(async (query) => await listen(t, sfox.url, {}, query)))
  const other = await listen(t, sfox.url, { authorization: `Bearer ${key}~other` }, '?changes=true')

  await sfox.clock.freeze()
  await sfox.clock.advance('1h')
  await sfox.clock.reset()
  const { id } = await sfox.faults.add({ status: 503 })
  await control(sfox, 'DELETE', `/faults/${id}`)
  await control(sfox, 'DELETE', '/faults/nope')
  await control(sfox, 'PUT', '/clock', {})
  await sfox.faults.clear()
  await mint(sfox.url, 'a')
  await sfox.requests.clear()
  await sfox.reset()
  await mint(sfox.url, 'b')

  const expected = ['clock', 'clock', 'clock', 'faults', 'faults', 'faults', 'a', 'requests', 'world', 'b']
  const got = []
  while (got.length < expected.length) {
    const { event, id, data } = await next() as Record<string, string>
    const { of, user_ids: ids } = JSON.parse(data as string)
    t.equal(event, of === undefined ? 'request' : 'change')
    t.equal(id === undefined, of !== undefined, 'a change has no id, so that Last-Event-ID stays a request\'s')
    if (of !== undefined) t.strictSame(JSON.parse(data as string), { of })
    got.push(of ?? ids[0])
  }
  t.strictSame(got, expected)
  for (const { next } of quiet) t.strictSame([(await next())?.event, (await next())?.event], ['request', 'request'])
  await mint(sfox.url, 'c', `${key}~other`)
  t.equal((await other.next())?.event, 'request', 'another world\'s changes are not its')
})

t.test('refuses an unknown query', async (t) => {
  const sfox = await start(t)
  for (const query of ['?changes=yes', '?since=1', '?changes=true&changes=true']) {
    const { status, json } = await control(sfox, 'GET', `/events${query}`)
    t.equal(status, 400, query)
    t.match(json.error, /changes|since/, query)
  }
})
