/** Servers that are dead, slow, that lie or limit: `verify` says so, ends, and gives nothing away. */
import t, { type Test } from 'tap'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http'
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { wallTime } from '../../src/world/clock.ts'
import { certificate } from '../certificate.ts'
import { createPace } from '../../src/verify/pace.ts'
import { key, start, tokensPath } from '../helper.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

/** A server that is closed after the test, whatever is still open. */
async function listen (t: Test, server: Server): Promise<string> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket) => sockets.add(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(async () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const serve = async (t: Test, handle: RequestListener) => await listen(t, createServer(handle))

const json = (reply: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}) =>
  reply.writeHead(status, { 'content-type': 'application/json; charset=utf-8', ...headers }).end(JSON.stringify(body))

/** What stands behind a server that changes what a fake says on its way. */
async function behind (t: Test, change: (request: IncomingMessage, reply: ServerResponse, seen: number) => boolean): Promise<string> {
  const users = twoUsers['user-id'].map((id) => ({ user_id: id }))
  const { url } = await start(t, { users: 'registered', fixtures: { users } })
  let seen = 0
  return await serve(t, async (request, reply) => {
    if (change(request, reply, ++seen)) return
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url: path, headers: { authorization, accept = '' } } = request
    const answer = await fetch(url + path, {
      method, headers: { accept, ...(authorization !== undefined && { authorization }) }, ...(chunks.length > 0 && { body: Buffer.concat(chunks) })
    })
    const { 'x-fake-sfox': _, date: __, connection: ___, 'content-length': ____, ...headers } = Object.fromEntries(answer.headers)
    reply.writeHead(answer.status, headers).end(await answer.text())
  })
}

/** Time that passes only by waiting. */
function waits () {
  const slept: number[] = []
  let now = wallTime()
  return { slept, timing: { now: () => now, async sleep (ms: number) { slept.push(ms); now += ms } } }
}

t.test('a server that is not there', async (t) => {
  const server = createTcpServer()
  const url = await listen(t, server)
  server.close()
  await once(server, 'close')
  const { status, said, out } = await verifying(t, url, everything)
  t.strictSame([status, said.at(-1), out], [2, `${new URL(url).host}: no connection (ECONNREFUSED)`, ''])
})

t.test('a name that leads nowhere, looked up by a resolver of the test\'s own', async (t) => {
  const lookup = ((_name: string, _options: object, done: (error: Error) => void) => {
    done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
  }) as never
  const { status, said } = await verifying(t, 'https://api.staging.sfox.invalid', { ...everything, 'yes-real-api': 'true' }, { lookup })
  t.strictSame([status, said.at(-1)], [2, 'api.staging.sfox.invalid: no connection (ENOTFOUND)'])
})

t.test('what is confirmed is asked by its name, and filed under it', async (t) => {
  const { url } = await start(t)
  const { port } = new URL(url)
  const lookup = ((_name: string, _options: object, done: (...found: unknown[]) => void) => {
    done(null, [{ address: '127.0.0.1', family: 4 }])
  }) as never
  const { status, out } = await verifying(t, `http://sfox.invalid:${port}/`, { 'yes-real-api': 'true' }, { lookup })
  t.equal(status, 0)
  t.match(out, `sfox.invalid:${port} (a fake-sfox `)
})

t.test('a server that never answers, or drips', async (t) => {
  const silent = await listen(t, createTcpServer())
  const first = await verifying(t, silent, { ...everything, timeout: '20ms' })
  t.strictSame([first.status, first.said.at(-1)], [2, `${new URL(silent).host}: no whole answer within 0.02 s`])

  const dripping = await behind(t, (_request, reply, seen) => {
    if (seen > 10) reply.writeHead(200).write('{')
    return seen > 10
  })
  const { status, lines } = await verifying(t, dripping, { ...everything, timeout: '250ms' })
  t.equal(status, 2)
  t.equal(lines.filter(({ detail }) => detail === 'no whole answer within 0.25 s').length, 3)
  t.equal(lines.at(-1)?.detail, 'not asked, after 3 requests in a row without an answer')
})

t.test('a server that goes away meanwhile', async (t) => {
  const url = await behind(t, ({ socket }, _reply, seen) => {
    if (seen > 10) socket.destroy()
    return seen > 10
  })
  const { status, lines } = await verifying(t, url, everything)
  t.equal(status, 2)
  t.ok(lines.some(({ verdict }) => verdict === 'same'))
  t.equal(lines.filter(({ detail }) => detail === 'the connection was cut').length, 3)
})

