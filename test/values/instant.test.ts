import t from 'tap'
import { parseInstant, toIso, toIsoSeconds } from '../../src/values/instant.ts'

t.test('writes an instant with milliseconds, or truncated to the second', async (t) => {
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
