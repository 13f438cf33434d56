/** Test the refusals of Node's HTTP parser: they have the form of all others, and stand in the log. */
import t from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { pino } from 'pino'
import { version } from '../../src/package.ts'
import { certificate } from '../certificate.ts'
import { authorization, build, frozen, key, sendRaw, start, tokensPath } from '../helper.ts'
import { needs } from '../needs.ts'

/** Start a fake whose log lines can be read. */
async function logging (t: Parameters<typeof start>[0], options: Parameters<typeof start>[1] = {}) {
  const lines: string[] = []
  const sfox = await start(t, { ...frozen, ...options, logger: pino({}, { write: (line) => { lines.push(line) } }) })
  // The handle steers by requests too.
  const isSteering = ({ path = '' }: { path?: string }) => path.startsWith('/_fake/') && !path.startsWith('/_fake/events')
  return { sfox, log: () => lines.map((line) => JSON.parse(line)).filter((line) => !isSteering(line)) }
}

/** Parse the last response of a connection. */
function lastOf (answer: string) {
  const [head = '', body = ''] = answer.slice(answer.lastIndexOf('HTTP/1.1 ')).split('\r\n\r\n')
  const [first = '', ...lines] = head.split('\r\n')
  return { status: first.slice('HTTP/1.1 '.length), headers: Object.fromEntries(lines.map((line) => line.split(': ', 2))), body }
}

const lines = (...parts: string[]) => parts.join('\r\n')
const exposed = 'date, x-fake-sfox, x-fake-sfox-reason, retry-after, www-authenticate, allow, accept-encoding'

