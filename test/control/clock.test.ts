import t from 'tap'
import { control, frozen, mint, mintToken, overBoth, start } from '../helper.ts'

const hour = 3_600_000
const day = 24 * hour
const began = Date.parse(frozen.now)

overBoth(t, 'sets, freezes, advances, resumes and resets the clock', async (t, open) => {
  const { clock } = await open(t, frozen)
  t.strictSame(await clock.now(), new Date(frozen.now))
  t.strictSame(await clock.advance('24h'), new Date(began + day))
  t.strictSame(await clock.advance(1), new Date(began + day + 1))
  t.strictSame(await clock.advance(0), new Date(began + day + 1))
  t.strictSame(await clock.set('2030-01-01T00:00:00+01:00'), new Date(Date.UTC(2029, 11, 31, 23)))
  t.strictSame(await clock.set(new Date(7)), new Date(7))
  t.strictSame(await clock.freeze(new Date(8)), new Date(8))
  t.strictSame(await clock.freeze(), new Date(8))
  t.strictSame(await clock.reset(), new Date(began))
  t.strictSame(await clock.now(), new Date(began), 'frozen, as it started')
})

overBoth(t, 'continues from the new time if the clock runs', async (t, open) => {
  const sfox = await open(t, { now: '2026-01-31T12:00:00Z' })
  const shows = async () => (await control(sfox, 'GET', '/clock')).json
  t.equal((await shows()).frozen, false)
  await sfox.clock.set('2030-01-01T00:00:00Z', { frozen: true })
  t.strictSame(await shows(), { now: '2030-01-01T00:00:00.000Z', frozen: true })
  const resumed = await sfox.clock.resume()
  t.ok(resumed >= new Date(Date.UTC(2030, 0)))
  t.equal((await shows()).frozen, false)
  t.ok(await sfox.clock.now() >= resumed)
  t.ok(await sfox.clock.set('2031-01-01T00:00:00Z') < new Date(Date.UTC(2031, 0, 1, 0, 1)))
  t.equal((await shows()).frozen, false, 'moving it does not stop it')
  await sfox.clock.freeze()
  await sfox.clock.reset()
  t.equal((await shows()).frozen, false)
})

overBoth(t, 'determines issue, expiry, Date and journal, to the millisecond', async (t, open) => {
  const sfox = await open(t, { ...frozen, tokenTtl: '90s' })
  await sfox.clock.set('2030-06-01T00:00:00.250Z')
  const answer = await mint(sfox.url, 'a')
  const { token, expires } = answer.json.data
  t.equal(expires, '2030-06-01T00:01:30.250Z')
  t.equal(answer.headers.date, 'Sat, 01 Jun 2030 00:00:00 GMT')
  t.equal((await sfox.requests.list())[0]?.at, '2030-06-01T00:00:00.250Z')

  await sfox.clock.advance(89_999)
  t.strictSame(await sfox.tokens.introspect(token), { active: true, partner_user_id: 'a', expires })
  await sfox.clock.advance(1)
  t.strictSame(await sfox.tokens.introspect(token), { active: false, reason: 'expired-token' })
  const refused = await mint(sfox.url, 'a', token)
  t.strictSame([refused.status, refused.headers['x-fake-sfox-reason'], refused.headers.date],
    [401, 'expired-token', 'Sat, 01 Jun 2030 00:01:30 GMT'])
  await sfox.clock.set('2030-06-01T00:00:00Z')
  t.match(await sfox.tokens.introspect(token), { active: true }, 'time that was turned back')
})

t.test('each world has its own clock', async (t) => {
  const sfox = await start(t, frozen)
  const [one, other] = [sfox.world('one'), sfox.world('other')]
  await one.clock.advance('1h')
  const times = await Promise.all([one, other, sfox].map(async ({ clock }) => (await clock.now()).getTime() - began))
  t.strictSame(times, [hour, 0, 0])
  t.equal((await mint(sfox.url, 'a', one.key)).headers.date, 'Sat, 31 Jan 2026 13:00:00 GMT')
  t.equal((await mint(sfox.url, 'a', other.key)).headers.date, 'Sat, 31 Jan 2026 12:00:00 GMT')
})

t.test('every response of the vendor\'s side has the world\'s time, refusals too', async (t) => {
  const sfox = await start(t, frozen)
  for (const path of ['/v1/nope', '/v1/%zz', '/v1/enterprise/user-tokens']) {
    const answer = await fetch(sfox.url + path)
    t.equal(answer.headers.get('date'), 'Sat, 31 Jan 2026 12:00:00 GMT', path)
  }
})

overBoth(t, 'refuses an invalid instant or duration with 400, and does not move the clock', async (t, open) => {
  const sfox = await open(t, frozen)
  const refused = async (run: Promise<unknown>, message: string) =>
    await t.rejects(run, { status: 400, message: new RegExp(message) })
  await refused(sfox.clock.set('yesterday'), '/now must be an ISO-8601 instant')
  await refused(sfox.clock.set('1969-12-31T23:59:59Z'), '/now must be')
  await refused(sfox.clock.set('+010000-01-01T00:00:00Z'), '/now must be')
  await refused(sfox.clock.set(new Date(Number.NaN)), '/now must be')
  await refused(sfox.clock.advance('-1h'), '/by must be a duration')
  await refused(sfox.clock.advance(-1), '/by must be')
  await refused(sfox.clock.advance('soon'), '/by must be')
  await refused(sfox.clock.advance('10000y'), 'beyond the year 9999; it is at 2026-01-31T12:00:00.500Z')
  t.strictSame(await sfox.clock.now(), new Date(frozen.now))
})

t.test('validates the body strictly', async (t) => {
  const sfox = await start(t, frozen)
  const error = async (method: string, path: string, body?: unknown) => {
    const { status, json } = await control(sfox, method, path, body)
    t.equal(status, 400)
    return json.error
  }
  t.match(await error('PUT', '/clock', {}), 'it must have now, frozen or both')
  t.match(await error('PUT', '/clock', { frozen: 'true' }), '/frozen must be true or false')
  t.match(await error('PUT', '/clock', { now: frozen.now, froze: true }), '/froze is not a known property; known properties: now, frozen')
  t.match(await error('PUT', '/clock', { now: 0 }), '/now must be')
  t.match(await error('PUT', '/clock', '{"now":'), 'must be JSON')
  t.match(await error('PUT', '/clock', '{"__proto__":{}}'), 'must be JSON')
  t.match(await error('PUT', '/clock'), 'must be JSON')
  t.match(await error('POST', '/clock/advance', {}), '/by is required; it must be a duration')
  t.match(await error('POST', '/clock/advance', { by: null }), '/by must be')
  t.strictSame((await control(sfox, 'GET', '/clock')).json, { now: frozen.now, frozen: true })
})

t.test('stops a running clock at the end of the year 9999', async (t) => {
  const sfox = await start(t, { now: '9999-12-31T23:59:59.999Z' })
  t.strictSame((await sfox.clock.now()).toISOString(), '9999-12-31T23:59:59.999Z')
  t.equal((await mint(sfox.url, 'a')).json.data.expires, '9999-12-31T23:59:59.999Z')
  t.equal((await mintToken(sfox.url, 'a')).length, 64)
})
