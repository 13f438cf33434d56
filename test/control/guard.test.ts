import t from 'tap'
import { build, sendRaw, start } from '../helper.ts'

const app = build(t, { allowHost: ['Fake.test'] })

async function status (headers: Record<string, string>, url = '/_fake') {
  return (await app.inject({ url, headers })).statusCode
}

t.test('accepts addresses, localhost, names without a dot and allowed names', async (t) => {
  for (const host of [
    'localhost', 'LOCALHOST:7369', '127.0.0.1:7369', '10.1.2.3', '[::1]:7369', '[::1]', 'fake-sfox:7369', 'fake.test', 'FAKE.TEST:80'
  ]) t.equal(await status({ host }), 200, host)
})

t.test('refuses any other host name', async (t) => {
  for (const host of ['evil.test', 'fake.test.evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', 'localhost.', '[evil]', '[::1]evil.test', 'a b', ':']) {
    t.equal(await status({ host }), 403, host)
  }
})

t.test('refuses a request without a host name', async (t) => {
  const { url } = await start(t)
  t.match(await sendRaw(url, 'GET /_fake HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403 /)
  t.match(await sendRaw(url, 'GET /_fake/health HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
})

t.test('accepts a page of the same origin, and refuses a page of another', async (t) => {
  t.equal(await status({ host: 'localhost:7369', origin: 'http://localhost:7369' }), 200)
  t.equal(await status({ host: 'LOCALHOST:7369', origin: 'http://localhost:7369' }), 200)
  t.equal(await status({ host: 'localhost', origin: 'https://localhost' }), 200, 'behind a proxy that speaks TLS')
  for (const origin of ['http://evil.test', 'http://localhost:8080', 'http://localhost', 'null', 'nonsense', '']) {
    t.equal(await status({ host: 'localhost:7369', origin }), 403, origin)
  }
})

t.test('refuses with a plain JSON error, also for paths that do not exist', async (t) => {
  const answer = await app.inject({ url: '/_fake/nope', headers: { host: 'evil.test' } })
  t.equal(answer.statusCode, 403)
  t.strictSame(answer.json(), { error: 'The Host header names a host that is not allowed; list it in --allow-host, or use localhost.' })
  const foreign = await app.inject({ url: '/_fake', headers: { origin: 'http://evil.test' } })
  t.strictSame(foreign.json(), { error: 'Web pages of another origin cannot use /_fake.' })
})

t.test('accepts any host name and any origin for health', async (t) => {
  t.equal(await status({ host: 'evil.test', origin: 'http://evil.test' }, '/_fake/health'), 200)
})

t.test('accepts any host name on the vendor\'s side', async (t) => {
  t.equal(await status({ host: 'evil.test' }, '/v1/nope'), 404)
})