/** Requests that the parser refuses: status, reason, text and bytes. */
const refused: Record<string, [status: string, reason: string, error: RegExp, bytes: string]> = {
  'large headers': [
    '431 Request Header Fields Too Large', 'headers-too-large', /^The request line and the headers are larger than 16 KiB\.$/,
    lines('GET /v1/x HTTP/1.1', 'Host: x', `X: ${'a'.repeat(20_000)}`, '', '')
  ],
  'a long path': [
    '431 Request Header Fields Too Large', 'headers-too-large', /16 KiB/, lines(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: x', '', '')
  ],
  'an unknown method': [
    '400 Bad Request', 'malformed-request', /^The request is not valid HTTP: Invalid method encountered\.$/, lines('NOPE /v1/x HTTP/1.1', 'Host: x', '', '')
  ],
  'raw UTF-8 in a path': ['400 Bad Request', 'malformed-request', /url path/i, lines('GET /jos\u00e9 HTTP/1.1', 'Host: x', '', '')],
  'two lengths': [
    '400 Bad Request', 'malformed-request', /Content-Length/, lines('POST /v1/x HTTP/1.1', 'Host: x', 'Content-Length: 1', 'Content-Length: 2', '', 'a')
  ],
  'TLS to a plain port': ['400 Bad Request', 'malformed-request', /method/, '\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001'],
  CONNECT: [
    '400 Bad Request', 'malformed-request', /^The request is not valid HTTP: there is no tunnel to other hosts\.$/,
    lines('CONNECT api.sfox.com:443 HTTP/1.1', 'Host: api.sfox.com', '', '')
  ]
}

t.test('refuses in the form of the vendor\'s side, with a log line, and without the bytes that came', async (t) => {
  const { sfox, log } = await logging(t)
  for (const [name, [status, reason, error, bytes]] of Object.entries(refused)) {
    const answer = await sendRaw(sfox.url, bytes.replace('Host: x', `Host: x\r\nAuthorization: ${authorization}`))
    const { status: given, headers, body } = lastOf(answer)
    t.equal(given, status, name)
    t.strictSame(headers, {
      'x-fake-sfox': version,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': exposed,
      vary: 'origin',
      date: 'Sat, 31 Jan 2026 12:00:00 GMT',
      'content-type': 'application/json; charset=utf-8',
      connection: 'close',
      'x-fake-sfox-reason': reason,
      'content-length': String(Buffer.byteLength(body))
    }, name)
    const { error: text, ...others } = JSON.parse(body)
    t.match(text, error, name)
    t.strictSame(others, {}, name)
    const { level, time, pid, hostname, code, ...line } = log().at(-1)
    t.strictSame(line, { status: Number(status.slice(0, 3)), reason, msg: 'request' }, name)
    t.match(code, /^HPE_[A-Z_]+$/)
  }
  t.equal(log().length, Object.keys(refused).length)
  t.notOk(JSON.stringify(log()).includes(key))
  t.strictSame(await sfox.requests.list(), [], 'none has reached a world')
})

t.test('answers as the assumptions say, and without a log too', async (t) => {
  const assumptions = {
    'malformed-request': { status: 599, error: 'no: {problem}', headers: { 'X-More': 'm', date: null } }
  }
  const { url } = await start(t, { fixtures: { assumptions } })
  const { status, headers, body } = lastOf(await sendRaw(url, lines('NOPE / HTTP/1.1', '', '')))
  t.strictSame([status, headers['x-more'], headers.date, body], ['599 ', 'm', undefined, '{"error":"no: Invalid method encountered"}'])
})

t.test('requires a Host in HTTP/1.1', async (t) => {
  const { sfox, log } = await logging(t)
  const { status, headers, body } = lastOf(await sendRaw(sfox.url, lines('GET /v1/x HTTP/1.1', 'Origin: http://page.test', 'Connection: close', '', '')))
  t.strictSame([status, headers['x-fake-sfox'], headers['x-fake-sfox-reason'], headers['access-control-allow-origin'], body],
    ['400 Bad Request', version, 'malformed-request', 'http://page.test', '{"error":"The request is not valid HTTP: the Host header is missing."}'])
  t.match(await sendRaw(sfox.url, lines('GET /v1/x HTTP/1.0', '', '')), /^HTTP\/1\.1 404 /)
  t.match(log(), [{ path: '/v1/x', status: 400, reason: 'malformed-request' }, { path: '/v1/x', status: 404 }])
})

const chunked = lines(`POST ${tokensPath} HTTP/1.1`, 'Host: x', 'Origin: http://page.test', `Authorization: ${authorization}`, 'Transfer-Encoding: chunked', '', '')

t.test('refuses a broken body through the request itself, with its journal and its CORS headers', async (t) => {
  const { sfox, log } = await logging(t)
  const { status, headers, body } = lastOf(await sendRaw(sfox.url, `${chunked}1\r\n{\r\nxyz\r\n`))
  t.strictSame([status, headers['access-control-allow-origin'], headers.connection], ['400 Bad Request', 'http://page.test', 'close'])
  t.equal(body, '{"error":"The request is not valid HTTP: Invalid character in chunk size."}')
  t.match(await sfox.requests.list(), [{ status: 400, reason: 'malformed-request', path: tokensPath, scheme: 'bearer' }])
  t.match(log(), [{ status: 400, reason: 'malformed-request', path: tokensPath }])
  t.equal(log().length, 1)
})

t.test('sends the responses of earlier requests first', async (t) => {
  const { sfox, log } = await logging(t)
  await sfox.faults.add({ delay: '50ms' })
  const good = lines(`POST ${tokensPath}/a HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`, '', '')
  const answer = await sendRaw(sfox.url, `${good}NOPE / HTTP/1.1\r\n\r\nmore\r\n`)
  t.strictSame(answer.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 201', 'HTTP/1.1 400'])
  t.strictSame(log().map(({ status }) => status), [201, 400])
})

const brokenGet = (path: string) =>
  lines(`GET ${path} HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`, 'Transfer-Encoding: chunked', '', 'xyz\r\n')

t.test('cuts a response that has begun', async (t) => {
  const app = build(t)
  app.get('/begun', (_request, reply) => { reply.hijack().raw.write('begun') })
  const stream = connect(Number(new URL(await app.listen()).port), '127.0.0.1')
  stream.write(brokenGet('/begun').slice(0, -5))
  t.match(String((await once(stream, 'data'))[0]), /^HTTP\/1\.1 200 /)
  stream.write('xyz\r\n')
  stream.resume()
  await once(stream, 'close')
})

t.test('cuts a connection whose body breaks after its response', async (t) => {
  const { sfox, log } = await logging(t)
  const socket = connect(Number(new URL(sfox.url).port), '127.0.0.1')
  socket.write(chunked.replace(tokensPath, '/v1/nope'))
  t.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 404 /)
  socket.write('xyz\r\n')
  const after: unknown[] = []
  socket.on('data', (data) => after.push(String(data)))
  await once(socket, 'close')
  t.strictSame(after, [], 'and sends no second response')
  t.strictSame(log().map(({ status }) => status), [404])
})

t.test('sends a response that does not need the body', async (t) => {
  const { sfox, log } = await logging(t)
  await sfox.faults.add({ delay: '10ms' })
  t.match(await sendRaw(sfox.url, brokenGet('/v1/enterprise/users')), /^HTTP\/1\.1 200 [^]*\{"data":\[\]\}$/)
  t.strictSame(log().map(({ status }) => status), [200])
})

t.test('goes on with a client that ends the connection while it waits for a response', async (t) => {
  const { sfox } = await logging(t)
  await sfox.faults.add({ connection: 'hang' })
  const socket = connect(Number(new URL(sfox.url).port), '127.0.0.1')
  socket.write(`${lines(`POST ${tokensPath}/a HTTP/1.1`, 'Host: x', `Authorization: ${authorization}`, '', '')}NOPE / HTTP/1.1\r\n\r\n`)
  while ((await sfox.faults.list())[0]?.hits === 0) await new Promise((resolve) => setImmediate(resolve))
  socket.end()
  await once(socket.resume(), 'close')
  t.match(await sfox.requests.waitFor(), [{ status: null }])
})

t.test('closes the connection of a client that goes on sending after a refusal', async (t) => {
  const { sfox } = await logging(t)
  const socket = connect({ port: Number(new URL(sfox.url).port), host: '127.0.0.1', allowHalfOpen: true }).on('error', () => {})
  let text = ''
  socket.on('data', (some) => { text += String(some) })
  const began = performance.now()
  const timer = setInterval(() => socket.writable && socket.write('more'), 20)
  t.teardown(() => clearInterval(timer))
  socket.write('NOPE / HTTP/1.1\r\n\r\n')
  await new Promise((resolve) => socket.once('close', resolve))
  clearInterval(timer)
  t.match(text, /^HTTP\/1\.1 400 /, 'it has got the response')
  t.ok(performance.now() - began < 3000)
})

t.test('logs a failed TLS handshake, and refuses malformed requests over TLS', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const { sfox, log } = await logging(t, options)
  await sendRaw(sfox.url, 'GET /v1/x HTTP/1.1\r\nHost: x\r\n\r\n').catch(() => '')
  t.match(log(), [{ msg: 'TLS handshake failed', code: 'ERR_SSL_HTTP_REQUEST' }])
  const { connect: connectTls } = await import('node:tls')
  const socket = connectTls({ port: Number(new URL(sfox.url).port), rejectUnauthorized: false })
  socket.write('NOPE / HTTP/1.1\r\n\r\n')
  t.match(String((await once(socket, 'data'))[0]), /^HTTP\/1\.1 400 [^]*x-fake-sfox-reason: malformed-request/)
  socket.destroy()
})
