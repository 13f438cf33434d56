/** Test that `verify` reports servers that are dead, slow or lie, and ends. */
import t from 'tap'
import { createServer as createTcpServer } from 'node:net'
import { certificate } from '../certificate.ts'
import { start } from '../helper.ts'
import { needs } from '../needs.ts'
import { behind, json, listen, serve } from './servers.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

t.test('a server that is not there', async (t) => {
  // A port that was free a moment ago may be taken by another process.
  const { status, said, out } = await verifying('http://127.0.0.1:1', everything)
  t.strictSame([status, said.at(-1), out], [2, '127.0.0.1:1: no connection (ECONNREFUSED)', ''])
})

t.test('a name that leads nowhere, looked up by a resolver of the test\'s own', async (t) => {
  const lookup = ((_name: string, _options: object, done: (error: Error) => void) => {
    done(Object.assign(new Error('not found'), { code: 'ENOTFOUND' }))
  }) as never
  const { status, said } = await verifying('https://api.staging.sfox.invalid', { ...everything, 'yes-real-api': 'true' }, { lookup })
  t.strictSame([status, said.at(-1)], [2, 'api.staging.sfox.invalid: no connection (ENOTFOUND)'])
})

t.test('what is confirmed is asked by its name, and filed under it', async (t) => {
  const { url } = await start(t)
  const { port } = new URL(url)
  const lookup = ((_name: string, _options: object, done: (...found: unknown[]) => void) => {
    done(null, [{ address: '127.0.0.1', family: 4 }])
  }) as never
  const { status, out } = await verifying(`http://sfox.invalid:${port}/`, { 'yes-real-api': 'true' }, { lookup })
  t.equal(status, 0)
  t.match(out, `sfox.invalid:${port} (a fake-sfox `)
})

t.test('a server that never answers, or drips', async (t) => {
  const silent = await listen(t, createTcpServer())
  const first = await verifying(silent, { ...everything, timeout: '20ms' })
  t.strictSame([first.status, first.said.at(-1)], [2, `${new URL(silent).host}: no complete answer within 0.02 s`])

  let seen = 0
  const dripping = await serve(t, (_request, reply) => {
    if (++seen === 1) json(reply, 404, { error: 'no' })
    else reply.writeHead(200).write('{')
  })
  const { status, lines } = await verifying(dripping, { key: [], timeout: '1s' })
  t.equal(status, 2)
  t.equal(lines.filter(({ detail }) => detail === 'no complete answer within 1 s').length, 3)
  t.equal(lines.find(({ row }) => row === 'unknown-endpoint')?.detail, 'not asked, after 3 requests in a row without an answer')
})

t.test('a server that goes away meanwhile', async (t) => {
  const url = await behind(t, ({ socket }, _reply, seen) => {
    if (seen > 10) socket.destroy()
    return seen > 10
  })
  const { status, lines } = await verifying(url, everything)
  t.equal(status, 2)
  t.ok(lines.some(({ verdict }) => verdict === 'same'))
  t.equal(lines.filter(({ detail }) => detail === 'the connection was cut').length, 3)
})

