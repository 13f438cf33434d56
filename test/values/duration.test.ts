import t from 'tap'
import { parseDuration } from '../../src/values/duration.ts'

t.test('parses text with a unit, and milliseconds', async (t) => {
  t.equal(parseDuration('90s'), 90_000)
  t.equal(parseDuration('15m'), 900_000)
  t.equal(parseDuration('24h'), 86_400_000)
  t.equal(parseDuration('1d'), 86_400_000)
  t.equal(parseDuration('1.5h'), 5_400_000)
  t.equal(parseDuration('250'), 250)
  t.equal(parseDuration(250), 250)
  t.equal(parseDuration(0), 0)
})

t.test('returns undefined for anything else', async (t) => {
  for (const value of ['', 'soon', '-1s', '5 parsecs', 'x'.repeat(101), -1, 1.5, Number.NaN, Infinity]) {
    t.equal(parseDuration(value), undefined, String(value))
  }
})
