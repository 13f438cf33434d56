/** Test that `verify` finds the differences that are planted in a second fake, and no others. */
import t, { type Test } from 'tap'
import { behaviours as behaviourTable, type AssumptionOverrides } from '../../src/vendor/assumptions.ts'
import { reasons, refusals } from '../../src/vendor/assumptions.ts'
import { probeRows } from '../../src/verify/probes.ts'
import { start } from '../helper.ts'
import { behind } from './servers.ts'
import { everything, twoUsers, verifying } from './verifying.ts'

/** Rows that no request shows, and rows that only a fake is asked about. */
const [catalogued, onlyFakes] = [
  probeRows.filter(([, [probe]]) => probe?.title === 'what its catalogue says').map(([name]) => name),
  probeRows.filter(([, [probe]]) => probe?.onlyFakes !== undefined).map(([name]) => name)
]

const planted = async (t: Test, assumptions: object) => {
  const fixtures = { assumptions: assumptions as AssumptionOverrides }
  return await verifying((await start(t, { fixtures })).url, everything)
}

t.test('against a fake of its own kind nothing differs', async (t) => {
  const users = [{ user_id: 'user-1', status: 'PENDING' as const, balances: { usd: 10, btc: 0.5 }, bank: { verified: true } }, { user_id: 'user-2' }]
  const kinds = { default: {}, registered: { users: 'registered', fixtures: { users } }, limited: { rateLimit: 'on', key: 'k' } } as const
  for (const [kind, options] of Object.entries(kinds)) {
    const { url, key, requests } = await start(t, options)
    const { status, differing, lines, out } = await verifying(url, { ...everything, key })
    t.strictSame([differing, status], [[], 0], kind)
    t.equal(new Set(lines.map(({ row }) => row)).size, probeRows.length, 'each row has its line')
    t.match(out, /\n\d+ compared: (\d+) same, 0 differ\. \d+ not comparable\.\n$/)
    t.strictSame((await requests.list({ status: 429 })).map(({ fault }) => fault), ['fake:rate-limited'])
  }
})

t.test('with a fake every row can be compared; a real server is not asked for what is a fake\'s, and that is said', async (t) => {
  const fake = await verifying((await start(t)).url, everything)
  t.strictSame(fake.lines.filter(({ verdict }) => verdict !== 'same'), [])
  const real = await verifying(await behind(t, () => false), everything)
  const not = real.lines.filter(({ verdict }) => verdict === 'not comparable')
  t.strictSame(new Set(not.map(({ row }) => row)), new Set([...onlyFakes, 'max-user-ids', 'expired-token', 'rate-limited']))
  for (const { row, detail } of not) t.not(detail, '', row)
  t.strictSame([real.differing, real.status], [[], 0])
})