t.test('a server that tells lies', async (t) => {
  const page = '<!doctype html><title>Sign in</title>'
  const html = await serve(t, (_request, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(page))
  const said = await verifying(t, html, { ...everything, 'expired-token': 'an-old-one' })
  t.equal(said.status, 1)
  t.match(said.of('missing-credentials')[0]?.detail, /^status: 200, the fake: 401; shape: not JSON \(text\/html\), the fake: \{error: string\}; headers: content-type: text\/html/)
  t.equal(said.of('mint-list')[0]?.detail, 'no token for --user-id number 1: its answer to a mint has no token')

  const typeless = await serve(t, (_request, reply) => reply.writeHead(404).end('nothing here'))
  t.match((await verifying(t, typeless)).of('unknown-key')[0]?.detail, 'shape: not JSON (of no type)')

  const cut = await behind(t, (_request, reply, seen) => {
    if (seen % 2 === 0) reply.writeHead(200, { 'content-length': 100 }).write('{"data":[', () => reply.destroy())
    return seen % 2 === 0
  })
  t.equal((await verifying(t, cut, {})).of('unknown-key')[0]?.detail, 'the connection was cut')

  const away = await serve(t, (_request, reply) => reply.writeHead(302, { location: 'https://login.invalid/?key=secret' }).end())
  const { status, said: lastly, out } = await verifying(t, away, everything)
  t.strictSame([status, lastly.at(-1), out], [2, `${new URL(away).host}: redirected to https://login.invalid, which is not followed`, ''])
  const nowhere = await serve(t, (_request, reply) => reply.writeHead(307).end())
  t.match((await verifying(t, nowhere)).said.at(-1), /: redirected, which is not followed$/)

  const noHttp = await listen(t, createTcpServer((socket) => socket.on('data', () => socket.end('220 mail ready\r\n'))))
  t.match((await verifying(t, noHttp)).said.at(-1), /: what is answered is not HTTP$/)

  const endless = await behind(t, (_request, reply, seen) => {
    if (seen === 5) reply.writeHead(200).end(Buffer.alloc(8 * 1024 * 1024 + 1, ' '))
    return seen === 5
  })
  t.ok((await verifying(t, endless)).lines.some(({ detail }) => detail === 'the answer is larger than 8 MiB'))

  const odd = await behind(t, (request, reply) => {
    const isOdd = request.url === '/v1/user/balance' || request.url === '/v1/user/bank'
    if (isOdd) json(reply, 200, [null])
    return isOdd
  })
  const oddly = await verifying(t, odd, twoUsers)
  t.equal(oddly.status, 1, 'its balances have another shape')
  t.equal(oddly.of('listed-currencies')[0]?.detail, 'its answer is not as documented')
})

t.test('answers that are not what was asked for', async (t) => {
  /** Answers where the path and the body are such, and says what the rows show then. */
  const answering = async (path: RegExp, status: number, body: unknown, flags = everything) => await verifying(t, await behind(t, (request, reply) => {
    const is = path.test(`${request.method} ${request.url}`)
    if (is) json(reply, status, body)
    return is
  }), flags)
  const mintAll = /^POST \/v1\/enterprise\/user-tokens$/
  const listless = await answering(mintAll, 201, { data: {} })
  t.equal(listless.of('repeated-ids')[0]?.detail, 'its answer to a list is no list')
  t.equal((await answering(mintAll, 201, { data: [] })).of('repeated-ids')[0]?.detail, '"0 results", the fake: "each"')
  const strangers = { data: [{ partner_user_id: 'x' }, { partner_user_id: 'y' }] }
  t.equal((await answering(mintAll, 201, strangers)).of('result-order')[0]?.detail, '"neither", the fake: "as-sent"')
  const refused = await answering(mintAll, 400, { error: 'no lists' })
  t.equal(refused.of('repeated-ids')[0]?.detail, 'it refused the list (400)')
  t.equal(refused.of('max-user-ids')[0]?.detail, 'it refused a list of one id')
  t.equal(refused.of('mint-list')[0]?.detail, 'status: 400, the fake: 201; shape: {error: string}, the fake: {data: [{token: 64 hex digits, expires: string, partner_user_id: string}]}')

  const noMint = await answering(/^POST \/v1\/enterprise\/user-tokens\/./, 404, { error: 'no such user' })
  t.equal(noMint.of('mint-list')[0]?.detail, 'no token for --user-id number 1: it refused to mint a token (404)')
  t.equal(noMint.of('result-order')[0]?.detail, 'no token for --user-id number 1: it refused to mint a token (404)')

  t.equal((await answering(/^DELETE \/v1\/enterprise\/account/, 500, { error: 'no' })).of('deactivated-user')[0]?.detail, 'it refused to deactivate a user')
  t.equal((await answering(/register-account/, 403, { error: 'no' })).of('wrong-code')[0]?.detail, 'it refused to register a user (403)')
  t.equal((await answering(/^GET \/v1\/orders$/, 200, { orders: [] })).of('open-orders')[0]?.detail, 'its list lacks an order that is open')
  t.equal((await answering(/^GET \/v1\/user\/balance$/, 200, {})).of('listed-currencies')[0]?.detail, 'its balances are no list')
  t.equal((await answering(/^POST \/v1\/user\/bank$/, 200, { id: 1 })).of('bank-link-answer')[0]?.detail, '"something else", the fake: "account"')
  const patient = await answering(/^POST \/v1\/user\/bank\/verify$/, 200, { success: false })
  t.equal(patient.of('verify-attempts')[0]?.detail, 'after 10 wrong tries it still gives the same')
})

t.test('what it cannot take back it names', async (t) => {
  const url = await behind(t, ({ method }, reply) => {
    if (method === 'DELETE') json(reply, 500, { error: 'no' })
    return method === 'DELETE'
  })
  const { out } = await verifying(t, url, everything)
  t.match(out, /\nLeft behind on the server: user fake-sfox-verify-[0-9a-f]{8}-registered\.\n/)
  t.match(out, /\nLeft behind on the server: order \d+\.\n/)
})

t.test('a server that refuses the key, and one that does not know a user', async (t) => {
  const refused = await verifying(t, (await start(t)).url, { ...everything, key: 'other-key' })
  t.strictSame([refused.status, refused.differing], [2, []])
  t.equal(refused.of('mint-one')[0]?.detail, 'the server refuses the key (401)')
  t.equal(refused.of('unknown-key')[0]?.verdict, 'same')
  t.equal(refused.said.at(-1), 'not all of what was asked for could be compared')

  const { url } = await start(t, { users: 'registered', fixtures: { users: [{ user_id: 'user-1' }] } })
  const { status, of } = await verifying(t, url, twoUsers)
  t.equal(status, 2)
  t.equal(of('result-order')[0]?.detail, 'no token for --user-id number 2: it refused to mint a token (404)')
})

t.test('nothing to compare is no success', async (t) => {
  const url = await serve(t, ({ method }, reply) => {
    if (method === 'GET') json(reply, 404, {})
    else reply.destroy()
  })
  const hello = await behind(t, (_request, reply, seen) => {
    if (seen > 1) reply.writeHead(302).end()
    return seen > 1
  })
  t.equal((await verifying(t, url)).status, 1, 'what it answers to GET differs')
  const { status, said, out } = await verifying(t, hello)
  t.strictSame([status, said.at(-1)], [2, 'nothing could be compared'])
  t.match(out, /\n0 compared: 0 same, 0 differ\. /)
})

t.test('a server that limits is waited for, and at last given up', async (t) => {
  const limiting = async (after: string | undefined, isLimited: (seen: number) => boolean) => {
    const { slept, timing } = waits()
    const url = await behind(t, (_request, reply, seen) => {
      if (isLimited(seen)) json(reply, 429, { error: 'slow down' }, { 'content-type': 'application/json', ...(after !== undefined && { 'retry-after': after }) })
      return isLimited(seen)
    })
    return { slept, ...await verifying(t, url, twoUsers, { timing }) }
  }
  const once = await limiting('3', (seen) => seen === 8)
  t.strictSame(once.slept, [3000])
  t.ok(once.said.includes('429 (too many requests): waiting 3 s'))
  t.strictSame(once.differing, ['rate-limited'])
  t.equal(once.of('rate-limited')[0]?.detail, 'text: "slow down", the fake: "Over the limit of 250 requests in 10 s; wait for 60 s."; ' +
    'headers: content-type: application/json, the fake: content-type: application/json; charset=utf-8')

  t.strictSame((await limiting(undefined, (seen) => seen === 8)).slept, [10_000])
  t.strictSame((await limiting('soon', (seen) => seen === 8)).slept, [10_000])
  t.strictSame((await limiting('86400', (seen) => seen === 8)).slept, [65_000])
  const [ms] = (await limiting(new Date(wallTime() + 30_000).toUTCString(), (seen) => seen === 8)).slept
  t.ok(ms !== undefined && ms > 20_000 && ms <= 30_000, `${ms}`)

  const always = await limiting('1', (seen) => seen > 8)
  t.strictSame(always.slept, [1000, 1000, 1000])
  t.equal(always.lines.filter(({ detail }) => detail === '429 (too many requests) came 4 times').length, 1)
  t.ok(always.lines.some(({ detail }) => detail === 'not asked, after 429 (too many requests) came 4 times in a row'))
  t.match(await limiting('1', () => true), { status: 2, slept: [1000, 1000, 1000] })
})

t.test('no faster than sFOX documents', async (t) => {
  const { url, requests } = await start(t, { rateLimit: 'on' })
  const { slept, timing } = waits()
  await verifying(t, url, everything, { timing })
  t.strictSame((await requests.list({ status: 429 })).filter(({ fault }) => fault === null), [])
  t.strictSame(slept, [], 'one run has no need to wait')

  const pace = createPace(timing)
  for (const [method, path, most] of [['POST', tokensPath, 250], ['GET', '/v1/user/balance', 5], ['GET', '/v1/orders', 10]] as const) {
    const sent: number[] = []
    for (let count = 0; count < 600; count++) {
      await timing.sleep(pace(method, path))
      sent.push(timing.now())
    }
    for (const at of sent) t.ok(sent.filter((one) => one >= at && one < at + 10_000).length < most)
  }
})

t.test('headers that come with every answer are named once, and are no difference', async (t) => {
  const url = await behind(t, (_request, reply) => {
    reply.setHeader('x-frame-options', 'DENY')
    return false
  })
  const { status, out } = await verifying(t, url, everything)
  t.equal(status, 0)
  t.match(out, '\nWith most answers the server also sends: x-frame-options.\n')
})

t.test('an interrupted run takes back what it has made', async (t) => {
  const { url, users } = await start(t)
  const interrupt = new AbortController()
  const isLate = (line: string) => line.startsWith('80 of ')
  const say = (line: string) => { if (isLate(line)) interrupt.abort() }
  const { status, lines, out } = await verifying(t, url, everything, { say, signal: interrupt.signal })
  t.equal(status, 2)
  t.equal(lines.at(-1)?.detail, 'interrupted')
  t.notMatch(out, 'Left behind')
  t.strictSame((await users.list()).filter(({ user_id: id }) => id.startsWith('fake-sfox-verify')), [])
})

t.test('a certificate that is not trusted', async (t) => {
  const { options } = await certificate(t)
  const { url } = await start(t, options)
  t.match((await verifying(t, url)).said.at(-1), /no connection \(DEPTH_ZERO_SELF_SIGNED_CERT\): its certificate is not trusted; NODE_EXTRA_CA_CERTS names/)
})

t.test('no secret is printed, whatever the server says', async (t) => {
  const dir = t.testdir()
  const secrets = { key: 'sk-live-Zz9/+|"x', 'expired-token': 'old-secret-token' }
  const echo = `you sent ${secrets.key} and ${secrets['expired-token']}, ${'c'.repeat(64)}, \u001b[31m|`
  const url = await serve(t, ({ headers: { authorization = '' } }, reply) => {
    json(reply, 403, { error: `${echo} ${authorization}` }, { 'www-authenticate': `Bearer realm="${secrets.key}"`, 'x-of': secrets.key })
  })
  const { out, said, of } = await verifying(t, url, { ...everything, ...secrets, save: `${dir}/seen.json` })
  const saved = readFileSync(`${dir}/seen.json`, 'utf8')
  for (const secret of [...Object.values(secrets), JSON.stringify(secrets.key).slice(1, -1), 'c'.repeat(64), 'a'.repeat(64)]) {
    for (const text of [out, said.join('\n'), saved]) t.notOk(text.includes(secret), secret)
  }
  t.match(of('expired-token')[0]?.detail, 'you sent #')
  t.notOk(out.includes('\u001b'), 'nor anything that a terminal obeys')
  t.notOk(out.includes(key))
})
