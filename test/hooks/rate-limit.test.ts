import t from 'tap'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import { createCount } from '../../src/world/rate-limits.ts'
import { authorization, because, client, frozen, key, mint, mintToken, overBoth, start, userClient } from '../helper.ts'

overBoth(t, 'enforces sFOX\'s documented limit by the clock of each world', async (t, open) => {
  const sfox = await open(t, { ...frozen, rateLimit: 'on' })
  const { url } = sfox
  const statuses = async (count: number) => {
    const answers = []
    for (let index = 0; index < count; index++) answers.push((await mint(url, 'a')).status)
    return answers
  }
  t.strictSame([...new Set(await statuses(250))], [201])
  const refused = await mint(url, 'a')
  t.strictSame([refused.status, refused.headers['retry-after'], refused.headers['x-fake-sfox-reason']], [429, '60', 'rate-limited'])
  t.strictSame(refused.json, { error: 'Rate limit exceeded: 250 requests in 10 s. Retry after 60 s.' })
  t.equal((await mint(url, 'a', sfox.world('w').key)).status, 201, 'another world is another address')

  await sfox.clock.advance('59.5s')
  t.strictSame((await mint(url, 'a')).headers['retry-after'], '1', 'whole seconds, not too few')
  await sfox.clock.advance('500ms')
  t.strictSame(await statuses(1), [201])
  t.match((await sfox.requests.list({ status: 429 })).length, 2)
})

t.test('counts each request to the vendor\'s side, and refuses before other checks', async (t) => {
  const sfox = await start(t, { ...frozen, rateLimit: 'on' })
  for (let index = 0; index < 125; index++) {
    await fetch(`${sfox.url}/v1/nope`, { headers: { authorization } })
    await mint(sfox.url, [])
  }
  await sfox.faults.add({ status: 500 })
  for (const path of ['/v1/nope', '/v1/%zz', '/v1/enterprise/user-tokens']) {
    t.equal((await fetch(sfox.url + path, { headers: { authorization } })).status, 429, path)
  }
  t.equal((await sfox.faults.list())[0]?.hits, 0)
  t.equal((await fetch(`${sfox.url}/_fake/health`)).status, 200, 'the control side has no limits')
  await sfox.reset()
  t.equal((await mint(sfox.url, 'a')).status, 201)
})

t.test('counts the requests of a token in the token\'s world', async (t) => {
  const sfox = await start(t, { ...frozen, rateLimit: 'on' })
  const world = sfox.world('w')
  const token = await mintToken(sfox.url, 'a', world.key)
  for (let index = 0; index < 249; index++) await mint(sfox.url, 'a', token)
  t.equal((await mint(sfox.url, 'a', world.key)).status, 429)
  t.equal((await mint(sfox.url, 'a')).status, 201)
})

t.test('enforces no limit without the option', async (t) => {
  const sfox = await start(t, frozen)
  for (let index = 0; index < 300; index++) await mint(sfox.url, 'a')
  t.equal((await sfox.requests.list({ status: 201 })).length, 300)
})

t.test('uses a sliding window, and does not count refused requests', async (t) => {
  const refuseFor = createCount({ requests: 2, window: 10, penalty: 60 })
  t.strictSame([0, 9].map(refuseFor), [undefined, undefined])
  t.equal(refuseFor(10), undefined, 'the first is out of the window')
  t.equal(refuseFor(18), 60, 'those of 9 and 10 are not')
  t.equal(refuseFor(77), 1)
  t.strictSame([78, 78].map(refuseFor), [undefined, undefined])
  t.equal(refuseFor(78), 60)
})

t.test('ends a penalty if the clock is moved back before it', async (t) => {
  const refuseFor = createCount({ requests: 1, window: 10, penalty: 60 })
  t.strictSame([1000, 1001].map(refuseFor), [undefined, 60])
  t.equal(refuseFor(990), undefined, 'a penalty of more than its length is none')
  t.equal(refuseFor(500), undefined)
  t.equal(refuseFor(505), 60)
})

