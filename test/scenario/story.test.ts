/** A typical use of the fake: a test controls the fake to find out how an application behaves. */
import t from 'tap'
import { frozen, key, overBoth, start, tokensPath } from '../helper.ts'

const day = 24 * 3600 * 1000

/**
 * A small application under test. It keeps a token until it expires by the server's time, and when a mint is refused,
 * it waits as long as the response says. `wait` advances the fake's clock by a second.
 */
function application (baseUrl: string, apiKey: string, wait: (ms: number) => Promise<void>) {
  let held: { token: string, expires: string } | undefined
  let serverTime = 0
  async function call (path: string, credential: string) {
    const answer = await fetch(baseUrl + path, { method: 'POST', headers: { authorization: `Bearer ${credential}` } })
    serverTime = Date.parse(answer.headers.get('date') as string)
    return answer
  }
  return {
    /** Uses its token, valid or not. */
    use: async () => (await call(`${tokensPath}/anything`, held?.token ?? 'none')).status,
    async token (): Promise<string> {
      if (held && Date.parse(held.expires) > serverTime) return held.token
      for (;;) {
        const answer = await call(`${tokensPath}/user-1`, apiKey)
        if (answer.status === 201) {
          held = (await answer.json() as { data: typeof held }).data
          return held?.token as string
        }
        await wait(Number(answer.headers.get('retry-after') ?? 1) * 1000)
      }
    }
  }
}

overBoth(t, 'freeze, mint, advance 24 h, see it expire, fail twice, recover, and see that the client backed off', async (t, open) => {
  const sfox = await open(t, { now: frozen.now })
  const world = sfox.world(`story-${t.name.length}`)
  const app = application(sfox.url, world.key, async (ms) => { await world.clock.advance(ms) })

  const noon = await world.clock.freeze('2026-01-31T12:00:00Z')
  const first = await app.token()
  t.equal(await app.token(), first, 'it is kept while it is good')
  t.equal(await app.use(), 403, 'good, but of the wrong kind for this endpoint')

  await world.clock.advance('24h')
  t.equal(await app.use(), 401)
  t.strictSame(await world.tokens.introspect(first), { active: false, reason: 'expired-token' })

  await world.faults.add({ status: 503, times: 1 })
  await world.faults.add({ status: 429, times: 1, headers: { 'retry-after': '30' } })
  const second = await app.token()
  t.not(second, first)
  t.match(await world.tokens.introspect(second), { active: true, partner_user_id: 'user-1' })
  await world.faults.assertUsed()

  const attempts = await world.requests.waitFor({ path: `${tokensPath}/user-1` }, { count: 4 })
  t.strictSame(attempts.map(({ status, reason, fault }) => [status, reason, fault]), [
    [201, null, null], [503, 'fault', 'fault-1'], [429, 'fault', 'fault-2'], [201, null, null]
  ])
  const at = attempts.map((entry) => Date.parse(entry.at) - noon.getTime() - day)
  t.strictSame(at, [-day, 0, 1000, 31_000], 'it waited a second, and then as long as it was told')

  t.strictSame(await world.tokens.report(), [{
    user_id: 'user-1',
    mints: 2,
    mints_while_valid: 0,
    uses: 2,
    uses_after_expiry: 1,
    last_expires: '2026-02-02T12:00:31.000Z'
  }])
  t.strictSame(await sfox.requests.list(), [], 'and no other world has seen any of it')
})

t.test('shows in the report that an application keeps no token', async (t) => {
  const sfox = await start(t, frozen)
  const careless = async () => {
    const answer = await fetch(`${sfox.url}${tokensPath}/user-1`, { method: 'POST', headers: { authorization: `Bearer ${key}` } })
    return answer.status
  }
  t.strictSame(await Promise.all(Array.from({ length: 8 }, careless)), new Array(8).fill(201))
  t.match(await sfox.tokens.report(), [{ mints: 8, mints_while_valid: 7 }])
})
