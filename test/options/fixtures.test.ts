import t from 'tap'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readFixtures } from '../../src/options/fixtures.ts'
import { fixturesSchemaText } from '../../scripts/docs.ts'
import { mintList, optionMistake, overInject } from '../helper.ts'

const folder = fileURLToPath(new URL('../../fixtures/', import.meta.url))

t.test('returns empty fixtures by default', async (t) => {
  t.strictSame(readFixtures(undefined), {})
})

t.test('reads the example fixtures, whose users can get tokens', async (t) => {
  const call = overInject(t, { fixtures: join(folder, 'example.json'), users: 'registered' })
  t.equal((await call(mintList(['client_account_1', 'advisor_account_1']))).status, 201)
  t.equal((await call(mintList(['client_account_3']))).status, 404)
})

t.test('fixtures/schema.json matches the schema in the code', async (t) => {
  t.equal(readFileSync(join(folder, 'schema.json'), 'utf8'), fixturesSchemaText(), 'else: npm run generate')
})

t.test('every file in fixtures/ matches the schema', async (t) => {
  const worlds = readdirSync(folder).filter((name) => name.endsWith('.json') && name !== 'schema.json')
  t.not(worlds.length, 0)
  for (const name of worlds) t.doesNotThrow(() => readFixtures(join(folder, name)), name)
})

t.test('fixtures/observed.json has observations only', async (t) => {
  const { assumptions = {}, observed = {}, ...rest } = readFixtures(join(folder, 'observed.json'))
  t.strictSame(Object.keys(assumptions).sort(), Object.keys(observed).sort())
  t.strictSame(Object.keys(rest), ['$schema'])
})

t.test('refuses an invalid file with its path and the pointer of the value', async (t) => {
  const dir = t.testdir({ 'cut.json': '{\n"users":\n[x', 'bad.json': '{"users":[{"user_id":"a"},{"user_id":7}]}' })
  const refused = (name: string) => optionMistake(t, () => readFixtures(join(dir, name)))
  t.equal(refused('none.json'), `fixtures file ${join(dir, 'none.json')} cannot be read (ENOENT)`)
  t.match(refused('cut.json'), /cut\.json is not JSON: [^\n]+$/)
  t.equal(refused('bad.json'), `${join(dir, 'bad.json')}: /users/1/user_id must be a non-empty string that does not start with "fake:", which marks magic ids`)
})

t.test('accepts a byte order mark', async (t) => {
  const dir = t.testdir({ 'bom.json': '\uFEFF{"users":[]}' })
  t.strictSame(readFixtures(join(dir, 'bom.json')), { users: [] })
})

t.test('validates an object like a file', async (t) => {
  const refused = (value: object) => optionMistake(t, () => readFixtures(value))
  t.equal(refused([]), 'fixtures: it must be an object, for example {"users":[{"user_id":"user-1"}]}')
  const badId = 'fixtures: /users/0/user_id must be a non-empty string that does not start with "fake:", which marks magic ids'
  t.equal(refused({ users: [{}] }), badId.replace('must', 'is required; it must'))
  t.equal(refused({ users: [{ user_id: 'fake:hang' }] }), badId)
  t.equal(refused({ users: [{ user_id: 'a' }, { user_id: 'a' }] }), 'fixtures: /users/1/user_id repeats the id "a"; each user needs an id of its own')
  t.match(refused({ assumptions: { nope: 1 } }), /^fixtures: \/assumptions\/nope is not a known property; known properties: /)
  t.equal(refused({ assumptions: { 'max-user-ids': 0 } }),
    'fixtures: /assumptions/max-user-ids must be null or a whole number above 0')
  t.equal(refused({ faults: Array.from({ length: 1001 }, () => ({ status: 503 })) }),
    'fixtures: /faults must NOT have more than 1000 items')
  t.equal(refused({ users: [{ user_id: 'a', balances: { USD: 1 } }] }),
    'fixtures: /users/0/balances/USD is not a known property')
})

