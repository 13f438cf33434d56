import t from 'tap'
import { assume } from '../../src/assumptions.ts'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Entry } from '../../src/schemas/requests.ts'
import { createSeal } from '../../src/world/seal.ts'
import { createUsers, type WorldUser } from '../../src/world/users.ts'
import { createWorld, type WorldSource } from '../../src/world/world.ts'

function make (source: Partial<WorldSource> = {}) {
  const forgotten: string[] = []
  let made = 0
  const world = createWorld({
    name: '',
    seal: createSeal('seed'),
    seed: 'seed',
    clock: { startAt: 0, frozen: true },
    tokenTtl: 1000,
    faults: [],
    journal: 10,
    limits: undefined,
    rules: assume(),
    makeUsers (banks) {
      made++
      return createUsers({ mode: 'any', fixtures: new Map(), tagFor: () => 1, banks })
    },
    forget (users) { for (const { id } of users) forgotten.push(id) },
    ...source
  })
  return { world, forgotten, made: () => made }
}

t.test('a world costs nothing before it is used, and nothing again after a reset', async (t) => {
  const { world, made } = make()
  world.reset()
  t.equal(made(), 0)
  t.equal(world.clock.now(), 0)
  t.equal(world.clock, world.clock)
  t.equal(made(), 1)
  world.reset()
  t.equal(made(), 1)
})

t.test('a reset forgets everything but the name and the serials', async (t) => {
  const { world, forgotten } = make({ faults: [{ status: 503 }], clock: { startAt: 5000, frozen: true } })
  const user = world.users.find('a') as WorldUser
  world.tokens.mint([user, user], 'second')
  world.clock.set({ now: 9000, frozen: false })
  world.faults.clear()
  world.journal.add(() => ({ id: 1 } as Entry))
  t.notOk(world.isForgotten(0), 'before the first reset nothing is')

  world.reset()
  t.strictSame(forgotten, ['a'])
  t.equal(world.clock.now(), 5000)
  t.ok(world.clock.frozen)
  t.strictSame(world.users.list(), [])
  t.equal(world.faults.list().length, 1)
  t.strictSame(world.journal.list(), { requests: [], dropped: 0 })
  t.strictSame(world.tokens.report(), [])
  t.strictSame([0, 1, 2].map(world.isForgotten), [true, true, false])
})

t.test('who follows a world hears of its requests across resets, until it stops', async (t) => {
  const { world } = make()
  const heard: number[] = []
  const stop = world.follow(({ id }) => heard.push(id))
  world.journal.add(() => ({ id: 1 } as Entry))
  world.reset()
  world.journal.add(() => ({ id: 2 } as Entry))
  stop()
  world.journal.add(() => ({ id: 3 } as Entry))
  t.strictSame(heard, [1, 2])
})

t.test('an entry of the journal is written when somebody reads it or follows, and once', async (t) => {
  const { world } = make()
  const written: number[] = []
  const add = (id: number) => world.journal.add(() => { written.push(id); return { id } as Entry })
  add(1)
  add(2)
  t.strictSame(written, [])
  for (let time = 0; time < 2; time++) t.strictSame(world.journal.list().requests.map(({ id }) => id), [1, 2])
  t.strictSame(written, [1, 2])
  const stops = [world.follow(() => {}), world.follow(() => {})]
  add(3)
  t.strictSame(written, [1, 2, 3])
  for (const stop of stops) stop()
})

t.test('a running clock starts when the world is made or reset, not when it is first read', async (t) => {
  const { world } = make({ clock: { startAt: 5000, frozen: false } })
  const later = performance.now() + 20
  while (performance.now() < later);
  t.ok(world.clock.now() >= 5015)
  const before = performance.now()
  world.reset()
  const now = world.clock.now()
  t.ok(now <= 5001 + performance.now() - before, 'it begins anew')
})

t.test('memory does not grow with the tokens minted', async (t) => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const { world } = make()
  const many = Array.from({ length: 1000 }, () => world.users.find('a') as WorldUser)
  const used = () => { collect(); return process.memoryUsage().heapUsed }
  world.tokens.mint(many, 'second').slice(0, 1000)
  const before = used()
  for (let round = 0; round < 300; round++) world.tokens.mint(many, 'second').slice(0, 1000)
  const grown = used() - before
  t.ok(grown < 3_000_000, `${grown} bytes for 300,000 tokens, of which each one kept would take more than 64`)
})
