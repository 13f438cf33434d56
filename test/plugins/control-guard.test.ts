import t from 'tap'
import { build, sendRaw, start } from '../helper.ts'

const app = build(t, { allowHost: ['Fake.test'] })

async function status (headers: Record<string, string>, url = '/_fake') {
  return (await app.inject({ url, headers })).statusCode
}

t.test('addresses, localhost, names without a dot and allowed names answer', async (t) => {
  for (const host of [
    'localhost', 'LOCALHOST:7369', '127.0.0.1:7369', '10.1.2.3', '[::1]:7369', '[::1]', 'fake-sfox:7369', 'fake.test', 'FAKE.TEST:80'
  ]) t.equal(await status({ host }), 200, host)
})

t.test('any other host name is refused', async (t) => {
  for (const host of ['evil.test', 'fake.test.evil.test', 'localhost.evil.test', '127.0.0.1.evil.test', 'localhost.', '[evil]', '[::1]evil.test', 'a b', ':']) {
    t.equal(await status({ host }), 403, host)
  }
})

t.test('no host name is as good as a strange one', async (t) => {
  const { url } = await start(t)
  t.match(await sendRaw(url, 'GET /_fake HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 403 /)
  t.match(await sendRaw(url, 'GET /_fake/health HTTP/1.0\r\n\r\n'), /^HTTP\/1\.1 200 /)
})

t.test('a page of the same origin may, one of another may not', async (t) => {
  t.equal(await status({ host: 'localhost:7369', origin: 'http://localhost:7369' }), 200)
  t.equal(await status({ host: 'LOCALHOST:7369', origin: 'http://localhost:7369' }), 200)
  t.equal(await status({ host: 'localhost', origin: 'https://localhost' }), 200, 'behind a proxy that speaks TLS')
  for (const origin of ['http://evil.test', 'http://localhost:8080', 'http://localhost', 'null', 'nonsense', '']) {
    t.equal(await status({ host: 'localhost:7369', origin }), 403, origin)
  }
})

t.test('a refusal is a plain JSON error, for what does not exist too', async (t) => {
  const answer = await app.inject({ url: '/_fake/nope', headers: { host: 'evil.test' } })
  t.equal(answer.statusCode, 403)
  t.strictSame(answer.json(), { error: 'The Host header names a host that --allow-host does not list.' })
  const foreign = await app.inject({ url: '/_fake', headers: { origin: 'http://evil.test' } })
  t.strictSame(foreign.json(), { error: 'Pages of another origin cannot use /_fake.' })
})

t.test('health answers anybody', async (t) => {
  t.equal(await status({ host: 'evil.test', origin: 'http://evil.test' }, '/_fake/health'), 200)
})

t.test('the vendor\'s side answers under any name', async (t) => {
  t.equal(await status({ host: 'evil.test' }, '/v1/nope'), 404)
})
