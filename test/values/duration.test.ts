import t from 'tap'
import { parseDuration } from '../../src/values/duration.ts'

t.test('parses text with a unit, and milliseconds', async (t) => {
  t.equal(parseDuration('90s'), 90_000)
  t.equal(parseDuration('15m'), 900_000)
  t.equal(parseDuration('24h'), 86_400_000)
  t.equal(parseDuration('1d'), 86_400_000)
  t.equal(parseDuration('1.5h'), 5_400_000)
  t.equal(parseDuration('9.9s'), 9900)
  t.equal(parseDuration('250ms'), 250)
  t.equal(parseDuration('1.0005s'), 1001)
  t.equal(parseDuration('250'), 250)
  t.equal(parseDuration(250), 250)
  t.equal(parseDuration(0), 0)
})

t.test('returns undefined for anything else', async (t) => {
  const forms = ['1y', '1w', '1 hour', '1hour', '2 days', '1min', '1H', '1h30m', ' 1h', '1h ', '1h\n', '+1s', '.5h', '1.h', '1e3', '90.5', '1_000s', 's']
  for (const value of ['', 'soon', '-1s', '5 parsecs', '9'.repeat(400), `${'9'.repeat(400)}d`, ...forms, -1, 1.5, Number.NaN, Infinity]) {
    t.equal(parseDuration(value), undefined, JSON.stringify(value))
  }
})
