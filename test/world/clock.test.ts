import t from 'tap'
import { createClock, wallTime } from '../../src/world/clock.ts'

t.test('starts at the given instant and runs at the speed of real time', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: 100, frozen: false }, undefined, () => real)
  t.equal(clock.now(), 100)
  real += 42
  t.equal(clock.now(), 142)
})

t.test('shows real time by default', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: undefined, frozen: false }, undefined, () => real)
  real += 1
  t.equal(clock.now(), 5001)
  const before = wallTime()
  const shown = createClock({ startAt: undefined, frozen: false }).now()
  t.ok(shown >= before && shown <= wallTime())
})

t.test('stands still while frozen', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: undefined, frozen: true }, undefined, () => real)
  real += 1000
  t.equal(clock.now(), 5000)
})
