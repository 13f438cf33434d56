/** Test for memory leaks, with small numbers; bench/memory.ts and bench/soak.ts measure with large ones. */
import t from 'tap'
import { startGauged } from '../../bench/gauged-fake.ts'
import { journalRequests, mintTokens, resetWorlds } from '../../bench/memory.ts'
import { soak } from '../../bench/soak.ts'

t.test('memory', async (t) => {
  await using fake = await startGauged()

  await t.test('keeps nothing for a token', async (t) => {
    const { count, heap } = await mintTokens(fake, 300_000, 300)
    t.ok(heap < 5 * count, `${heap} bytes for ${count} tokens`)
  })

  await t.test('keeps nothing for a request when the journal is full', async (t) => {
    const { count, heap } = await journalRequests(fake, 5_000)
    t.ok(heap < 100 * count, `${heap} bytes for ${count} requests`)
  })

  await t.test('the journal does not retain requests', async (t) => {
    await fake.call({ method: 'DELETE', path: '/_fake/requests' })
    const before = await fake.measure()
    for (let time = 0; time < 900; time++) await fake.call({ path: '/v1/enterprise/user-tokens/user-1' })
    const each = ((await fake.measure()).heap - before.heap) / 900
    t.ok(each > 100 && each < 3000, `${each} bytes for each request that is kept`)
  })

  await t.test('keeps no more of a long id than the journal shows', async (t) => {
    const call = { path: '/v1/enterprise/user-tokens', body: { data: ['x'.repeat(1e6), ''] } }
    const before = await fake.measure()
    for (let time = 0; time < 20; time++) t.equal((await fake.call(call)).status, 400)
    const kept = (await fake.measure()).heap - before.heap
    t.ok(kept < 2e6, `${kept} bytes for 20 ids of a megabyte each`)
  })

  await t.test('a world takes little memory until it is used, and after a reset', async (t) => {
    const { idle, used, afterReset, perReset } = await resetWorlds(fake, 300)
    t.ok(idle > 0 && idle < 5000, `${idle} bytes for one that is not used`)
    t.ok(used > idle + 2000, `${used} bytes for one that is used`)
    t.ok(afterReset < idle + 1000, `${afterReset} bytes after a reset`)
    t.ok(perReset < 1500, `${perReset} bytes for each reset more`)
  })
})

t.test('gives expected responses under mixed load, and leaves no connection open', async (t) => {
  const { unexpected, leaked, samples: [sample] } = await soak(1, 2)
  t.strictSame(unexpected, {})
  t.ok((sample?.sockets ?? 0) > 2, 'connections were open')
  t.equal(leaked, 0)
})
