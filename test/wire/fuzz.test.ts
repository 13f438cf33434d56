/**
 * Fuzz test of HTTP: malformed and randomly mutated bytes over connections that are cut, half closed or slow.
 * `FUZZ_RUNS` sets the number of conversations, and `FUZZ_SEED` repeats those of another run. A failure prints its
 * seed.
 */
import t, { type Test } from 'tap'
import fc from 'fast-check'
import { EventEmitter, once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { buildApp } from '../../src/server/app.ts'
import { resolveConfig } from '../../src/options/resolve.ts'
import { authorization, mint, tokensPath, whileTimeStands } from '../helper.ts'
import { readAnswers } from './answers.ts'
import { corpus, tokens } from './corpus.ts'

const runs = Number(process.env.FUZZ_RUNS ?? 300)
const seed = process.env.FUZZ_SEED === undefined ? {} : { seed: Number(process.env.FUZZ_SEED) }

type Ending = 'half-close' | 'close' | 'reset'

/** The timeouts for clients, in ms. */
const patience = { headersTimeout: 60_000, requestTimeout: 300_000, connectionsCheckingInterval: 5000 }

/** Start a fake with shorter timeouts, and return its journal and a function that sends bytes. */
async function target (t: Test, hurry = 1) {
  const { app, worlds } = buildApp(resolveConfig({ logger: false }))
  t.match(app.server, patience)
  // Node reads the timeouts when it begins to listen.
  for (const [name, time] of Object.entries(patience)) Object.assign(app.server, { [name]: time / hurry })
  t.teardown(async () => await app.close())
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  // Node does not respond to a half-closed connection, and the first response is slow.
  await mint(url, ['a', ''])
  const port = Number(new URL(url).port)
  /** The server's end of each connection, by the client's port. */
  const served = new EventEmitter().setMaxListeners(0)
  const accepted = new Set<string>()
  app.server.on('connection', (end: Socket) => {
    const name = String(end.remotePort)
    accepted.add(name)
    end.once('close', () => served.emit(name))
    served.emit('accepted')
  })

  /** Open a connection. `over` resolves when the server has closed it. */
  async function open () {
    const socket = connect(port, '127.0.0.1').on('error', () => {})
    await once(socket, 'connect')
    const name = String(socket.localPort)
    while (!accepted.delete(name)) await once(served, 'accepted')
    return { socket, over: once(served, name) }
  }

  /** Send chunks one after the other, end the connection, and return the responses and the entries of the journal. */
  async function attack (pieces: string[], ending: Ending = 'half-close') {
    worlds.default.journal.clear()
    const { socket, over } = await open()
    let text = ''
    socket.setEncoding('latin1').on('data', (some) => { text += String(some) })
    for (const piece of pieces) {
      if (socket.writable) await new Promise((resolve) => socket.write(piece, 'latin1', resolve))
    }
    if (ending === 'half-close') socket.end()
    else if (ending === 'close') socket.destroy()
    else socket.resetAndDestroy()
    await over
    if (!socket.closed) await once(socket, 'close')
    return { text, entries: worlds.default.journal.list({}).requests }
  }

  return { app, url, open, attack }
}

/** Assert that the fake still works, and that no connection is left after a stop. */
async function isUnharmed (t: Test, { app, url }: Awaited<ReturnType<typeof target>>, idle = true) {
  t.equal((await mint(url, 'a')).status, 201, 'it still answers')
  if (idle) await t.resolves(whileTimeStands(async () => await app.close()), 'no reply is still open, which would get a moment')
  else await app.close()
  const left = await new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)))
  t.equal(left, 0, 'no socket is left')
}

t.test('responds to malformed requests as expected, and prevents request smuggling', async (t) => {
  const fake = await target(t)
  for (const { name, bytes, statuses, journalled } of corpus) {
    for (const pieces of [[bytes], bytes.match(/[^]{1,97}/g) ?? []]) {
      const { text, entries } = await fake.attack(pieces)
      const answers = readAnswers(text)
      t.strictSame(answers.map(({ status }) => status), statuses, name)
      t.equal(entries.length, journalled ?? answers.filter(({ isOurs }) => isOurs).length, `${name}: journalled`)
    }
  }
  await isUnharmed(t, fake)
})

const place = fc.nat({ max: 2000 })
const mutation = fc.oneof(
  fc.record({ what: fc.constant('insert' as const), at: place, text: fc.constantFrom(...tokens) }),
  fc.record({ what: fc.constant('change' as const), at: place, text: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)) }),
  fc.record({ what: fc.constant('remove' as const), at: place, length: fc.nat({ max: 40 }) }),
  fc.record({ what: fc.constant('repeat' as const), at: place, length: fc.nat({ max: 200 }) }),
  fc.record({ what: fc.constant('cut' as const), at: place })
)
type Mutation = typeof mutation extends fc.Arbitrary<infer Kind> ? Kind : never