t.test('requires a date, a host and an assumption for an observation', async (t) => {
  const assumptions = { 'unknown-user': { status: 422 } } as const
  const refused = (observed: unknown) => optionMistake(t, () => readFixtures({ assumptions, observed } as object))
  const at = (date: unknown, host: unknown = 'api.staging.sfox.com') => refused({ 'unknown-user': { date, host } })
  for (const host of ['api.staging.sfox.com', 'localhost:7369', '[::1]:80', 'fake_sfox']) {
    const fixtures = { assumptions, observed: { 'unknown-user': { date: '2024-02-29', host } } }
    t.strictSame(readFixtures(fixtures), fixtures)
  }
  const badDay = 'fixtures: /observed/unknown-user/date must be a date, for example 2026-11-26'
  for (const date of ['2026-02-29', '26-11-26', '2026-11-26T00:00:00Z', '2026-13-01', '', 20261126]) t.equal(at(date), badDay)
  t.equal(at(undefined), badDay.replace('must', 'is required; it must'))
  const badHost = 'fixtures: /observed/unknown-user/host must be a host or host:port, for example api.staging.sfox.com'
  for (const host of ['', 'a b', 'https://a', 'user:key@a', 'a/b', 'a:b', null]) t.equal(at('2026-11-26', host), badHost)
  t.equal(refused({ 'unknown-user': { date: '2026-11-26', host: 'a', by: 'me' } }),
    'fixtures: /observed/unknown-user/by is not a known property; known properties: date, host')
  t.equal(refused({ 'unknown-user': '2026-11-26' }), 'fixtures: /observed/unknown-user must be an object with date and host, ' +
    'for example {"date":"2026-11-26","host":"api.staging.sfox.com"}')
  t.match(refused([]), /^fixtures: \/observed must be an object whose keys are names of assumptions, for example /)

  const observation = { date: '2026-11-26', host: 'a' }
  const bare = 'needs an assumption of the same name in assumptions, with the value that was observed'
  t.equal(refused({ 'unknown-user': observation, 'unknown-key': observation }), `fixtures: /observed/unknown-key ${bare}`)
  t.equal(refused({ 'a/b': observation }), `fixtures: /observed/a~1b ${bare}`)
  t.equal(refused({ constructor: observation }), `fixtures: /observed/constructor ${bare}`)
  t.equal(optionMistake(t, () => readFixtures({ observed: { 'fee-rate': observation } })), `fixtures: /observed/fee-rate ${bare}`)
  t.equal(optionMistake(t, () => readFixtures({ assumptions: { 'fee-rate': undefined }, observed: { 'fee-rate': observation } })),
    `fixtures: /observed/fee-rate ${bare}`)
})

t.test('refuses a fault that can match no route, stubs included', async (t) => {
  const fault = { status: 503, match: { path: '/v1/things/:id' } } as const
  const stubs = [{ method: 'GET', path: '/v1/things/:thing', credential: 'none' }] as const
  t.match(optionMistake(t, () => readFixtures({ faults: [{ status: 503 }, fault] })),
    /^fixtures: \/faults\/1\/match\/path matches no route of this fake-sfox/)
  t.match(optionMistake(t, () => readFixtures({ faults: [{ status: 503, match: { path: '/v1/*/x' } }] })),
    /^fixtures: \/faults\/0\/match\/path must be a route/)
  t.strictSame(readFixtures({ faults: [fault], stubs }).faults, [fault])
  t.match(optionMistake(t, () => readFixtures({ faults: [{ status: 503, match: { path: '/v1/things/5', method: 'POST' } }], stubs })),
    /^fixtures: \/faults\/0\/match\/method matches no route with this path; there are routes with GET$/)
})

t.test('ignores later changes to the object', async (t) => {
  const given = { users: [{ user_id: 'a' }] }
  const fixtures = readFixtures(given)
  given.users.push({ user_id: 'b' })
  t.strictSame(fixtures, { users: [{ user_id: 'a' }] })
})

t.test('a balance is an amount of at most eight decimals', async (t) => {
  const refused = (usd: unknown) =>
    optionMistake(t, () => readFixtures({ users: [{ user_id: 'a', balances: { usd } }] })).replace('fixtures: /users/0/balances/usd ', '')
  t.equal(refused(0.123456789), 'must have at most 8 decimals')
  t.equal(refused(1e-9), 'must have at most 8 decimals')
  t.equal(refused(1e16), 'must be at most 1000000000000000')
  t.equal(refused(Infinity), 'must be at most 1000000000000000')
  t.equal(refused(-1), 'must not be negative')
  for (const value of ['1', NaN, null, true]) t.equal(refused(value), 'must be a number, for example 12.5', String(value))
  for (const usd of [0, 1e-8, 12.5, 1e15]) t.ok(readFixtures({ users: [{ user_id: 'a', balances: { usd } }] }))
  const price = (value: number) => optionMistake(t, () => readFixtures({ assumptions: { 'market-price': value } }))
  t.equal(price(1e-9), 'fixtures: /assumptions/market-price must have at most 8 decimals')
  t.equal(price(0), 'fixtures: /assumptions/market-price must be above 0')
})
