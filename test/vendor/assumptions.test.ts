import t from 'tap'
import {
  assume, assumptionTable, behaviours, reasons, refusals, type AssumptionOverrides
} from '../../src/vendor/assumptions.ts'
import { FixturesSchema } from '../../src/options/fixtures.ts'
import { fillIn } from '../../src/resources/refusal.ts'
import { createValidator } from '../../src/values/validator.ts'
import { authorization, because, build, frozen, mint, mintList, overHttp, overInject, start, tokensPath } from '../helper.ts'

const get = { method: 'GET', path: '/v1/nothing' }

t.test('every default matches its schema', async (t) => {
  for (const [name, { schema, default: value }] of Object.entries(assumptionTable)) {
    t.equal(createValidator()(schema)(value), undefined, name)
  }
})

t.test('no behaviour has the name of a refusal', async (t) => {
  t.strictSame(Object.keys(behaviours).filter((name) => (reasons as string[]).includes(name)), [])
})

t.test('uses the defaults of the table without overrides', async (t) => {
  const assumptions = assume()
  t.equal(assumptions['repeated-ids'], 'each')
  t.equal(assumptions['max-user-ids'], null)
  t.strictSame(assumptions['unknown-user'], { status: 404, error: refusals['unknown-user'].error, headers: {} })
})

t.test('replaces a value, and a part of a refusal', async (t) => {
  const assumptions = assume({ 'repeated-ids': 'once', 'max-user-ids': 2, 'unknown-user': { status: 422 } })
  t.equal(assumptions['repeated-ids'], 'once')
  t.equal(assumptions['max-user-ids'], 2)
  t.strictSame(assumptions['unknown-user'], { status: 422, error: refusals['unknown-user'].error, headers: {} })
})

t.test('overrides an object in part, a list as a whole, and accepts null as a value', async (t) => {
  const assumptions = assume({
    'absent-details': { email: 'x' }, 'currency-pairs': ['a/b'], 'settlement-days': null, 'fee-rate': undefined as unknown as number
  })
  t.strictSame(assumptions['absent-details'], { ...behaviours['absent-details'].default, email: 'x' })
  t.strictSame(assumptions['currency-pairs'], ['a/b'])
  t.equal(assumptions['settlement-days'], null)
  t.equal(assumptions['fee-rate'], 0)
})

t.test('refuses an unknown name or an invalid value', async (t) => {
  const check = createValidator()(FixturesSchema)
  const problem = (assumptions: object) => {
    const { pointer, message } = check({ assumptions }) ?? { pointer: 'none', message: '' }
    return [pointer.replace('/assumptions', ''), message]
  }
  t.strictSame(problem({ 'repeated-id': 'once' })[0], '/repeated-id')
  t.strictSame(problem({ 'repeated-ids': 'twice' })[1], 'must be one of each, once')
  t.strictSame(problem({ 'unknown-user': { status: 200 } })[0], '/unknown-user/status')
  t.strictSame(problem({ 'unknown-user': { text: 'a' } }),
    ['/unknown-user/text', 'is not a known property; known properties: status, error, headers'])
  t.strictSame(problem({ 'mint-one': { status: 202 } }), ['/mint-one/status', 'must be 200 or 201'])
  t.strictSame(problem({ 'mint-list': { expires: 'day' } }), ['/mint-list/expires', 'must be one of second, millisecond'])
})

t.test('accepts the same headers for a refusal as for a fault', async (t) => {
  const check = createValidator()(FixturesSchema)
  const badValue = 'must be null, or a string that HTTP allows as a header value (no line breaks or other control characters)'
  const badName = 'is not the name of a header that can be set; connection, content-length, keep-alive, trailer, ' +
    'transfer-encoding, upgrade, x-fake-sfox, x-fake-sfox-reason cannot'
  const bad: Array<[object, string, string]> = [
    [{ 'a b': '' }, '/a b', badName],
    [{ Upgrade: 'x' }, '/Upgrade', badName],
    [{ 'X-Fake-Sfox-Reason': null }, '/X-Fake-Sfox-Reason', badName],
    [{ a: 1 }, '/a', badValue],
    [{ a: 'b\r\nc: d' }, '/a', badValue],
    [{ a: '\u20ac' }, '/a', badValue]
  ]
  for (const [headers, name, message] of bad) {
    t.strictSame(check({ assumptions: { 'unknown-user': { headers } } }),
      { pointer: `/assumptions/unknown-user/headers${name}`, message })
  }
  t.match(check({ assumptions: { 'unknown-user': { headers: [] } } })?.message, /^must be an object of header names /)
})

/** Assumptions, and the refusals that result. */
const withHeaders: AssumptionOverrides = {
  'unknown-endpoint': { headers: { 'X-More': 'm', 'Content-Type': 'text/html' } },
  'method-not-allowed': { error: 'no {method}', headers: { ALLOW: null, 'x-allow': '{allow}; {method} {nothing}' } },
  'missing-credentials': { headers: { 'WWW-Authenticate': 'Basic realm="a"', date: null } },
  'unknown-key': { status: 400, headers: { 'Content-Type': null, Vary: null } },
  'malformed-credentials': { headers: { 'www-authenticate': null } },
  'deactivated-user': { headers: { 'x-id': '{user_id}' } },
  'rate-limited': { headers: { 'retry-after': null, date: 'then' } },
  fault: { status: 502, headers: { 'x-set': 'by the assumption', 'x-more': '{status}', 'Content-Type': null } }
}

