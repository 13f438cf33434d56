import t from 'tap'
import fc from 'fast-check'
import { createAgenda } from '../../src/world/agenda.ts'

function setUp () {
  const clock = { time: 0, now: () => clock.time }
  const agenda = createAgenda(clock)
  const ran: unknown[] = []
  const at = (instant: number, name: string) => agenda.schedule(instant, () => { ran.push(`${name} ${agenda.at}`) })
  const leap = (time: number) => {
    clock.time = time
    agenda.catchUp()
    return ran.splice(0)
  }
  return { clock, agenda, at, leap, ran }
}

t.test('runs due entries in order of time, and of scheduling for equal instants', async (t) => {
  const { at, leap, agenda } = setUp()
  for (const [instant, name] of [[30, 'd'], [10, 'a'], [20, 'b'], [20, 'c'], [Infinity, 'never']] as const) at(instant, name)
  t.strictSame(leap(9), [])
  t.strictSame(leap(10), ['a 10'])
  t.strictSame(leap(1000), ['b 20', 'c 20', 'd 30'])
  t.strictSame(leap(2000), [])
  t.equal(agenda.at, undefined)
})

t.test('runs what an entry schedules if it is due, and never dates it before that entry', async (t) => {
  const { agenda, at, leap } = setUp()
  agenda.schedule(10, () => {
    at(40, 'later')
    at(15, 'soon')
    at(1, 'at once')
  })
  at(12, 'between')
  t.strictSame(leap(20), ['at once 10', 'between 12', 'soon 15'])
  t.strictSame(leap(40), ['later 40'])
})

t.test('does not run a cancelled entry', async (t) => {
  const { agenda, at, leap } = setUp()
  const cancels = ['a', 'b', 'c', 'd', 'e'].map((name) => at(10, name))
  cancels[1]!()
  cancels[1]!()
  cancels[3]!()
  cancels[4]!()
  agenda.schedule(5, () => cancels[0]!())
  t.strictSame(leap(20), ['c 10'])
  cancels.forEach((cancel) => cancel())
  at(30, 'f')
  t.strictSame(leap(30), ['f 30'])
})

t.test('keeps the order after most entries are cancelled', async (t) => {
  const { at, leap } = setUp()
  const instants = Array.from({ length: 1000 }, (_, index) => index * 379 % 1000)
  const cancels = instants.map((instant) => at(instant, 'entry'))
  instants.forEach((instant, index) => { if (instant % 5 < 3) cancels[index]!() })
  const kept = [...instants].sort((one, other) => one - other).filter((instant) => instant % 5 >= 3)
  t.strictSame(leap(1000), kept.map((instant) => `entry ${instant}`))
})

t.test('reads the clock once, and ignores a call from within an entry', async (t) => {
  const { clock, agenda, at, leap } = setUp()
  agenda.schedule(10, () => {
    clock.time = 100
    agenda.catchUp()
  })
  at(10, 'a')
  at(50, 'b')
  t.strictSame(leap(10), ['a 10'])
  t.strictSame(leap(50), ['b 50'])
})

t.test('passes an error on, and runs the rest at the next call', async (t) => {
  const { agenda, at, leap } = setUp()
  agenda.schedule(10, () => { throw new Error('broken') })
  at(20, 'a')
  t.throws(() => leap(30), { message: 'broken' })
  t.equal(agenda.at, undefined)
  t.strictSame(leap(30), ['a 20'])
})

t.test('runs like a sorted list after any sequence of operations', async (t) => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.record({ does: fc.constant('schedule' as const), at: fc.nat(50), then: fc.option(fc.nat(20)) }) },
    { weight: 2, arbitrary: fc.record({ does: fc.constant('cancel' as const), which: fc.nat() }) },
    fc.record({ does: fc.constant('leap' as const), by: fc.nat(20) })
  )
  fc.assert(fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
    const { clock, agenda, leap, ran } = setUp()
    interface Expected { at: number, number: number, then: number | null }
    let list: Expected[] = []
    let [number, modelled] = [0, 0]
    const cancels: Array<() => void> = []
    const schedule = (at: number, then: number | null) => {
      const own = number++
      cancels[own] = agenda.schedule(at, () => {
        ran.push([agenda.at, own])
        if (then !== null) schedule(agenda.at! + then, null)
      })
    }
    const model = (now: number) => {
      const expected: unknown[] = []
      for (;;) {
        list.sort((one, other) => one.at - other.at || one.number - other.number)
        if (!list[0] || list[0].at > now) return expected
        const { at, number, then } = list.shift()!
        expected.push([at, number])
        if (then !== null) list.push({ at: at + then, number: modelled++, then: null })
      }
    }
    for (const step of steps) {
      if (step.does === 'schedule') {
        schedule(step.at, step.then)
        list.push({ at: step.at, number: modelled++, then: step.then })
      } else if (step.does === 'cancel') {
        const which = step.which % cancels.length
        cancels[which]?.()
        list = list.filter(({ number }) => number !== which)
      } else {
        const expected = JSON.stringify(model(clock.time + step.by))
        const got = JSON.stringify(leap(clock.time + step.by))
        if (got !== expected) throw new Error(`${got}, not ${expected}`)
      }
    }
  }), { numRuns: 300 })
  t.pass('it did')
})
