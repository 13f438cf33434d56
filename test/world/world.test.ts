import t from 'tap'
import type { Entry } from '../../src/world/journal-schema.ts'
import { money } from '../../src/values/money.ts'
import { createWorld, type WorldParts, type WorldSource } from '../../src/world/world.ts'

/** The state of the only resource of the worlds here. */
interface Resources { things: string[] }

function make (source: Partial<WorldSource<Resources>> = {}) {
  const forgotten: Array<Resources | undefined> = []
  let made = 0
  const world = createWorld<Resources>({
    name: '',
    seed: 'seed',
    clock: { startAt: 0, frozen: true },
    faults: [],
    journal: 10,
    limits: undefined,
    resourceNames: ['things'],
    createResources () {
      made++
      return { things: [] }
    },
    onReset: (resources) => forgotten.push(resources),
    ...source
  })
  return { world, forgotten, made: () => made }
}

t.test('creates the parts of a world at first use, also after a reset', async (t) => {
  const { world, made, forgotten } = make()
  world.reset()
  t.equal(made(), 0)
  t.strictSame(forgotten, [undefined])
  t.equal(world.clock.now(), 0)
  t.equal(world.clock, world.clock)
  t.equal(made(), 1)
  world.reset()
  t.equal(made(), 1)
})

t.test('a reset forgets everything but the name', async (t) => {
  const { world, forgotten } = make({ name: 'w', faults: [{ status: 503 }], clock: { startAt: 5000, frozen: true } })
  const { things } = world
  things.push('a')
  world.clock.set({ now: 9000, frozen: false })
  world.faults.clear()
  world.journal.add(() => ({ id: 1 } as Entry))
  const account = { userId: 'a', closed: false }
  world.ledger.setBalance(account, 'usd', money(5))
  let ran = false
  world.agenda.schedule(5000, () => { ran = true })

  world.reset()
  t.equal(forgotten[0]?.things, things)
  t.equal(world.name, 'w')
  t.equal(world.clock.now(), 5000)
  t.ok(world.clock.frozen)
  t.strictSame(world.things, [])
  t.equal(world.faults.list().length, 1)
  t.strictSame(world.journal.list(), { requests: [], dropped: 0 })
  t.strictSame(world.ledger.currencies(account), [])
  world.catchUp()
  t.notOk(ran)
})

t.test('runs due entries by its own clock', async (t) => {
  const { world } = make()
  const ran: number[] = []
  for (const at of [1000, 2000]) world.agenda.schedule(at, () => ran.push(at))
  world.catchUp()
  t.strictSame(ran, [])
  world.clock.set({ now: 1000 })
  world.catchUp()
  t.strictSame(ran, [1000])
})

t.test('gives its resources its own parts, and repeatable draws and ids', async (t) => {
  const drawn = () => {
    let given: WorldParts | undefined
    const { world } = make({ createResources (parts) { given = parts; return { things: [] } } })
    const { clock, ledger, agenda } = world
    const { draw, nextId, ...shared } = given as unknown as WorldParts
    t.strictSame(Object.entries(shared), Object.entries({ clock, agenda, ledger }))
    return [draw(), draw(), nextId(), nextId()]
  }
  const [first, second, ...ids] = drawn()
  t.not(first, second)
  t.strictSame(ids, [1, 2])
  t.strictSame(drawn(), [first, second, 1, 2])
})

t.test('announces changes to subscribers, also after resets, until they unsubscribe', async (t) => {
  const { world } = make()
  const heard: string[] = []
  const stop = world.onChange((change) => heard.push(change))
  world.announce('clock')
  world.reset()
  world.announce('world')
  stop()
  world.announce('faults')
  t.strictSame(heard, ['clock', 'world'])
})

t.test('notifies subscribers of requests, also after resets, until they unsubscribe', async (t) => {
  const { world } = make()
  const heard: number[] = []
  const stop = world.onRequest(({ id }) => heard.push(id))
  world.journal.add(() => ({ id: 1 } as Entry))
  world.reset()
  world.journal.add(() => ({ id: 2 } as Entry))
  stop()
  world.journal.add(() => ({ id: 3 } as Entry))
  t.strictSame(heard, [1, 2])
})

t.test('writes a journal entry once, when it is read or has a subscriber', async (t) => {
  const { world } = make()
  const written: number[] = []
  const add = (id: number) => world.journal.add(() => { written.push(id); return { id } as Entry })
  add(1)
  add(2)
  t.strictSame(written, [])
  for (let time = 0; time < 2; time++) t.strictSame(world.journal.list().requests.map(({ id }) => id), [1, 2])
  t.strictSame(written, [1, 2])
  const stops = [world.onRequest(() => {}), world.onRequest(() => {})]
  add(3)
  t.strictSame(written, [1, 2, 3])
  for (const stop of stops) stop()
})

t.test('a running clock starts when the world is created or reset, not at first use', async (t) => {
  const { world } = make({ clock: { startAt: 5000, frozen: false } })
  const later = performance.now() + 20
  while (performance.now() < later);
  t.ok(world.clock.now() >= 5015)
  const before = performance.now()
  world.reset()
  const now = world.clock.now()
  t.ok(now <= 5001 + performance.now() - before, 'it restarts')
})