for (const [way, open] of Object.entries({ 'over HTTP': overHttp, 'in process': overInject })) {
  t.test(`adds, replaces and removes headers of a refusal, ${way}`, async (t) => {
    const call = await open(t, { ...frozen, fixtures: { assumptions: withHeaders } })
    const { date: itsDate, ...plain } = (await call({ ...get, path: '/v1/orders' })).headers
    t.equal(itsDate, undefined)
    t.equal(plain['www-authenticate'], 'Basic realm="a"')
    t.equal(plain['content-type'], 'application/json; charset=utf-8')

    const nowhere = await call(get)
    t.strictSame([nowhere.headers['x-more'], nowhere.headers['content-type']], ['m', 'text/html'])
    t.strictSame(nowhere.headers['date'], 'Sat, 31 Jan 2026 12:00:00 GMT')
    t.strictSame(JSON.parse(nowhere.text), { error: fillIn(refusals['unknown-endpoint'].error, { hint: '' }) })

    const method = await call({ method: 'PUT', path: tokensPath })
    t.strictSame(because(method), [405, 'method-not-allowed', 'no PUT'])
    t.strictSame([method.headers['allow'], method.headers['x-allow']], [undefined, 'POST; PUT {nothing}'])

    const unknownKey = await call(mintList(['a'], { authorization: 'Bearer other', origin: 'http://page.test' }))
    t.strictSame([unknownKey.status, unknownKey.headers['content-type']], [400, undefined])
    t.equal(unknownKey.headers['x-fake-sfox-reason'], 'unknown-key')
    t.equal(unknownKey.headers['www-authenticate'], undefined, 'as the status has it')
    t.strictSame([unknownKey.headers['access-control-allow-origin'], unknownKey.headers['vary']], ['http://page.test', undefined])
    t.equal((await call(mintList(['a'], { authorization: 'Bearer ' }))).headers['www-authenticate'], undefined)
    t.equal((await call(mintList(['a']))).headers['content-type'], 'application/json; charset=utf-8')

    const limited = await call(mintList(['fake:rate-limited']))
    t.strictSame([limited.status, limited.headers['retry-after'], limited.headers['date']], [429, undefined, 'then'])
  })
}

t.test('replaces characters that a header cannot have', async (t) => {
  const { url, users, world } = await start(t, { fixtures: { assumptions: withHeaders } })
  const id = 'é\n\u20ac\ud83d\ude00'
  for (const known of [users, world('w').users]) await known.put({ user_id: id })
  await fetch(`${url}/v1/enterprise/account/${encodeURIComponent(id)}`, { method: 'DELETE', headers: { authorization } })
  const { status, headers, json } = await mint(url, [id])
  t.strictSame([status, headers['x-id']], [404, '?????'])
  t.match(json.error, id, 'in the text it stays as it is')
})

t.test('a fault overrides the assumptions', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: withHeaders } })
  await sfox.faults.add({ status: 429, headers: { 'X-Set': 'by the fault', 'Retry-After': 7, 'content-type': 'text/plain' } })
  const { status, headers } = await mint(sfox.url, 'a')
  t.strictSame([status, headers['x-set'], headers['retry-after'], headers['content-type'], headers['x-more']],
    [429, 'by the fault', '7', 'text/plain', '429'])
  const plain = await mint(sfox.url, 'fake:status=500')
  t.strictSame([plain.headers['x-set'], plain.headers['content-type']], ['by the assumption', undefined])
})

t.test('a mint uses the assumed status and precision, also in the OpenAPI document', async (t) => {
  const assumptions = { 'mint-list': { status: 200, expires: 'millisecond' }, 'mint-one': { expires: 'second' } } as const
  const app = build(t, { ...frozen, fixtures: { assumptions } })
  const post = async (url: string, payload?: object) =>
    await app.inject({ method: 'POST', url, headers: { authorization }, ...(payload && { payload }) })
  const list = await post(tokensPath, { data: ['a'] })
  t.strictSame([list.statusCode, list.json().data[0].expires], [200, '2026-02-01T12:00:00.500Z'])
  const one = await post(`${tokensPath}/a`)
  t.strictSame([one.statusCode, one.json().data.expires], [201, '2026-02-01T12:00:00Z'])

  await app.sfox.clock.set('2026-02-01T12:00:00.499Z')
  t.equal((await app.sfox.tokens.introspect(list.json().data[0].token)).active, true, 'good until the instant that is stated')
  t.equal((await app.sfox.tokens.introspect(one.json().data.token)).active, false)

  const { paths } = (await app.inject('/_fake/openapi.json')).json()
  const expires = (path: string, status: number) => {
    const { responses } = paths[path].post
    t.notOk(responses[401 - status], 'no other')
    const { data } = responses[status].content['application/json'].schema.properties
    return (data.items ?? data).properties.expires.description
  }
  t.equal(expires(tokensPath, 200), 'ISO-8601 in UTC, with milliseconds')
  t.equal(expires(`${tokensPath}/{user_id}`, 201), 'ISO-8601 in UTC, without milliseconds')
})
