import t from 'tap'
import fc from 'fast-check'
import { createScale, spanOf } from '../../../src/page/timeline/scale.ts'

const noon = Date.parse('2026-01-31T12:00:00Z')
const hour = 3_600_000
const labels = (length: number, from = noon) => createScale({ from, to: from + length }).lines.map(({ label }) => label)

t.test('puts lines at round times, with labels as precise as needed', async (t) => {
  t.strictSame(labels(5 * hour), ['12:00', '13:00', '14:00', '15:00', '16:00'])
  t.strictSame(labels(24 * hour), ['12:00', '18:00', '2026-02-01', '06:00'])
  t.strictSame(labels(5 * 24 * hour), ['2026-01-31', '2026-02-01', '2026-02-02', '2026-02-03', '2026-02-04', '2026-02-05'])
  t.strictSame(labels(20_000, noon + 500), ['12:00:00', '12:00:05', '12:00:10', '12:00:15', '12:00:20'])
  t.strictSame(labels(2), ['12:00:00.000', '12:00:00.001'])
  t.equal(labels(0).length, 1)
  t.equal(labels(200 * 365 * 24 * hour).length, 7)
})

t.test('includes any span, with few lines, and keeps the order of instants', async (t) => {
  const instant = fc.integer({ min: 0, max: Date.UTC(10_000, 0) - 1 })
  fc.assert(fc.property(instant, fc.integer({ min: 0, max: Date.UTC(10_000, 0) }), (from, length) => {
    const { lines, position, ...scale } = createScale({ from, to: from + length })
    t.ok(scale.from <= from && scale.to >= from + length && scale.to > scale.from)
    t.ok(lines.length >= 1 && lines.length <= 8)
    t.ok(position(from) >= 0 && position(from + length) <= 100 && position(from) <= position(from + length))
    t.strictSame([position(scale.from), position(scale.to)], [0, 100])
  }))
})

t.test('puts instants outside just beyond the edge', async (t) => {
  const { position } = createScale({ from: noon, to: noon + hour })
  t.strictSame([position(0), position(noon * 2)], [-5, 105])
})

t.test('a range is a duration around the present, or everything', async (t) => {
  const all = { from: 1, to: 2 }
  t.strictSame(spanOf('All', all, noon), all)
  t.strictSame(spanOf('1 hour', all, noon), { from: noon - hour / 2, to: noon + hour / 2 })
  t.strictSame(spanOf('1 day', all, noon), { from: noon - 12 * hour, to: noon + 12 * hour })
})

t.test('does not move with the present before the next line', async (t) => {
  const at = (now: number) => createScale(spanOf('1 hour', { from: 0, to: 0 }, now)).from
  t.equal(at(noon + 1), at(noon + 60_000))
  t.ok(at(noon + hour) > at(noon))
})
