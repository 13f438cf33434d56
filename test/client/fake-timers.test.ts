/** Test that fake timers do not stop a handle. The examples do the same with the runners' own. */
import t, { type Test } from 'tap'
import { once } from 'node:events'
import { mock } from 'node:test'
import type { World } from '../../src/client/world.ts'
import { assertFakeSfox, connectFakeSfox, startFakeSfox, withFakeSfox, type FakeSfox } from '../../src/index.ts'
import { authorization, build, mint, overBoth, start, tokensPath } from '../helper.ts'

/** Replace the timers as the mock of node:test does, until the test ends. */
function fakeTimers (t: Test) {
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'setImmediate', 'Date'] })
  t.teardown(() => mock.timers.reset())
}

/** Run a function while the callbacks of `process.nextTick()` and `queueMicrotask()` wait, as in Jest and sinon. */
async function withoutTicks<T> (run: () => Promise<T>): Promise<T> {
  const held: Array<() => void> = []
  const { nextTick } = process
  const { queueMicrotask } = globalThis
  process.nextTick = (callback: (...args: any[]) => void, ...args: unknown[]) => { held.push(() => callback(...args)) }
  globalThis.queueMicrotask = (callback) => { held.push(callback) }
  try {
    return await run()
  } finally {
    Object.assign(process, { nextTick })
    globalThis.queueMicrotask = queueMicrotask
    for (const callback of held) callback()
  }
}

/** Call each function of a world that needs no request. */
async function useAll (t: Test, world: World) {
  await world.reset()
  await world.clock.set('2026-01-31T12:00:00Z', { frozen: true })
  await world.clock.advance('1h')
  await world.clock.freeze()
  t.strictSame((await world.clock.now()).toISOString(), '2026-01-31T13:00:00.000Z')
  await world.clock.resume()
  await world.clock.reset()
  await world.faults.add({ status: 503 })
  t.equal((await world.faults.list()).length, 1)
  await t.rejects(world.faults.assertUsed(), /1 of 1 faults was never hit/)
  await world.faults.clear()
  await world.users.put({ user_id: 'a' })
  t.match(await world.users.get('a'), { user_id: 'a' })
  t.equal((await world.users.list()).length, 1)
  await world.tokens.revoke({ user_id: 'a' })
  t.strictSame(await world.tokens.introspect('x'), { active: false, reason: 'unknown-token' })
  t.strictSame(await world.tokens.report(), [])
  await world.users.remove('a')
  await t.rejects(world.orders.fill('1'), /no order/)
  await t.rejects(world.deposits.settle('1'), /no deposit/)
  t.strictSame(await world.requests.list(), [])
  await t.rejects(world.requests.waitFor({}, { timeout: '5ms' }), /Timed out/)
  await world.requests.clear()
}

overBoth(t, 'each function of a handle resolves', async (t, open) => {
  const sfox = await open(t)
  fakeTimers(t)
  await useAll(t, sfox)
  await useAll(t, sfox.world('w'))
})

overBoth(t, 'a delay passes, and a wait hears of the request', async (t, open) => {
  const sfox = await open(t)
  fakeTimers(t)
  await sfox.faults.add({ delay: '5ms', status: 503 })
  const waiting = sfox.requests.waitFor({ status: 503 })
  t.equal((await mint(sfox.url, 'a')).status, 503)
  t.equal((await waiting).length, 1)
})

t.test('a fake starts and stops', async (t) => {
  fakeTimers(t)
  const sfox = await startFakeSfox()
  t.equal((await mint(sfox.url, 'a')).status, 201)
  await assertFakeSfox(sfox.url)
  const connected = await connectFakeSfox(sfox.url)
  await connected.close()
  await sfox.close()
  t.equal(await withFakeSfox({}, async ({ url }) => (await mint(url, 'a')).status), 201)
})

t.test('a connected handle leaves no connection that would keep the process alive', async (t) => {
  const app = build(t)
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  fakeTimers(t)
  const closed = once(app.server, 'connection').then(async ([socket]) => await once(socket, 'close'))
  await assertFakeSfox(url)
  await closed
})

t.test('close() cuts a request that hangs', async (t) => {
  const sfox = await startFakeSfox()
  fakeTimers(t)
  const hung = t.rejects(mint(sfox.url, 'fake:delay=1h'))
  await t.rejects(sfox.requests.waitFor({}, { timeout: '20ms' }), /Timed out/)
  await sfox.close()
  await hung
})

t.test('the clock of a fake in this process follows a fake Date', async (t) => {
  const sfox = await start(t)
  fakeTimers(t)
  await sfox.clock.reset()
  t.strictSame(await sfox.clock.now(), new Date(0))
  mock.timers.tick(1000)
  t.strictSame(await sfox.clock.now(), new Date(1000))
})

t.test('an application that does not listen has a handle too', async (t) => {
  const app = build(t)
  fakeTimers(t)
  await useAll(t, app.sfox)
})

t.test('without process.nextTick() and queueMicrotask()', async (t) => {
  const sfox = await startFakeSfox()
  const url = `${sfox.url}${tokensPath}/a`
  t.equal((await fetch(url, { method: 'POST', headers: { authorization } })).status, 201, 'a connection is kept alive')
  await withoutTicks(async () => await useAll(t, sfox))
  await t.rejects(withoutTicks(async () => await startFakeSfox()), {
    message: /^fake timers hold process\.nextTick\(\) or queueMicrotask\(\) back: start the fake before you install them/
  })
  await withoutTicks(async () => await sfox.close())
  await t.rejects(fetch(sfox.url), { cause: { code: 'ECONNREFUSED' } })
})

t.test('a handle that is closed says so, in process and connected', async (t) => {
  const own = await startFakeSfox()
  const connected = await connectFakeSfox(own.url)
  const message = `the handle of the fake-sfox at ${own.url} is closed`
  for (const sfox of [connected, own] as FakeSfox[]) {
    const world = sfox.world('w')
    await Promise.all([sfox.close(), sfox.close()])
    await sfox.close()
    await sfox[Symbol.asyncDispose]()
    for (const one of [sfox, world, sfox.world('other')]) {
      await t.rejects(one.reset(), { message })
      await t.rejects(one.clock.now(), { message })
      await t.rejects(one.requests.waitFor({}, { timeout: '5m' }), { message })
    }
  }
})
