import t, { type Test } from 'tap'
import dns from 'node:dns'
import { once } from 'node:events'
import { connect } from 'node:net'
import { createFakeSfox } from '../../src/server/app.ts'
import { authorization, tokensPath, whileTimeStands } from '../helper.ts'

/** Start an application with a route that responds only on demand. */
async function listening (t: Test, host = '127.0.0.1') {
  const app = createFakeSfox()
  let answer = () => {}
  let arrived = () => {}
  const waiting = new Promise<void>((resolve) => { arrived = resolve })
  app.get('/slow', async () => {
    arrived()
    await new Promise<void>((resolve) => { answer = resolve })
    return 'done'
  })
  await app.listen({ host, port: 0 })
  t.teardown(async () => { answer(); await app.close() })
  const { port } = app.server.address() as { port: number }
  return { app, port, waiting, answer: () => answer() }
}

/** Open a connection and send bytes. `closed` resolves when it ends, also by a reset. */
async function open (port: number, bytes: string) {
  const socket = connect(port, '127.0.0.1')
  const closed = new Promise<void>((resolve) => socket.on('close', () => resolve()))
  let text = ''
  socket.on('error', () => {}).on('data', (chunk) => { text += String(chunk) })
  await once(socket, 'connect')
  socket.write(bytes)
  return { socket, closed, text: () => text }
}

t.test('does not wait for idle sockets or half-sent requests', async (t) => {
  const { app, port } = await listening(t)
  const sockets = []
  for (let index = 0; index < 50; index++) {
    const opened = await open(port, 'GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n')
    await once(opened.socket, 'data')
    sockets.push(opened)
  }
  sockets.push(await open(port, `POST ${tokensPath} HTTP/1.1\r\nHost: fa`))
  await t.resolves(whileTimeStands(async () => await app.close()), 'no grace is needed')
  await Promise.all(sockets.map(async ({ closed }) => await closed))
})

t.test('finishes a request in flight, and accepts no other', async (t) => {
  const { app, port, waiting, answer } = await listening(t)
  const { closed, text } = await open(port, 'GET /slow HTTP/1.1\r\nHost: fake\r\n\r\n')
  await waiting
  const closing = app.close()
  await new Promise((resolve) => setImmediate(resolve))
  await t.rejects(open(port, ''), { code: 'ECONNREFUSED' })
  answer()
  await Promise.all([closing, closed])
  t.match(text(), /^HTTP\/1\.1 200 OK\r\n[^]*done$/)
})

t.test('finishes a request whose headers are completed meanwhile', async (t) => {
  const { app, port, waiting, answer } = await listening(t)
  await open(port, 'GET /slow HTTP/1.1\r\nHost: fake\r\n\r\n')
  const half = await open(port, `POST ${tokensPath} HTTP/1.1\r\nHost: fa`)
  await waiting
  const closing = app.close()
  await new Promise((resolve) => setImmediate(resolve))
  half.socket.write('ke\r\n\r\n')
  await once(half.socket, 'data')
  answer()
  await Promise.all([closing, half.closed])
  t.match(half.text(), /^HTTP\/1\.1 401 [^]*missing-credentials/)
})

t.test('has a single server, also for a host name with two addresses', async (t) => {
  const both = [{ address: '127.0.0.1', family: 4 }, { address: '::1', family: 6 }]
  t.intercept(dns, 'lookup', {
    value: (name: string, ...rest: unknown[]) => {
      const [options, found] = [rest[0] as { all?: boolean }, rest.at(-1) as (...result: unknown[]) => void]
      const matching = both.filter(({ address }) => name === 'localhost' || address === name)
      const [first] = matching
      process.nextTick(() => options.all ? found(null, matching) : found(null, first?.address, first?.family))
    }
  })
  t.equal((await listening(t, 'localhost')).app.addresses().length, 1)
})

t.test('cuts a hung request, and one with an incomplete body', async (t) => {
  const { app, port, waiting } = await listening(t)
  const hung = await open(port, 'GET /slow HTTP/1.1\r\nHost: fake\r\n\r\n')
  const half = await open(port,
    `POST ${tokensPath} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{"data":`)
  await waiting
  const began = performance.now()
  await app.close()
  t.ok(performance.now() - began < 1000)
  await Promise.all([hung.closed, half.closed])
  t.equal(hung.text(), '')
})

t.test('ends a hung request under inject too', async (t) => {
  const app = createFakeSfox()
  let arrived = () => {}
  const waiting = new Promise<void>((resolve) => { arrived = resolve })
  app.get('/hang', async (_request, reply) => { reply.hijack(); arrived() })
  const answer = app.inject('/hang')
  await Promise.all([waiting, t.rejects(answer), waiting.then(async () => await app.close())])
})

t.test('does not end a response that is closed already', async (t) => {
  const app = createFakeSfox()
  app.get('/gone', async (_request, reply) => {
    reply.hijack().raw.destroy()
    await once(reply.raw, 'close')
    reply.endAtClose(() => t.fail('ended'))
  })
  await t.rejects(app.inject('/gone'))
  await t.resolves(app.close())
})

t.test('shuts down once if it is closed twice', async (t) => {
  const { app } = await listening(t)
  await Promise.all([app.close(), app.close()])
  await app.close()
  t.notOk(app.server.listening)
})
