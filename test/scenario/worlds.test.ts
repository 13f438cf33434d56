/** Test that worlds are isolated from each other. */
import t from 'tap'
import { frozen, mint, mintToken, overBoth, start } from '../helper.ts'

const hour = 3_600_000
const day = 24 * hour
const began = Date.parse(frozen.now)

overBoth(t, 'keeps 300 concurrent workers apart', async (t, open) => {
  const sfox = await open(t, { ...frozen, users: 'registered', rateLimit: 'on' })
  const tokens = new Set<string>()

  /** Do the same as all other workers, with different numbers, and see no data of theirs. */
  async function worker (number: number) {
    const world = sfox.world(`worker-${number}`)
    const [user, foreign] = [`user-${number}`, `user-${number + 1}`]
    const requests = 2 + number % 3
    await world.users.put({ user_id: user })
    await world.clock.advance(number * 1000)
    await world.faults.add({ status: 500 + number % 9, match: { user_id: user }, after: 1 })

    const token = await mintToken(sfox.url, user, world.key)
    tokens.add(token)
    const failed = await mint(sfox.url, user, world.key)
    const unknown = await mint(sfox.url, foreign, world.key)
    for (let count = 0; count < requests; count++) await mint(sfox.url, [user], world.key)
    await world.clock.advance('24h')
    const late = await mint(sfox.url, user, token)

    const entries = await world.requests.waitFor({}, { count: requests + 4 })
    return {
      got: {
        statuses: [failed.status, unknown.status, late.status],
        reason: late.headers['x-fake-sfox-reason'],
        journal: entries.map(({ status }) => status),
        ids: [...new Set(entries.flatMap(({ user_ids: ids }) => ids))],
        now: (await world.clock.now()).getTime(),
        users: (await world.users.list()).map(({ user_id: id }) => id),
        hits: (await world.faults.list()).map(({ hits }) => hits),
        report: await world.tokens.report()
      },
      want: {
        statuses: [500 + number % 9, 404, 401],
        reason: 'expired-token',
        journal: [201, 500 + number % 9, 404, ...new Array(requests).fill(201), 401],
        ids: [user, foreign],
        now: began + number * 1000 + day,
        users: [user],
        hits: [1],
        report: [{
          user_id: user,
          mints: 1 + requests,
          mints_while_valid: requests,
          uses: 1,
          uses_after_expiry: 1,
          last_expires: new Date(began - began % 1000 + number * 1000 + day).toISOString()
        }]
      }
    }
  }
  const results = await Promise.all(Array.from({ length: 300 }, async (_, number) => await worker(number)))
  // One assertion, since a burst of them can stall the runner's reporter.
  t.strictSame(results.map(({ got }) => got), results.map(({ want }) => want))
  t.equal(tokens.size, 300)
  const seen = [await sfox.requests.list(), await sfox.users.list(), await sfox.tokens.report()]
  t.strictSame(seen, [[], [], []], 'nor the default world')
})

t.test('resets one world and no other', async (t) => {
  const sfox = await start(t, frozen)
  const [one, other] = [sfox.world('one'), sfox.world('other')]
  const tokens = await Promise.all([one, other].map(async ({ key }) => await mintToken(sfox.url, 'a', key)))
  for (const world of [one, other]) {
    await world.clock.advance('1h')
    await world.faults.add({ status: 503 })
  }
  await one.reset()
  const seen = async (world: typeof one, token: string) => [
    (await world.clock.now()).getTime() - began,
    (await world.faults.list()).length,
    (await world.requests.list()).length,
    (await world.users.list()).length,
    (await world.tokens.report()).length,
    (await world.tokens.introspect(token)).active
  ]
  t.strictSame(await seen(one, tokens[0] as string), [0, 0, 0, 0, 0, false])
  t.strictSame(await seen(other, tokens[1] as string), [hour, 1, 1, 1, 1, true])
  const refused = await mint(sfox.url, 'a', tokens[0])
  t.equal(refused.headers['x-fake-sfox-reason'], 'unknown-token')
})
