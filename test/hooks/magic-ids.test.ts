import t from 'tap'
import { magicIds, readMagicId } from '../../src/world/magic-ids.ts'
import { frozen, mint, overBoth, start } from '../helper.ts'

t.test('recognises each documented magic id', async (t) => {
  t.strictSame(Object.values(magicIds).map(({ example }) => example), [
    'fake:status=503', 'fake:unknown-user', 'fake:deactivated-user', 'fake:rate-limited', 'fake:reset', 'fake:hang',
    'fake:truncate', 'fake:garbage', 'fake:delay=2s', 'fake:expired', 'fake:ttl=60s'
  ])
  for (const { example } of Object.values(magicIds)) t.type(readMagicId(example), 'object', example)
})

t.test('recognises no magic id in other values, or texts with another prefix', async (t) => {
  for (const id of [undefined, null, 7, {}, ['fake:hang'], '', 'fake', 'Fake:hang', ' fake:hang', 'x fake:hang']) {
    t.equal(readMagicId(id), undefined, JSON.stringify(id))
  }
})

for (const users of ['any', 'registered'] as const) {
  overBoth(t, `three mint if users are ${users}`, async (t, open) => {
    const sfox = await open(t, { ...frozen, users, fixtures: { users: [{ user_id: 'a' }] } })
    const { json } = await mint(sfox.url, ['fake:expired', 'a', 'fake:ttl=60s', 'fake:delay=1ms'])
    t.strictSame(json.data.map(({ partner_user_id: id, expires }: Record<string, string>) => [id, expires]), [
      ['fake:expired', '2026-01-31T11:59:59Z'],
      ['a', '2026-02-01T12:00:00Z'],
      ['fake:ttl=60s', '2026-01-31T12:01:00Z'],
      ['fake:delay=1ms', '2026-02-01T12:00:00Z']
    ])
    const states = json.data.map(async ({ token }: { token: string }) => (await sfox.tokens.introspect(token)).active)
    t.strictSame(await Promise.all(states), [false, true, true, true])
    const { json: { data } } = await mint(sfox.url, 'fake:ttl=1500')
    t.equal(data.expires, '2026-01-31T12:00:02.000Z')
  })
}

t.test('applies several magic ids in their order, until one ends the request', async (t) => {
  const sfox = await start(t)
  const began = performance.now()
  const answer = await mint(sfox.url, ['fake:delay=40ms', 'a', 'fake:status=418', 'fake:status=500', 'fake:nope'])
  t.equal(answer.status, 418)
  t.ok(performance.now() - began >= 39)
  t.match(await sfox.requests.list(), [{ fault: 'fake:delay=40ms', reason: 'fault', status: 418 }])
})

t.test('applies a fault first, and the magic id after a fault that only delays', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 500 })
  t.equal((await mint(sfox.url, 'fake:status=418')).status, 500)
  await sfox.faults.add({ delay: 1 })
  t.equal((await mint(sfox.url, 'fake:status=418')).status, 418)
  t.strictSame((await sfox.requests.list()).map(({ fault }) => fault), ['fault-1', 'fault-2'])
})

t.test('mints nothing for a list with a magic id that refuses', async (t) => {
  const sfox = await start(t)
  for (const id of ['fake:unknown-user', 'fake:status=201', 'fake:nope', 'fake:garbage']) await mint(sfox.url, ['a', id])
  t.strictSame(await sfox.tokens.report(), [])
})

t.test('accepts a list of nothing but magic ids', async (t) => {
  const sfox = await start(t)
  const { status, json } = await mint(sfox.url, new Array(50_000).fill('fake:delay=0'))
  t.strictSame([status, json.data.length], [201, 50_000])
})
