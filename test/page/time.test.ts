import t from 'tap'
import { currentInstant, formatDuration, formatInstant, timeOfDay } from '../../src/page/time.ts'

t.test('the fake\'s clock runs with the browser\'s, unless it is frozen', async (t) => {
  t.equal(currentInstant({ now: 1000, frozen: false, readAt: 50 }, 80), 1030)
  t.equal(currentInstant({ now: 1000, frozen: true, readAt: 50 }, 80), 1000)
})

t.test('formats instants and durations', async (t) => {
  t.equal(formatInstant(Date.parse('2026-01-31T12:00:00.999Z')), '2026-01-31 12:00:00')
  t.equal(timeOfDay('2026-01-31T12:00:00.999Z'), '12:00:00.999')
  const cases: Array<[number, string]> = [
    [0, '0 s'], [499, '0 s'], [500, '1 s'], [-61_000, '1 min 1 s'], [86_399_999, '1 d'], [86_340_000, '23 h 59 min'],
    [90_061_000, '1 d 1 h'], [90_000_000 * 40, '41 d 16 h']
  ]
  for (const [length, words] of cases) t.equal(formatDuration(length), words)
})
