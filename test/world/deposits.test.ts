import t from 'tap'
import { addBusinessDays } from '../../src/world/deposits.ts'

t.test('business days are Monday to Friday, at the same time of the day', async (t) => {
  const after = (from: string, days: number) => new Date(addBusinessDays(Date.parse(from), days)).toISOString()
  t.equal(after('2026-01-26T23:59:59.999Z', 1), '2026-01-27T23:59:59.999Z', 'Monday')
  t.equal(after('2026-01-30T12:00:00Z', 1), '2026-02-02T12:00:00.000Z', 'Friday')
  t.equal(after('2026-01-31T12:00:00Z', 1), '2026-02-02T12:00:00.000Z', 'Saturday')
  t.equal(after('2026-02-01T00:00:00Z', 1), '2026-02-02T00:00:00.000Z', 'Sunday')
  t.equal(after('2026-01-28T12:00:00Z', 3), '2026-02-02T12:00:00.000Z', 'Wednesday')
  t.equal(after('2026-01-30T12:00:00Z', 10), '2026-02-13T12:00:00.000Z')
  t.equal(after('2026-01-31T12:00:00Z', 0), '2026-01-31T12:00:00.000Z')
  t.equal(after('1970-01-01T00:00:00Z', 2), '1970-01-05T00:00:00.000Z', 'a Thursday')
})
