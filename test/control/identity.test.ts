import t from 'tap'
import { wallTime } from '../../src/world/clock.ts'
import { version } from '../../src/package.ts'
import { authorization, build, key, mintList, start } from '../helper.ts'

t.test('returns name, version, instance, start time and number of worlds', async (t) => {
  const before = wallTime()
  const app = build(t, { now: '2030-01-01T00:00:00Z' })
  const answer = await app.inject('/_fake')
  t.equal(answer.statusCode, 200)
  const { instance, started, ...rest } = answer.json()
  t.strictSame(rest, { name: 'fake-sfox', version, worlds: 1 })
  t.match(instance, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
  t.ok(Date.parse(started) >= before && Date.parse(started) <= wallTime(), 'in real time')
})

t.test('counts a world when it is first used; a wrong key creates none', async (t) => {
  const app = build(t)
  for (const credential of [authorization, `Bearer ${key}~a`, `Bearer ${key}~a`, `Bearer ${key}~b`, 'Bearer wrong~c']) {
    const { path: url, headers, body } = mintList(['u'], { authorization: credential })
    await app.inject({ method: 'POST', url, headers: headers as Record<string, string>, payload: body as string })
  }
  t.equal((await app.inject('/_fake')).json().worlds, 3)
})

t.test('differs between two fakes', async (t) => {
  const [one, other] = [await start(t, { seed: 's' }), await start(t, { seed: 's' })]
  t.not(one.instance, other.instance)
  t.equal((await (await fetch(`${one.url}/_fake`)).json() as { instance: string }).instance, one.instance)
})
