/** Test defects in the fake itself: the client gets a 500, the error is logged, and the process keeps running. */
import t, { type Test } from 'tap'
import { pino, type Logger, type LoggerOptions } from 'pino'
import { buildApp } from '../../src/server/app.ts'
import { resolveConfig } from '../../src/options/resolve.ts'
import { version } from '../../src/package.ts'
import type { WorldState } from '../../src/resources/state.ts'
import { authorization, key, mint, tokensPath } from '../helper.ts'

const secret = '0123456789abcdef'.repeat(4)
const broken = (): never => { throw new Error(`broken by ${key} and ${secret}`) }
const told = { error: 'Internal error in fake-sfox; its log has the details.' }

/** Start a fake that logs into an array. */
function logged (t: Test, given: 'options' | 'instance' = 'options') {
  const lines: string[] = []
  const options: LoggerOptions = { level: 'error', hooks: { streamWrite (line) { lines.push(line); return '' } } }
  const logger: Logger | LoggerOptions = given === 'options' ? options : pino(options)
  const { app, worlds } = buildApp(resolveConfig({ logger }))
  t.teardown(async () => await app.close())
  return { app, worlds, world: worlds.default, lines }
}

function isLogged (t: Test, lines: string[]) {
  t.equal(lines.length, 1, 'once')
  t.match(lines[0], /"msg":"unexpected error"/)
  t.match(lines[0], /broken by #[0-9a-f]{8} and #[0-9a-f]{8}/)
  t.notMatch(lines[0], key)
  t.notMatch(lines[0], secret)
}

/** Ways to break a request to the vendor's side, by their place. */
const defects: Record<string, (world: WorldState, worlds: ReturnType<typeof logged>['worlds']) => void> = {
  'in a handler' ({ tokens }) { tokens.mint = broken },
  'in a hook' (_world, worlds) { worlds.forKey = broken },
  'in a hook that every answer passes' ({ clock }) {
    const { now } = clock
    let calls = 0
    clock.now = () => ++calls > 2 ? broken() : now()
  },
  'in writing the answer' ({ tokens }) {
    const { mint } = tokens
    const expires = { toJSON: broken } as unknown as string
    tokens.mint = (...args) => mint(...args).map((minted) => ({ ...minted, expires }))
  }
}

for (const [where, damage] of Object.entries(defects)) {
  t.test(`${where} of the vendor's side`, async (t) => {
    const { app, world, worlds, lines } = logged(t)
    damage(world, worlds)
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const { status, json, headers } = await mint(url, 'a')
    t.strictSame([status, json], [500, told])
    t.equal(headers['x-fake-sfox-reason'], 'internal-error')
    t.equal(headers['x-fake-sfox'], version)
    t.equal(headers['content-type'], 'application/json; charset=utf-8')
    t.match(lines[0], /"msg":"unexpected error"/)
    t.equal((await fetch(`${url}/_fake/health`)).status, 200, 'it lives on')
  })
}

for (const given of ['options', 'instance'] as const) {
  t.test(`logs the error once, without secrets, with a logger given as its ${given}`, async (t) => {
    const { app, world, lines } = logged(t, given)
    world.tokens.mint = broken
    const answer = await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers: { authorization } })
    t.strictSame([answer.statusCode, answer.json()], [500, told])
    isLogged(t, lines)
    t.match(world.journal.list({}).requests, [{ status: 500, reason: 'internal-error', error: told.error }])
  })
}

t.test('responds 500 to any thrown value', async (t) => {
  for (const thrown of [null, undefined, 0, 'text', {}]) {
    const { app, world, lines } = logged(t)
    world.tokens.mint = () => { throw thrown }
    const answer = await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers: { authorization } })
    t.strictSame([answer.statusCode, answer.json()], [500, told], String(thrown))
    t.equal(lines.length, 1)
  }
})

t.test('responds 500 on the control side', async (t) => {
  const { app, world, lines } = logged(t)
  world.faults.list = broken
  const answer = await app.inject({ url: '/_fake/faults', headers: { authorization } })
  t.strictSame([answer.statusCode, answer.json()], [500, told])
  t.equal(answer.headers['x-fake-sfox-reason'], 'internal-error')
  t.equal(answer.headers['x-fake-sfox'], undefined)
  isLogged(t, lines)
})

t.test('responds 500 in a wait, before its timeout', async (t) => {
  const { app, world, lines } = logged(t)
  const { list } = world.journal
  world.journal.list = broken
  const answer = await app.inject({ url: '/_fake/requests/wait?timeout=0', headers: { authorization } })
  t.strictSame([answer.statusCode, answer.json()], [500, told])
  isLogged(t, lines)
  world.journal.list = list
  const over = await app.inject({ url: '/_fake/requests/wait?timeout=1', headers: { authorization } })
  t.equal(over.statusCode, 408)
})

/** Errors after the response was sent, which no handler catches. */
const afterwards: Record<string, { damage: (world: WorldState) => void, path?: string, status?: number }> = {
  'in the journal': { damage ({ journal }) { journal.add = broken } },
  'in a subscriber of the journal': { damage (world) { world.onRequest(broken) } },
  'in a subscriber of changes': { damage (world) { world.onChange(broken) }, path: '/_fake/reset', status: 204 }
}

for (const [where, { damage, path = `${tokensPath}/a`, status = 201 }] of Object.entries(afterwards)) {
  t.test(`${where}, after the response was sent`, async (t) => {
    const { app, world, lines } = logged(t)
    damage(world)
    const url = await app.listen({ host: '127.0.0.1', port: 0 })
    const answer = await fetch(url + path, { method: 'POST', headers: { authorization } })
    t.equal(answer.status, status)
    await app.close()
    isLogged(t, lines)
  })
}

t.test('responds even if the log itself fails', async (t) => {
  const { app, worlds } = buildApp(resolveConfig({ logger: pino({ level: 'info' }, { write: broken }) }))
  t.teardown(async () => await app.close())
  const ask = async () => (await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers: { authorization } })).statusCode
  t.equal(await ask(), 201)
  worlds.default.tokens.mint = broken
  t.equal(await ask(), 500)
})