t.test('a server that tells lies', async (t) => {
  const page = '<!doctype html><title>Sign in</title>'
  const html = await serve(t, (_request, reply) => reply.writeHead(200, { 'content-type': 'text/html' }).end(page))
  const said = await verifying(html, { ...everything, 'expired-token': 'an-old-one' })
  t.equal(said.status, 1)
  t.match(said.of('missing-credentials')[0]?.detail, /^status: 200, the fake: 401; shape: not JSON \(text\/html\), the fake: \{error: string\}; headers: content-type: text\/html/)
  t.equal(said.of('mint-list')[0]?.detail, 'no token for --user-id number 1: its answer to a mint has no token that can be sent')

  const typeless = await serve(t, (_request, reply) => reply.writeHead(404).end('nothing here'))
  t.match((await verifying(typeless)).of('unknown-key')[0]?.detail, 'shape: not JSON (of no type)')

  const empty = await serve(t, (_request, reply) => reply.writeHead(401).end())
  t.match((await verifying(empty)).of('unknown-key')[0]?.detail, /^shape: nothing, the fake: \{error: string\}; /)

  const cut = await behind(t, (_request, reply, seen) => {
    if (seen % 2 === 0) reply.writeHead(200, { 'content-length': 100 }).write('{"data":[', () => reply.destroy())
    return seen % 2 === 0
  })
  t.ok((await verifying(cut)).lines.some(({ detail }) => detail === 'the connection was cut'))

  const away = await serve(t, (_request, reply) => reply.writeHead(302, { location: 'https://login.invalid/?key=secret' }).end())
  const { status, said: lastly, out } = await verifying(away, everything)
  t.strictSame([status, lastly.at(-1), out], [2, `${new URL(away).host}: redirected to https://login.invalid, which is not followed`, ''])
  const nowhere = await serve(t, (_request, reply) => reply.writeHead(307).end())
  t.match((await verifying(nowhere)).said.at(-1), /: redirected, which is not followed$/)

  const changing = await listen(t, createTcpServer((socket) => socket.on('data', () =>
    socket.end('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n'))))
  t.match((await verifying(changing)).said.at(-1), /: it switches to another protocol$/)

  const dripping = await listen(t, createTcpServer((socket) => socket.on('data', () =>
    socket.write('HTTP/1.1 401 No\r\nConnection: close\r\n\r\n{'))))
  t.match((await verifying(dripping, { timeout: '50ms' })).said.at(-1), /: no complete answer within 0\.05 s$/)

  const named = await serve(t, (_request, reply) =>
    reply.writeHead(401, { 'content-type': 'application/json' }).end('{"error":"x","__proto__":{"a":1},"constructor":{}}'))
  t.match((await verifying(named)).of('unknown-key')[0]?.detail, /^shape: \{error: string, __proto__: \{a: number\}, constructor: \{\}\}, /)
  const bare = await serve(t, ({ method }, reply) => json(reply, 401, method === 'GET' ? null : { error: null }))
  const barely = await verifying(bare)
  t.match(barely.of('unknown-key')[0]?.detail, /^text: none, the fake: "/)
  t.match(barely.of('unknown-key')[1]?.detail, /^shape: null, the fake: /)

  const noHttp = await listen(t, createTcpServer((socket) => socket.on('data', () => socket.end('220 mail ready\r\n'))))
  t.match((await verifying(noHttp)).said.at(-1), /: the answer is not HTTP$/)

  const endless = await behind(t, (_request, reply, seen) => {
    if (seen === 5) reply.writeHead(200).end(Buffer.alloc(8 * 1024 * 1024 + 1, ' '))
    return seen === 5
  })
  t.ok((await verifying(endless)).lines.some(({ detail }) => detail === 'the answer is larger than 8 MiB'))

  const odd = await behind(t, (request, reply) => {
    const isOdd = request.url === '/v1/user/balance' || request.url === '/v1/user/bank'
    if (isOdd) json(reply, 200, [null])
    return isOdd
  })
  const oddly = await verifying(odd, twoUsers)
  t.equal(oddly.status, 2)
  t.equal(oddly.of('listed-currencies')[0]?.detail, 'its answer is not as documented')
})

t.test('what says that it is a fake is asked as one, and need not be one', async (t) => {
  const pretending = async (status: number, catalogue: unknown) => {
    const url = await serve(t, ({ url }, reply) => {
      const isCatalogue = url === '/_fake/catalog'
      json(reply, isCatalogue ? status : 404, isCatalogue ? catalogue : { error: 'no' }, { 'x-fake-sfox': '9.9.9' })
    })
    return await verifying(url)
  }
  const empty = await pretending(200, {})
  t.match(empty.out, / \(a fake-sfox 9\.9\.9\) and fake-sfox /)
  t.equal(empty.of('too-many-worlds')[0]?.detail, 'its catalogue does not name it')
  const bare = await pretending(200, { outcomes: [{ reason: 'too-many-worlds', status: 507 }] })
  t.match(bare.of('too-many-worlds')[0]?.detail, /^\{"status":507\}, the fake: \{"status":507,"error":"/)
  t.equal((await pretending(200, { behaviours: [null] })).of('fee-rate')[0]?.detail, 'its answer is not as documented')
  t.equal((await pretending(403, {})).of('fee-rate')[0]?.detail, 'it refused its catalogue (403)')
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
  t.equal((await verifying(url)).status, 1, 'what it answers to GET differs')
  const { status, said, out } = await verifying(hello)
  t.strictSame([status, said.at(-1)], [2, 'nothing could be compared'])
  t.match(out, /\n0 compared: 0 same, 0 differ\. /)
})

t.test('a certificate that is not trusted', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const { url } = await start(t, options)
  t.match((await verifying(url)).said.at(-1), /no connection \(DEPTH_ZERO_SELF_SIGNED_CERT\): its certificate is not trusted; set NODE_EXTRA_CA_CERTS to/)
})
