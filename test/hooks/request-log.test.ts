import t, { type Test } from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { pino, type Logger } from 'pino'
import type { FakeSfoxOptions } from '../../src/options/table.ts'
import { fingerprint } from '../../src/world/fingerprint.ts'
import { authorization, build, key, mintList, optionMistake, start, tokensPath } from '../helper.ts'

/** Create a sink for log lines, which can be waited for. */
function sink () {
  const lines: string[] = []
  const waiting: Array<() => void> = []
  return {
    lines,
    stream: { write: (line: string) => { lines.push(line); waiting.splice(0).forEach((wake) => wake()) } },
    entries: () => lines.map((line) => JSON.parse(line)),
    next: async () => await new Promise<void>((resolve) => waiting.push(resolve))
  }
}

function logged (t: Test, options: FakeSfoxOptions = {}) {
  const log = sink()
  return { log, app: build(t, { ...options, logger: pino({ level: 'trace' }, log.stream) }) }
}

t.test('logs one line for each request, with fingerprints', async (t) => {
  const { log, app } = logged(t)
  const call = async (path: string, headers: Record<string, string>, payload?: string) =>
    await app.inject({ method: 'POST', url: path, headers, ...(payload !== undefined && { payload }) })

  const minted = (await call(tokensPath, { authorization }, '{"data":["a","b"]}')).json().data
  await call(`${tokensPath}?secret=1`, { authorization: `Bearer ${minted[0].token}` })
  await call('/v1/nope', {})
  await call(`${tokensPath}/%zz`, { authorization: 'nonsense' })
  await app.inject('/_fake')

  const entries = log.entries()
  for (const entry of entries) {
    t.equal(entry.msg, 'request')
    t.equal(entry.level, 30)
    t.type(entry.ms, 'number')
  }
  const prints = minted.map(({ token }: { token: string }) => fingerprint(token))
  t.strictSame(entries.map(({ level, time, pid, hostname, ms, msg, ...rest }) => rest), [
    { method: 'POST', path: tokensPath, status: 201, key: fingerprint(key), tokens: prints },
    { method: 'POST', path: tokensPath, status: 403, reason: 'wrong-credential-kind', tokens: [prints[0]] },
    { method: 'POST', path: '/v1/nope', status: 404, reason: 'unknown-endpoint' },
    { method: 'POST', path: `${tokensPath}/%zz`, status: 400, reason: 'malformed-url', key: fingerprint('nonsense') },
    { method: 'GET', path: '/_fake', status: 200 }
  ])
})

t.test('logs an enterprise key that looks like a token as a key', async (t) => {
  const hexKey = '0123456789abcdef'.repeat(4)
  const { log, app } = logged(t, { key: hexKey })
  await app.inject({ method: 'POST', url: '/v1/nope', headers: { authorization: `Bearer ${hexKey}` } })
  t.equal(log.entries()[0].key, fingerprint(hexKey))
  t.equal(log.entries()[0].tokens, undefined)
})

t.test('lists the first 20 tokens of a long list', async (t) => {
  const { log, app } = logged(t)
  const { path: url, headers, body } = mintList(Array.from({ length: 30 }, (_, index) => `u${index}`))
  await app.inject({ method: 'POST', url, headers: headers as Record<string, string>, payload: body as string })
  t.equal(log.entries()[0].tokens.length, 20)
})

t.test('does not log health probes', async (t) => {
  const { log, app } = logged(t)
  await app.inject('/_fake/health')
  await app.inject('/_fake/health/')
  t.strictSame(log.lines, [])
})

t.test('logs a request that is cut without a status', async (t) => {
  const log = sink()
  const { url } = await start(t, { logger: pino({}, log.stream) })
  const socket = connect(Number(new URL(url).port), '127.0.0.1')
  await once(socket, 'connect')
  const line = log.next()
  socket.write(`POST ${tokensPath} HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{"data":`,
    () => setImmediate(() => socket.destroy()))
  await line
  t.match(log.entries().at(-1), { method: 'POST', path: tokensPath, status: null, key: fingerprint(key) })
})

