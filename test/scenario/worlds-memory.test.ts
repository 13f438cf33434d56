/** What a world costs. In a process of its own, since whatever else runs in one leaves garbage behind. */
import t from 'tap'
import { setFlagsFromString } from 'node:v8'
import { setImmediate as turnOfTheLoop } from 'node:timers/promises'
import { runInNewContext } from 'node:vm'
import { buildApp } from '../../src/app.ts'
import { resolveConfig } from '../../src/config.ts'
import { worldKey } from '../../src/world/keys.ts'
import type { WorldUser } from '../../src/world/users.ts'
import type { WorldState } from '../../src/world/world.ts'
import { key, tokensPath } from '../helper.ts'

t.test('a thousand worlds stand side by side, each cheap until it is used, and again after a reset', async (t) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const used = () => { collect(); return process.memoryUsage().heapUsed }
  const { app, worlds } = buildApp(resolveConfig({ logger: false }))
  t.teardown(async () => await app.close())
  const count = 1000
  const keysOf = (name: string) => Array.from({ length: count }, (_, index) => worldKey(key, `${name}-${index}`))
  const call = async (key: string, url: string) =>
    (await app.inject({ method: 'POST', url, headers: { authorization: `Bearer ${key}` } })).statusCode
  const use = async (key: string) => [
    await call(key, `${tokensPath}/a`), await call(key, `${tokensPath}/b`), await call(key, '/v1/nope')
  ]

  // So that what the first thousand requests set up for good is not taken for the worlds'.
  for (const key of keysOf('warm')) await use(key)
  for (const key of keysOf('warm')) await call(key, '/_fake/reset')

  const keys = keysOf('world')
  const before = used()
  const perWorld = () => Math.round((used() - before) / count)
  for (const key of keys) worlds.forKey(key)
  const idle = perWorld()
  t.equal(worlds.count, 2 * count + 1)
  t.ok(idle > 0 && idle < 5000, `${idle} bytes for one that is not used`)

  const answers = new Set<string>()
  for (const key of keys) answers.add(String(await use(key)))
  t.strictSame([...answers], ['201,201,404'])
  const busy = perWorld()
  t.ok(busy > idle + 2000, `${busy} bytes for one that is used`)

  // What is left of them is counted, not measured: the runner's own memory varies by more than one of them takes.
  const parts = keys.flatMap((key) => {
    const { users, tokens, orders, journal } = worlds.forKey(key) as WorldState
    return [users.known('a') as WorldUser, users, tokens, orders, journal].map((part) => new WeakRef<object>(part))
  })
  for (const key of keys) answers.add(String(await call(key, '/_fake/reset')))
  t.strictSame([...answers], ['201,201,404', '204'])
  await turnOfTheLoop()
  collect()
  const left = parts.filter((part) => part.deref() !== undefined).length
  t.ok(left < parts.length / 100, `${left} of ${parts.length} parts are left after a reset`)
})