function mutate (bytes: string, change: Mutation): string {
  const at = change.at % (bytes.length + 1)
  const [before, after] = [bytes.slice(0, at), bytes.slice(at)]
  switch (change.what) {
    case 'insert': return before + change.text + after
    case 'change': return before + change.text + after.slice(1)
    case 'remove': return before + after.slice(change.length)
    case 'repeat': return before + after.slice(0, change.length) + after
    case 'cut': return before
  }
}

/** The requests after which the connection stays open, so that the next one is read too. */
const answered = corpus.filter(({ statuses }) => statuses.every((status) => [100, 201, 404].includes(status)))

const conversation = fc.record({
  bytes: fc.tuple(
    fc.array(fc.constantFrom(...corpus, ...answered, ...answered, ...answered), { minLength: 1, maxLength: 3 }),
    fc.array(mutation, { maxLength: 3 })
  ).map(([parts, mutations]) => mutations.reduce(mutate, parts.map(({ bytes }) => bytes).join(''))),
  cuts: fc.uniqueArray(place, { maxLength: 3 }),
  ending: fc.constantFrom<Ending>('half-close', 'half-close', 'close', 'reset')
})

function inPieces (bytes: string, cuts: number[]): string[] {
  const places = [0, ...cuts.map((cut) => cut % (bytes.length + 1)).sort((a, b) => a - b), bytes.length]
  return places.slice(1).map((end, index) => bytes.slice(places[index], end)).filter((piece) => piece !== '')
}

t.test('survives mutated conversations, and responds to each request in the journal', async (t) => {
  const fake = await target(t)
  let answers = 0
  await fc.assert(fc.asyncProperty(conversation, async ({ bytes, cuts, ending }) => {
    const { text, entries } = await fake.attack(inPieces(bytes, cuts), ending)
    if (ending !== 'half-close') return
    const ours = readAnswers(text).filter(({ isOurs }) => isOurs)
    answers += ours.length
    const told = entries.filter(({ status }) => status !== null)
    if (ours.length !== told.length) throw new Error(`${ours.length} answers, ${told.length} journalled`)
  }), { numRuns: runs, ...seed })
  t.ok(answers > runs / 10, `${answers} answers of the application's`)
  // A pipelined request whose connection is cut while it waits stays open until the stop. Clients do not pipeline.
  await isUnharmed(t, fake, false)
})

const half = { head: `POST ${tokensPath}/a HTTP/1.1\r\nHost: fa`, body: `POST ${tokensPath} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n{"data":` }

t.test('serves other clients beside hundreds of slow ones, which are gone after a stop', async (t) => {
  const fake = await target(t)
  const slow: Array<Awaited<ReturnType<typeof fake.open>>> = []
  while (slow.length < 200) {
    const one = await fake.open()
    one.socket.write(slow.length % 2 ? half.head : half.body)
    slow.push(one)
  }
  for (let round = 0; round < 5; round++) {
    for (const { socket } of slow) socket.write('x')
    t.equal((await mint(fake.url, 'a')).status, 201)
  }
  t.ok(slow.every(({ socket }) => socket.writable))
  await isUnharmed(t, fake, false)
  await Promise.all(slow.map(async ({ over }) => await over))
})

t.test('cuts off only requests that exceed a timeout', async (t) => {
  const fake = await target(t, 200)
  const waiting = fetch(`${fake.url}/_fake/requests/wait?timeout=1h`, { headers: { authorization } })
  const idle = await fake.open()
  const ask = async () => {
    idle.socket.write('GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n')
    return String((await once(idle.socket, 'data'))[0]).slice(0, 12)
  }
  t.equal(await ask(), 'HTTP/1.1 200')

  /** Send the rest byte by byte, and return the response when the server has closed the connection. */
  const dribble = async (start: string, rest: string) => {
    const { socket, over } = await fake.open()
    let text = ''
    socket.on('data', (some) => { text += String(some) }).write(start)
    const bytes = [...rest]
    const timer = setInterval(() => socket.write(bytes.shift() ?? ''), 30)
    socket.once('data', () => clearInterval(timer))
    await Promise.all([over, once(socket, 'close')])
    return text
  }
  const list = '{"data":["a"]}'
  const whole = half.body.replace('100', String(list.length)).replace('\r\n', '\r\nConnection: close\r\n').replace('{"data":', '')
  const [untold, inHead, inBody, slow] = await Promise.all([
    dribble('', ''), dribble(half.head, 'x'.repeat(1000)), dribble(half.body, 'x'.repeat(90)), dribble(whole, list)
  ])
  for (const text of [untold, inHead, inBody]) t.match(text, /^HTTP\/1\.1 408 [^]*reason: request-timeout\r\n[^]*its headers within 0\.3 s, its body within 1\.5 s\."\}$/)
  t.match(slow, /^HTTP\/1\.1 201 /, 'a body may take longer than a head')

  t.equal(await ask(), 'HTTP/1.1 200', 'a connection may be idle')
  await mint(fake.url, 'a')
  t.equal((await waiting).status, 200, 'a client that waits for a response is not cut off')
})