t.test('logs no secret, at any level, for each way to pass the logger', async (t) => {
  const secretKey = 'sk_live.+(secret)'
  const ways: Array<(log: ReturnType<typeof sink>) => FakeSfoxOptions['logger']> = [
    (log) => pino({ level: 'trace' }, log.stream),
    (log) => ({ level: 'trace', hooks: { streamWrite: (line: string) => { log.stream.write(line); return '' } } })
  ]
  for (const way of ways) {
    const log = sink()
    const sfox = await start(t, { key: secretKey, logger: way(log) })
    const post = async (path: string, credential: string, body?: string) =>
      await fetch(sfox.url + path, { method: 'POST', headers: { authorization: credential }, ...(body && { body }) })
    const good = `Bearer ${secretKey}`

    const { data: { token } } = await (await post(`${tokensPath}/a`, good)).json() as { data: { token: string } }
    await post(tokensPath, `Bearer ${token}`, '{"data":["a"]}')
    await post(`${tokensPath}/${token}`, good)
    await post(`${tokensPath}/${encodeURIComponent(secretKey)}~w`, `${good}~w`)
    await post(`/${token}/${encodeURI(secretKey)}`, good)
    await post(`/v1/${token}/%zz`, good)
    await post(tokensPath, good, `{"data":["${token}"`)
    await post(tokensPath, good, `{"data":["${secretKey}", ""]}`)
    await post(tokensPath, 'Bearer some-other-key', '{}')
    await new Promise((resolve) => {
      const socket = connect(Number(new URL(sfox.url).port), '127.0.0.1', () => socket.write(`GET ${token} ${good}\r\n\r\n`))
      socket.on('error', () => {}).on('close', resolve).resume()
    })
    await sfox.close()

    const all = log.lines.join('')
    t.not(log.lines.length, 0)
    for (const secret of [token, secretKey, encodeURIComponent(secretKey), 'some-other-key']) {
      t.notOk(all.includes(secret), 'no secret')
      t.notOk(all.includes(JSON.stringify([...Buffer.from(secret)]).slice(1, -1)), 'nor its bytes')
    }
    t.ok(all.includes(fingerprint(token)))
    t.ok(all.includes(fingerprint(secretKey)))
    t.ok(all.includes(fingerprint('some-other-key')))
    t.strictSame([...new Set(log.entries().map(({ msg }) => msg))], ['request'], 'the framework says nothing')
    t.match(log.entries().find(({ path }) => path === undefined), { status: 400, reason: 'malformed-request', code: /^HPE_/ })
  }
})

t.test('is silent in process without a logger, and uses the level of a logger', async (t) => {
  const loud = sink()
  const app = build(t, { logger: pino({ level: 'warn' }, loud.stream) })
  await app.inject('/_fake')
  t.strictSame(loud.lines, [])
  const quiet = build(t, { logger: pino({ level: 'silent' }, loud.stream) })
  await quiet.inject('/_fake')
  t.strictSame(loud.lines, [])
  t.equal(build(t).log.level, undefined, 'no logger at all')
  for (const level of ['silent', 'fatal', 'error', 'warn']) t.equal(build(t, { logger: pino({ level }) }).log.level, level)
  t.equal(build(t, { logger: pino({ level: 'trace' }, loud.stream) }).log.level, 'warn', 'of the framework no chatter')
})

t.test('uses logLevel for a logger that is created from options', async (t) => {
  const streamWrite = (line: string) => { t.fail(line); return '' }
  const app = build(t, { logLevel: 'warn', logger: { hooks: { streamWrite } } })
  await app.inject('/_fake')
  t.equal(app.log.level, 'warn')
})

t.test('refuses an invalid logger, and options that pino refuses', async (t) => {
  const mistake = (logger: unknown) => optionMistake(t, () => build(t, { logger: logger as Logger }))
  t.equal(mistake({ child: () => {}, info: () => {} }), 'logger: must be a pino logger')
  t.match(mistake({ level: 'loud' }), /^logger: default level:loud/)
})

t.test('removes secrets from logged errors', async (t) => {
  const { log, app } = logged(t)
  app.get('/mine', async (request) => {
    for (const err of [null, `text with ${key}`, Object.assign(new Error(key), { code: 'E' })]) request.log.error({ err }, 'failed')
    return 'x'
  })
  t.equal((await app.inject('/mine')).statusCode, 200)
  const [none, text, error] = log.entries()
  t.equal(none.err, 'null')
  t.equal(text.err, `text with ${fingerprint(key)}`)
  t.match(error.err, { type: 'Error', message: fingerprint(key), code: 'E' })
  t.notOk(log.lines.join().includes(key))
})

t.test('logs an application\'s own routes through the given logger', async (t) => {
  const { log, app } = logged(t)
  app.get('/mine', async (request) => { request.log.info('hello'); return 'x' })
  await app.inject('/mine')
  t.strictSame(log.entries().map(({ msg }) => msg), ['hello', 'request'])
})
