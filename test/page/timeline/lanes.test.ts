import t from 'tap'
import { lanesOf, totalsOf, type Mark } from '../../../src/page/timeline/lanes.ts'
import type { Entry } from '../../../src/world/journal-schema.ts'

const at = (hour: number) => `2026-01-31T${String(hour).padStart(2, '0')}:00:00.000Z`
const ms = (hour: number) => Date.parse(at(hour))

let id = 0
function entry (hour: number, change: Partial<Entry> = {}): Entry {
  return {
    id: ++id,
    at: at(hour),
    method: 'GET',
    path: '/p',
    query: null,
    body: null,
    scheme: null,
    status: 200,
    reason: null,
    error: null,
    duration_ms: 1,
    user_ids: [],
    user_count: 0,
    key: null,
    tokens: [],
    minted: [],
    used: null,
    fault: null,
    ...change
  }
}
const mint = (hour: number, users: string[], expires: number) => entry(hour, {
  status: 201, user_ids: users, minted: users.map((user) => ({ user_id: user, token: `#${user}${hour}`, expires: at(expires) }))
})
const use = (hour: number, user: string, minted: number, expires: number, change: Partial<Entry> = {}) =>
  entry(hour, { user_ids: [user], used: { user_id: user, token: `#${user}${minted}`, expires: at(expires) }, ...change })

const inShort = ({ at, kind }: Mark) => [at, kind]

/** Summarise the lanes. Entries are given oldest first. */
function read (entries: Entry[]) {
  return lanesOf(entries.toReversed()).map(({ user, lifetimes, marks }) => [
    user,
    lifetimes.map((life) => [life.token, life.mintKnown, life.minted, life.expires, life.marks.map(inShort)]),
    marks.map(inShort)
  ])
}

t.test('has no lanes without requests', async (t) => t.strictSame(lanesOf([]), []))

t.test('has a lane for each user in order of appearance, and a lifetime for each token', async (t) => {
  t.strictSame(read([mint(1, ['b', 'a'], 5), mint(2, ['a'], 6)]), [
    ['b', [['#b1', true, ms(1), ms(5), []]], []],
    ['a', [['#a1', true, ms(1), ms(5), []], ['#a2', true, ms(2), ms(6), []]], []]
  ])
})

t.test('marks uses on their token: good, late from the instant of expiry, refused, and faulted', async (t) => {
  t.strictSame(read([
    mint(1, ['a'], 5), use(2, 'a', 1, 5), use(3, 'a', 1, 5, { status: 403 }), use(4, 'a', 1, 5, { fault: 'fault-1' }),
    use(4, 'a', 1, 5, { status: null, fault: null }), use(5, 'a', 1, 5, { status: 401 }), use(6, 'a', 1, 5, { fault: 'fault-1' })
  ]), [['a', [['#a1', true, ms(1), ms(5), [
    [ms(2), 'use'], [ms(3), 'refused'], [ms(4), 'fault'], [ms(4), 'refused'], [ms(5), 'late'], [ms(6), 'late']
  ]]], []]])
})

t.test('a token without a known mint begins at its first use', async (t) => {
  t.strictSame(read([use(3, 'a', 1, 5), use(4, 'a', 1, 5)]),
    [['a', [['#a1', false, ms(3), ms(5), [[ms(3), 'use'], [ms(4), 'use']]]], []]])
})

t.test('refusals and faults without a token are in the lanes of their users, or in the last lane', async (t) => {
  t.strictSame(read([
    entry(1, { status: 401 }), entry(2, { status: 404, user_ids: ['x', 'y', 'x'] }), entry(3, { status: 503, fault: 'fault-1', user_ids: ['x'] }),
    entry(4), { ...mint(5, ['y'], 9), fault: 'fault-2' }
  ]), [
    ['x', [], [[ms(2), 'refused'], [ms(3), 'fault']]],
    ['y', [['#y5', true, ms(5), ms(9), []]], [[ms(2), 'refused'], [ms(5), 'fault']]],
    [undefined, [], [[ms(1), 'refused']]]
  ])
})

t.test('each mark describes its request', async (t) => {
  const marks = [
    entry(1, { status: null, method: 'POST', reason: 'fault', fault: 'fault-1' }), entry(2, { status: 404 })
  ].flatMap((one) => lanesOf([one])[0]?.marks ?? [])
  t.strictSame(marks.map(({ text }) => text), [`${at(1)} POST /p cut off fault (fault-1)`, `${at(2)} GET /p 404`])
})

t.test('counts a request about several users once', async (t) => {
  t.strictSame(totalsOf(lanesOf([
    entry(9, { status: 401 }), entry(8, { status: 404, user_ids: ['a', 'b', 'c'] }), use(7, 'a', 1, 5), use(4, 'b', 1, 5),
    mint(1, ['a', 'b'], 5)
  ])), { users: 3, tokens: 2, use: 1, late: 1, refused: 2, fault: 0 })
})