t.test('the text, the status and the headers of each refusal, all at once and alone', async (t) => {
  const everyone = (some: readonly string[], change: (reason: (typeof reasons)[number]) => object) =>
    Object.fromEntries(some.map((reason) => [reason, change(reason as (typeof reasons)[number])]))

  const texts = await planted(t, everyone(reasons, (reason) => ({ error: `no: ${refusals[reason].error}` })))
  t.strictSame(texts.differing.toSorted(), reasons.toSorted())
  for (const { verdict, row, detail } of texts.lines) {
    const said = catalogued.includes(row) ? /^\{"status":\d+,"error":"no: .*, the fake: \{"status":\d+,"error":"/ : /^text: "no: .*, the fake: "/
    if (verdict === 'differs') t.match(detail, said, row)
  }

  // A fault's status is its own.
  const statuses = await planted(t, everyone(reasons, () => ({ status: 418 })))
  t.strictSame(statuses.differing.toSorted(), reasons.filter((reason) => reason !== 'fault').toSorted())
  for (const { verdict, row, detail } of statuses.lines) {
    const said = catalogued.includes(row) ? /^\{"status":418,/ : /^status: 418, the fake: 4\d\d/
    if (verdict === 'differs') t.match(detail, said, row)
  }

  const asked = reasons.filter((reason) => !catalogued.includes(reason))
  const headers = await planted(t, everyone(asked, () => ({ headers: { 'content-type': 'text/json' } })))
  t.strictSame(headers.differing.toSorted(), asked.toSorted())
  t.equal(headers.of('unknown-user')[0]?.detail,
    'headers: content-type: text/json; charset=utf-8, the fake: content-type: application/json; charset=utf-8')

  const alone = { 'unknown-user': { error: 'no' }, 'missing-credentials': { status: 418 }, 'rate-limited': { headers: { 'x-cause': 'none' } } }
  for (const [reason, change] of Object.entries(alone)) {
    const { differing, status } = await planted(t, { [reason]: change })
    t.strictSame([differing, status], [[reason], 1], JSON.stringify(change))
  }
})

t.test('headers that go with a status', async (t) => {
  const { differing, of } = await planted(t, {
    'missing-credentials': { headers: { 'WWW-Authenticate': 'Bearer realm="x"' } },
    'unknown-key': { headers: { 'www-authenticate': null } },
    'method-not-allowed': { headers: { allow: 'POST, OPTIONS' } },
    'rate-limited': { headers: { 'retry-after': null } },
    'malformed-url': { headers: { 'retry-after': '7' } }
  })
  t.strictSame(new Set(differing), new Set(['missing-credentials', 'unknown-key', 'method-not-allowed', 'rate-limited', 'malformed-url']))
  t.equal(of('missing-credentials')[0]?.detail, 'headers: www-authenticate: Bearer realm="x", the fake: www-authenticate: Bearer')
  t.equal(of('unknown-key')[0]?.detail, 'headers: no www-authenticate, the fake: www-authenticate: Bearer')
  t.equal(of('method-not-allowed')[0]?.detail, 'headers: allow: OPTIONS, POST, the fake: allow: POST')
  t.equal(of('rate-limited')[0]?.detail, 'headers: no retry-after, the fake: retry-after: 60')
  t.equal(of('malformed-url')[0]?.detail, 'headers: retry-after: 7, the fake: no retry-after')
})

/** Other values of the behaviours, in groups whose members do not affect one another. */
const behaviours: Array<Record<string, unknown>> = [
  {
    'mint-list': { status: 200 },
    'mint-one': { expires: 'second' },
    'repeated-ids': 'once',
    'result-order': 'reversed',
    'unknown-properties': 'refuse',
    'basic-credentials': 'refuse',
    'bare-credentials': 'refuse',
    'form-bodies': 'refuse',
    'bank-accounts-401': 'no',
    'max-user-ids': 7,
    'register-status': 201,
    'registration-requires': ['user_id', 'email'],
    'update-answer': 'nothing',
    'update-of-set-values': 'refused',
    'tokens-after-deactivation': 'kept',
    'no-bank-answer': 'refusal',
    'listed-currencies': ['btc', 'usd'],
    'bank-name': 'OTHER BANK',
    'bank-link-answer': 'nothing',
    'bank-account-fields': 'sample',
    'wrong-amounts-answer': 'refusal',
    'verify-attempts': 5,
    'default-time-in-force': 'GTD',
    'absent-client-order-id': null,
    'order-routing': { destination: 'somewhere' },
    'algorithm-names': ['algorithm_id'],
    'empty-order-fields': 'refuse',
    'open-orders': 'oldest-first',
    'order-list-excess': 'refuse',
    'order-list-before-and-after': 'refuse',
    'order-list-unknown-values': 'refuse',
    'cancel-all-without-orders': 'refusal',
    'cancel-by': 'either-id',
    'null-properties': 'refuse',
    'empty-parameters': 'keep'
  },
  {
    'mint-list': { expires: 'millisecond' },
    'mint-one': { status: 200 },
    'unverified-users': 'refused',
    'max-user-ids': 999,
    'absent-details': { email: 'nobody@example.com' },
    'account-purposes': 'by-account-type',
    'code-lifetime': '1h',
    'wire-withdrawal-fee': 60,
    'routing-numbers': 'optional',
    'ach-enabled': 'verified',
    'micro-deposits': 'drawn',
    'micro-deposit-names': 'older',
    'micro-deposit-order': 'any',
    'deposit-requires': 'nothing',
    'settlement-days': null,
    'currency-pairs': ['btc/usd', 'doge/eur'],
    'fiat-currencies': ['usd', 'eur'],
    'crypto-decimals': 6,
    'default-algorithm': 201,
    'market-sell-quantity': 'required',
    'fee-rate': 0.01,
    'market-price': 7
  },
  // Users without money place no orders then, of which other rows would tell.
  { 'check-funds': true }
]

/** The assumptions on which the responses of two routes depend. */
const shownFields = { 'end-user-fields': 'older' }

t.test('what calls do, all at once and by halves', async (t) => {
  t.strictSame(new Set([...behaviours, shownFields].flatMap(Object.keys)), new Set(Object.keys(behaviourTable)))
  const halves = [0, 1].map((half) =>
    Object.fromEntries(Object.entries(behaviours[0] as object).filter((_, index) => index % 2 === half)))
  for (const group of [...behaviours, ...halves]) {
    const { differing } = await planted(t, group)
    t.strictSame(differing.sort(), Object.keys(group).sort())
  }
  t.strictSame((await planted(t, shownFields)).differing.sort(),
    ['GET /v1/enterprise/users', 'GET /v1/enterprise/users/:user_id', 'end-user-fields'])
  const { of } = await planted(t, behaviours[0] as object)
  t.equal(of('max-user-ids')[0]?.detail, '7, the fake: null')
  t.equal(of('mint-one')[0]?.detail, 'expires: second, the fake: millisecond')
  t.equal(of('mint-list')[0]?.detail, 'status: 200, the fake: 201')
  t.equal(of('revoked-token')[0]?.verdict, 'same', 'by its catalogue, since no request tells of it then')
  const others = await planted(t, { 'account-purposes': 'any', 'bank-link-answer': 'account' })
  t.strictSame(others.differing, ['account-purposes', 'bank-link-answer'])
  const masked = await planted(t, { 'check-funds': true, 'order-routing': { destination: 'x' }, 'tokens-after-deactivation': 'kept', 'revoked-token': { error: 'x' } })
  t.strictSame(masked.differing.toSorted(), ['check-funds', 'order-routing', 'revoked-token', 'tokens-after-deactivation'])
})

t.test('what is easily missed, or taken for something else', async (t) => {
  const cases: object[] = [
    { 'unknown-user': { status: 429 } },
    { 'max-user-ids': 1 },
    { 'max-user-ids': 1000 },
    { 'max-user-ids': 5000 },
    { 'rate-limited': { headers: { 'retry-after': '5' } } },
    { 'unknown-key': { headers: { server: 'x', etag: 'y' } } },
    { 'crypto-decimals': 0 },
    { 'currency-pairs': ['eth/usd'] },
    { 'fiat-currencies': [] }
  ]
  for (const assumptions of cases) {
    const { differing } = await planted(t, assumptions)
    t.strictSame(differing, Object.keys(assumptions), JSON.stringify(assumptions))
  }
  const everywhere = await planted(t, Object.fromEntries(reasons.map((reason) => [reason, { headers: { 'x-same': reason } }])))
  t.strictSame(everywhere.differing.toSorted(), reasons.filter((reason) => !catalogued.includes(reason)).toSorted())
})

t.test('what is not given is not asked', async (t) => {
  const { url } = await start(t)
  const reasonsOf = async (flags: Record<string, string | string[]>) => {
    const { lines, differing, status } = await verifying(url, flags)
    t.strictSame([differing, status], [[], 0])
    return (row: string) => lines.find((line) => line.row === row)?.detail
  }
  const bare = await reasonsOf({ key: [] })
  t.equal(bare('missing-credentials'), '')
  t.equal(bare('mint-list'), 'needs --key')
  t.equal(bare('expired-token'), 'needs --expired-token')
  const keyed = await reasonsOf({})
  t.equal(keyed('invalid-body'), '')
  t.equal(keyed('mint-list'), 'needs --user-id')
  t.equal(keyed('expired-token'), '')
  const known = await reasonsOf({ 'user-id': 'user-1' })
  t.equal(known('mint-list'), '')
  t.equal(known('result-order'), 'needs two --user-id')
  t.equal(known('register-status'), 'needs --write-probes')
})

t.test('without --write-probes nothing is sent that could create anything but a token', async (t) => {
  const { url, requests } = await start(t)
  await verifying(url, twoUsers)
  const sent = (await requests.list()).filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path}`)
  t.strictSame(sent.filter((line) => !/^POST \/v1\/enterprise\/user-tokens(?:\/[^/]+)?$/.test(line) &&
    !line.startsWith('POST /v1/enterprise/users/send-verification/')), [], 'and codes, of a fake')
})
