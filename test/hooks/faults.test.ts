import t from 'tap'
import { authorization, mint, overBoth, start, tokensPath } from '../helper.ts'

overBoth(t, 'applies the first fault that matches and is not used up', async (t, open) => {
  const sfox = await open(t)
  await sfox.faults.add({ status: 501, times: 2, match: { user_id: 'a' } })
  await sfox.faults.add({ status: 502, match: { method: 'POST', path: `${tokensPath}/a` } })
  await sfox.faults.add({ status: 503, times: null, match: { path: `${tokensPath}*` } })
  await sfox.faults.add({ status: 504, match: { method: 'GET' } })
  const answered = []
  for (const ids of ['b', 'a', ['b', 'a'], 'a', 'a']) answered.push((await mint(sfox.url, ids)).status)
  t.strictSame(answered, [503, 501, 501, 502, 503])
  t.strictSame((await sfox.faults.list()).map(({ hits, times }) => [hits, times]), [[2, 2], [1, 1], [2, null], [0, 1]])
  await t.rejects(sfox.faults.assertUsed(), {
    message: '1 of 4 faults was never hit:\n' +
      'id       method  path  user_id  when    after  probability  effect\n' +
      'fault-4  GET     any   any      before  0      1            status 504'
  })
})

overBoth(t, 'lets as many matching requests pass as `after` says', async (t, open) => {
  const sfox = await open(t)
  await sfox.faults.add({ status: 500, after: 2, match: { user_id: 'a' } })
  const answered = []
  for (const id of ['a', 'b', 'a', 'b', 'a', 'a']) answered.push((await mint(sfox.url, id)).status)
  t.strictSame(answered, [201, 201, 201, 201, 500, 201])
})

overBoth(t, 'derives probabilities from the seed, and repeats them after a reset', async (t, open) => {
  const draw = async (seed: string, worldName: string) => {
    const sfox = await open(t, { seed })
    const world = sfox.world(worldName)
    const round = async () => {
      await world.faults.add({ status: 500, times: null, probability: 0.5 })
      const statuses = []
      for (let count = 0; count < 24; count++) statuses.push((await mint(sfox.url, 'a', world.key)).status)
      return statuses.join()
    }
    const first = await round()
    await world.reset()
    t.equal(await round(), first)
    t.match(first, /500/)
    t.match(first, /201/)
    return first
  }
  const one = await draw('s', 'w')
  t.equal(await draw('s', 'w'), one)
  t.not(await draw('s', 'v'), one)
  t.not(await draw('z', 'w'), one)
})

t.test('repeats probabilities after a reset without a seed, and never applies a probability of 0', async (t) => {
  const sfox = await start(t)
  const round = async () => {
    await sfox.faults.add({ status: 500, times: null, probability: 0 })
    await sfox.faults.add({ status: 501, times: null, probability: 0.5 })
    const statuses = []
    for (let count = 0; count < 24; count++) statuses.push((await mint(sfox.url, 'a')).status)
    return statuses.join()
  }
  const first = await round()
  t.notMatch(first, /500/)
  await sfox.reset()
  t.equal(await round(), first)
})

t.test('does not use up a fault for a request that was refused before', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 500 })
  const call = async (path: string, init: RequestInit) => (await fetch(sfox.url + path, init)).status
  const good = { authorization }
  t.strictSame([
    await call(tokensPath, { method: 'GET', headers: good }),
    await call('/v1/nope', { headers: good }),
    await call('/v1/%zz', { headers: good }),
    await call(tokensPath, { method: 'POST' }),
    await call(tokensPath, { method: 'POST', headers: { ...good, accept: 'text/html' } }),
    await call(tokensPath, { method: 'POST', headers: good, body: '{' }),
    await call(tokensPath, { method: 'POST', headers: good })
  ], [405, 404, 400, 401, 406, 400, 400])
  t.equal((await sfox.faults.list())[0]?.hits, 0)
  t.equal((await mint(sfox.url, [])).status, 500, 'the schema comes after')
})