overBoth(t, 'enforces the limits of single routes for each user', async (t, open) => {
  const sfox = await open(t, { ...frozen, rateLimit: 'on' })
  const call = await userClient(sfox, 'a')
  const other = await userClient(sfox, 'b')
  const order = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 1, price: 5 }
  const routes: Array<[number, string, () => Promise<{ status: number }>, () => Promise<{ status: number }>]> = [
    [5, '5 requests in 10 s', async () => await call('GET', '/user/balance'), async () => await other('GET', '/user/balance')],
    [10, '10 requests in 10 s', async () => await call('GET', '/orders'), async () => await other('GET', '/orders')],
    [60, '60 requests in 1 s', async () => await call('POST', '/orders/buy', order), async () => await other('POST', '/orders/buy', order)]
  ]
  for (const [count, text, mine, others] of routes) {
    for (let index = 0; index < count; index++) t.ok((await mine()).status < 300)
    const refused = await mine() as Awaited<ReturnType<typeof call>>
    t.strictSame(because(refused), [429, 'rate-limited', `Rate limit exceeded: ${text}. Retry after 10 s.`])
    t.equal(refused.headers['retry-after'], '10')
    t.ok((await others()).status < 300, 'another user has a count of its own')
    t.equal((await call('GET', '/account/weekly-deposit-limit')).status, 200, 'other routes go on')
  }
  await sfox.clock.advance('9.9s')
  for (const [,, mine] of routes) t.equal((await mine()).status, 429)
  await sfox.clock.advance('100ms')
  for (const [,, mine] of routes) t.ok((await mine()).status < 300)
  t.equal((await client(sfox)('GET', '/user/balance')).status, 403, 'the enterprise key has no account to count for')
})

t.test('counts requests that the limit of a route refuses towards the limit of all requests', async (t) => {
  const sfox = await start(t, { ...frozen, rateLimit: 'on' })
  const call = await userClient(sfox, 'a')
  for (let index = 0; index < 249; index++) await call('GET', '/user/balance')
  const refused = await call('GET', '/account/weekly-deposit-limit')
  t.strictSame(because(refused), [429, 'rate-limited', 'Rate limit exceeded: 250 requests in 10 s. Retry after 60 s.'])
})

for (const [kind, path, refusal] of [
  ['waiters', '/requests/wait?timeout=1h', ['too-many-waiters', 'Too many concurrent waiters (limit 2); retry when one has ended.']],
  ['streams', '/events', ['too-many-streams', 'Too many concurrent event streams (limit 2); retry when one has ended.']]
] as const) {
  t.test(`limits the concurrent ${kind} of one fake, of all worlds together, until one ends`, async (t) => {
    t.intercept(capacityLimits[kind], 'maximum', { value: 2 })
    const sfox = await start(t)
    const controllers = [new AbortController(), new AbortController(), new AbortController()]
    const calls = controllers.map(async ({ signal }, index) => {
      const headers = { authorization: `Bearer ${key}~${index}` }
      const answer = await fetch(`${sfox.url}/_fake${path}`, { headers, signal })
      const text = await answer.text()
      return { index, reason: answer.headers.get('x-fake-sfox-reason'), status: answer.status, text }
    })
    const { index: refused, ...answer } = await Promise.race(calls)
    t.strictSame(answer, { status: 503, reason: refusal[0], text: JSON.stringify({ error: refusal[1] }) })
    t.equal((await mint(sfox.url, 'a', `${key}~${refused}`)).status, 201, 'nothing else is refused')

    const [leaving, staying] = [0, 1, 2].filter((index) => index !== refused) as [number, number]
    controllers[leaving]?.abort()
    await t.rejects(calls[leaving] as Promise<unknown>)
    const isFull = async () => {
      const controller = new AbortController()
      const url = `${sfox.url}/_fake${path.replace('1h', '0')}`
      const { status } = await fetch(url, { headers: { authorization }, signal: controller.signal })
      controller.abort()
      return status === 503
    }
    while (await isFull()); // The server notices the close later.
    await sfox.close()
    t.match((await calls[staying])?.text, kind === 'waiters' ? /stopping/ : /^: fake-sfox/)
  })
}
