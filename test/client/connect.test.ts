import t from 'tap'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connectFakeSfox } from '../../src/client/connect.ts'
import { version } from '../../src/package.ts'
import { build, frozen, mint, start } from '../helper.ts'

t.test('a connected handle has the shape of one in process', async (t) => {
  const sfox = await start(t, frozen)
  const connected = await connectFakeSfox(`${sfox.url}/`)
  const shape = (value: object): unknown => Object.fromEntries(Object.entries(value).sort()
    .map(([name, part]) => [name, typeof part === 'object' ? shape(part) : typeof part]))
  t.strictSame(shape(connected), shape(sfox))
  const { url, key, instance } = sfox
  t.match(connected, { url, key, version, instance })
  t.strictSame(connected.env(), sfox.env())
  t.equal(connected.world('w').key, sfox.world('w').key)
  t.throws(() => connected.world('a b'), RangeError)
  t.strictSame(shape(connected.world('w')), shape(sfox.world('w')))
  t.strictSame(shape(build(t).sfox), shape(sfox.world('w')))
})

t.test('takes a URL object', async (t) => {
  const { url } = await start(t)
  const connected = await connectFakeSfox(new URL(url))
  t.equal(connected.url, url, 'without the slash that a URL object has')
  await t.resolves(connected.reset())
  await t.rejects(connectFakeSfox(new URL('ftp://127.0.0.1')), { message: /^ftp:\/\/127\.0\.0\.1\/? is not the URL of a fake-sfox/ })
})

t.test('each fake has its own instance', async (t) => {
  const [one, other] = [await start(t), await start(t)]
  t.not((await connectFakeSfox(one.url)).instance, (await connectFakeSfox(other.url)).instance)
})

t.test('close() ends pending calls and does not stop the fake', async (t) => {
  const sfox = await start(t)
  const connected = await connectFakeSfox(sfox.url)
  const waiting = t.rejects(connected.requests.waitFor({}, { timeout: '1h' }), { message: /handle of the fake-sfox at .* is closed/ })
  await connected[Symbol.asyncDispose]()
  await connected.close()
  await waiting
  await t.rejects(connected.clock.now(), { message: /is closed/ })
  t.equal((await mint(sfox.url, 'a')).status, 201)
})

t.test('many concurrent calls cause no warning of Node', async (t) => {
  const warnings: Error[] = []
  const warn = (warning: Error) => { warnings.push(warning) }
  process.on('warning', warn)
  t.teardown(() => { process.off('warning', warn) })
  const connected = await connectFakeSfox((await start(t)).url)
  await Promise.all(Array.from({ length: 1600 }, async () => await connected.clock.now()))
  t.strictSame(warnings, [])
})

/** A server that answers everything alike. */
async function stranger (t: Tap, status: number, headers: Record<string, string>, body: string) {
  const seen: string[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization ?? 'none')
    response.writeHead(status, headers).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

type Tap = Pick<typeof t, 'teardown'>

t.test('rejects a server that is not a fake-sfox, without sending the key', async (t) => {
  const sfox = await start(t)
  const other = await stranger(t, 200, {}, '<html>')
  await t.rejects(connectFakeSfox(other.url), { message: `the server at ${other.url} is not a fake-sfox` })
  const json = await stranger(t, 200, {}, '{"name":"other"}')
  await t.rejects(connectFakeSfox(json.url), { message: `the server at ${json.url} is not a fake-sfox` })
  const missing = await stranger(t, 404, {}, '{"error":"nope"}')
  await t.rejects(connectFakeSfox(missing.url), { message: `there is no fake-sfox at ${missing.url} (status 404)` })
  const elsewhere = await stranger(t, 302, { location: `${sfox.url}/_fake` }, '')
  await t.rejects(connectFakeSfox(elsewhere.url), { message: `there is no fake-sfox at ${elsewhere.url} (status 302)` })
  for (const { seen } of [other, json, missing, elsewhere]) t.strictSame(seen, ['none'])
})

t.test('rejects if no server answers, and for a bad URL', async (t) => {
  const sfox = await start(t)
  await sfox.close()
  await t.rejects(connectFakeSfox(sfox.url), { message: `there is no fake-sfox at ${sfox.url} (ECONNREFUSED)` })
  for (const url of ['nonsense', '127.0.0.1:7369', 'ftp://127.0.0.1']) {
    await t.rejects(connectFakeSfox(url), { message: `${url} is not the URL of a fake-sfox: use one like http://127.0.0.1:7369` })
  }
})

t.test('rejects a key that the fake does not accept', async (t) => {
  const { url } = await start(t, { key: 'KEY' })
  await t.rejects(connectFakeSfox(url), { message: `the fake-sfox at ${url} does not accept this key: pass the key that it was started with` })
  await t.rejects(connectFakeSfox(url, { key: 'KEY~' }), { message: /does not accept this key/ })
  t.equal((await connectFakeSfox(url, { key: 'KEY' })).key, 'KEY')
  t.equal((await connectFakeSfox(url, { key: 'KEY~w' })).key, 'KEY~w')
})

t.test('reports a failure after the identification as a ControlError', async (t) => {
  const server = createServer((request, response) => {
    if (request.url === '/_fake') response.end('{"name":"fake-sfox","version":"0","instance":"x"}')
    else response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.teardown(() => { server.close(); server.closeAllConnections() })
  const { port } = server.address() as AddressInfo
  await t.rejects(connectFakeSfox(`http://127.0.0.1:${port}`), {
    name: 'ControlError', message: 'fake-sfox refused GET /_fake/clock: status 500', status: 500
  })
})
