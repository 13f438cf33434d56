import t from 'tap'
import { createClock, parseInstant, toIso, toIsoSeconds, wallTime } from '../../src/world/clock.ts'

t.test('a clock starts where it is told and runs at the speed of real time', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: 100, frozen: false }, undefined, () => real)
  t.equal(clock.now(), 100)
  real += 42
  t.equal(clock.now(), 142)
})

t.test('without a start it shows real time', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: undefined, frozen: false }, undefined, () => real)
  real += 1
  t.equal(clock.now(), 5001)
  const before = wallTime()
  const shown = createClock({ startAt: undefined, frozen: false }).now()
  t.ok(shown >= before && shown <= wallTime())
})

t.test('a frozen clock stands still', async (t) => {
  let real = 5000
  const clock = createClock({ startAt: undefined, frozen: true }, undefined, () => real)
  real += 1000
  t.equal(clock.now(), 5000)
})

t.test('instants are written with milliseconds, or cut down to the second', async (t) => {
  const instant = Date.UTC(2024, 4, 14, 19, 22, 9, 901)
  t.equal(toIso(instant), '2024-05-14T19:22:09.901Z')
  t.equal(toIsoSeconds(instant), '2024-05-14T19:22:09Z')
  t.equal(toIsoSeconds(Date.UTC(10_009, 0)), '+010009-01-01T00:00:00Z')
})

t.test('an instant needs a day that exists, a time and an offset', async (t) => {
  t.equal(parseInstant('2026-01-31T12:00:00Z'), Date.UTC(2026, 0, 31, 12))
  t.equal(parseInstant('2026-01-31t12:00:00.123456z'), Date.UTC(2026, 0, 31, 12, 0, 0, 123))
  t.equal(parseInstant('2026-01-31T13:00+01:00'), Date.UTC(2026, 0, 31, 12))
  t.equal(parseInstant('2024-02-29T00:00:00Z'), Date.UTC(2024, 1, 29))
  t.equal(parseInstant('1970-01-01T00:00:00Z'), 0)
  t.equal(parseInstant('9999-12-31T23:59:59.999Z'), Date.UTC(10_000, 0) - 1)
  for (const text of [
    '2026-02-29T00:00:00Z', '2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-31T25:00:00Z',
    '2026-01-31T12:00:00', '2026-01-31', '1969-12-31T23:59:59Z', '9999-12-31T23:59:59-01:00', 'now', ''
  ]) t.equal(parseInstant(text), undefined, text)
  t.equal(parseInstant(new Date(7)), 7)
  t.equal(parseInstant(new Date(Number.NaN)), undefined)
  t.equal(parseInstant(7), undefined, 'a number could be seconds or milliseconds')
})
