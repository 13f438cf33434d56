/** Test the variants of refusals, and what all responses have in common, over both transports. */
import t from 'tap'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import { notEmulatedExamples } from '../../src/resources/not-emulated.ts'
import type { RefusalRow } from '../../src/resources/refusal.ts'
import { reasons, refusals, type Reason } from '../../src/vendor/assumptions.ts'
import { version } from '../../src/package.ts'
import { playerOver } from '../examples.ts'
import { authorization, build, frozen, key, mintList, tokensPath } from '../helper.ts'
import { refusalCases } from './cases.ts'
import { stagedCases } from './staged.ts'
import { isRefused, transports } from './transports.ts'

/** Reasons with their own tests, below, in hooks/ and in wire/, and one that may have no request. */
const special: Reason[] = [
  'malformed-request', 'headers-too-large', 'request-timeout', 'too-many-worlds', 'internal-error',
  ...(notEmulatedExamples.length > 0 ? [] : ['not-emulated'] as const)
]

const invalidToken = 'invalid token. check authorization header.'

t.test('tests every reason', async (t) => {
  const provoked = reasons.filter((reason) => (refusals[reason] as RefusalRow).provoke !== undefined)
  const cases = [...refusalCases, ...stagedCases].map(({ reason }) => reason)
  t.strictSame([...new Set([...provoked, ...cases, ...special])].sort(), [...reasons].sort())
})

for (const [name, open] of Object.entries(transports)) {
  t.test(`over ${name}`, async (t) => {
    t.test('refusals', async (t) => {
      const call = await open(t, { users: 'registered' })
      for (const { reason, status, error, headers = {}, call: request } of refusalCases) {
        const { method = 'POST', path, headers: sent = {}, body } = request
        await t.test(`${reason}: ${method} ${path} ${JSON.stringify(sent)} ${body?.slice(0, 100) ?? ''}`.trimEnd(), async (t) => {
          const answer = await call(request)
          isRefused(t, answer, status, reason, error)
          for (const [header, value] of Object.entries(headers)) t.equal(answer.headers[header], value)
        })
      }
    })

    for (const { reason, status, error, assumptions = {}, before, request } of stagedCases) {
      t.test(`${reason}, after ${before.length} other requests`, async (t) => {
        const { play } = playerOver(await open(t, { fixtures: { assumptions } }))
        isRefused(t, await play(before, request), status, reason, error)
      })
    }

    t.test('mints a list of tokens', async (t) => {
      const call = await open(t, frozen)
      const answer = await call(mintList(['b', 'a', 'b']))
      t.equal(answer.status, 201)
      t.equal(answer.headers['x-fake-sfox'], version)
      t.equal(answer.headers['x-fake-sfox-reason'], undefined)
      t.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
      const tokens = answer.json.data.map(({ token }: { token: string }) => token)
      t.strictSame(answer.json, {
        data: ['b', 'a', 'b'].map((id, index) =>
          ({ token: tokens[index], expires: '2026-02-01T12:00:00Z', partner_user_id: id }))
      })
      t.equal(new Set(tokens).size, 3)
      for (const token of tokens) t.match(token, /^[0-9a-f]{64}$/)
    })

    t.test('mints a single token', async (t) => {
      const call = await open(t, frozen)
      const answer = await call({ path: `${tokensPath}/user-1`, headers: { authorization } })
      t.equal(answer.status, 201)
      t.equal(answer.headers['x-fake-sfox'], version)
      t.match(answer.json.data.token, /^[0-9a-f]{64}$/)
      t.strictSame(answer.json, {
        data: { token: answer.json.data.token, partner_user_id: 'user-1', expires: '2026-02-01T12:00:00.500Z' }
      })
    })

    t.test('opens a world by its key, and ignores the case of the scheme', async (t) => {
      const call = await open(t)
      for (const value of [`Bearer ${key}~w-1`, `bearer ${key}`, `BEARER   ${key}~x`]) {
        t.equal((await call(mintList(['a'], { authorization: value }))).status, 201, value)
      }
      t.equal((await call({ method: 'GET', path: '/_fake' })).json.worlds, 3)
    })

    t.test('accepts an Accept header that allows JSON', async (t) => {
      const call = await open(t)
      for (const accept of [
        '*/*', 'application/json, text/plain, */*', 'application/*', 'application/json;charset=utf-8', 'text/html, */*;q=0.1',
        'application/json;odata=verbose;q=0.5', 'application/json; profile="a, b; c", text/html'
      ]) t.equal((await call(mintList(['a'], { accept }))).status, 201, accept)
    })

    t.test('reads a body as JSON and ignores its content type', async (t) => {
      const call = await open(t)
      for (const label of [
        'application/json', 'application/x-www-form-urlencoded', 'text/plain', 'multipart/form-data', 'image/png', 'nonsense'
      ]) t.equal((await call(mintList(['a'], { 'content-type': label }))).status, 201, label)
    })

    t.test('ignores properties that the documents do not name', async (t) => {
      const call = await open(t)
      const body = '{"data":["a"],"extra":1,"constructor":{"prototype":1}}'
      t.equal((await call({ path: tokensPath, headers: { authorization }, body })).status, 201)
      t.equal((await call({ path: `${tokensPath}/a`, headers: { authorization }, body: '[1]' })).status, 201)
    })

    t.test('expired-token', async (t) => {
      const issuer = await open(t, { seed: 's', tokenTtl: '1s', ...frozen })
      const { token } = (await issuer(mintList(['a']))).json.data[0]
      const later = await open(t, { seed: 's', freeze: true, now: '2026-01-31T12:00:01Z' })
      await later(mintList(['a']))
      const answer = await later(mintList(['a'], { authorization: `Bearer ${token}` }))
      isRefused(t, answer, 401, 'expired-token', invalidToken)
    })

    t.test('revoked-token', async (t) => {
      const call = await open(t)
      const { token } = (await call(mintList(['a']))).json.data[0]
      const revoked = await call({ path: '/_fake/tokens/revoke', headers: { authorization }, body: JSON.stringify({ token }) })
      t.equal(revoked.status, 204)
      const answer = await call(mintList(['a'], { authorization: `Bearer ${token}` }))
      isRefused(t, answer, 401, 'revoked-token', invalidToken)
    })

    t.test('too-many-worlds: refuses on both sides, while existing worlds continue to work', async (t) => {
      t.intercept(capacityLimits.worlds, 'maximum', { value: 2 })
      const call = await open(t)
      const withKey = (name: string) => ({ authorization: `Bearer ${key}${name}` })
      t.equal((await call(mintList(['a'], withKey('~1')))).status, 201)
      const text = 'This fake-sfox has reached its limit of 2 worlds; reuse keys, or restart it.'
      isRefused(t, await call(mintList(['a'], withKey('~2'))), 507, 'too-many-worlds', text)
      const steered = await call({ method: 'GET', path: '/_fake/clock', headers: withKey('~3') })
      t.strictSame([steered.status, steered.json, steered.headers['x-fake-sfox-reason']], [507, { error: text }, 'too-many-worlds'])
      for (const name of ['', '~1']) {
        t.equal((await call(mintList(['a'], withKey(name)))).status, 201)
        t.equal((await call({ method: 'GET', path: '/_fake/clock', headers: withKey(name) })).status, 200)
      }
      const { json: { requests } } = await call({ method: 'GET', path: '/_fake/requests', headers: withKey('') })
      t.strictSame(requests.map(({ reason }: { reason: string | null }) => reason), ['too-many-worlds', null], 'the default one\'s')
      t.equal((await call({ method: 'GET', path: '/_fake' })).json.worlds, 2)
    })

    t.test('wrong-credential-kind', async (t) => {
      const call = await open(t)
      const { token } = (await call(mintList(['a']))).json.data[0]
      const answer = await call(mintList(['a'], { authorization: `Bearer ${token}` }))
      isRefused(t, answer, 403, 'wrong-credential-kind', 'This endpoint takes the enterprise key, not a user token.')
      const other = await call({ method: 'GET', path: '/v1/user/balance', headers: { authorization } })
      isRefused(t, other, 403, 'wrong-credential-kind', 'This endpoint takes a user token, not the enterprise key.')
    })

    t.test('body-too-large', async (t) => {
      const call = await open(t)
      const limit = 8 * 1024 * 1024
      const padded = (length: number) => '{"data":["a"],"pad":"'.padEnd(length - 2, 'x') + '"}'
      t.equal((await call({ path: tokensPath, headers: { authorization }, body: padded(limit) })).status, 201)
      const answer = await call({ path: tokensPath, headers: { authorization }, body: padded(limit + 1) })
      isRefused(t, answer, 413, 'body-too-large', 'The request body is larger than 8 MiB.')
    })
  })
}

t.test('does not mark errors of the control side, and applies no assumptions to them', async (t) => {
  const app = build(t)
  const unknown = await app.inject('/_fake/nope')
  t.equal(unknown.statusCode, 404)
  t.strictSame(unknown.json(), { error: 'There is no endpoint at this path.' })
  t.equal(unknown.headers['x-fake-sfox'], undefined)
  const wrong = await app.inject({ method: 'DELETE', url: '/_fake/health' })
  t.equal(wrong.statusCode, 405)
  t.equal(wrong.headers.allow, 'GET, HEAD')
  const malformed = await build(t, { fixtures: { assumptions: { 'malformed-url': { status: 422 } } } }).inject('/_fake/%zz')
  t.equal(malformed.statusCode, 400)
  t.equal(malformed.headers['x-fake-sfox'], undefined)
  const foreign = await app.inject({ url: '/_fake/%zz', headers: { host: 'evil.test' } })
  t.equal(foreign.statusCode, 403, 'the guard is asked first')
})

t.test('refuses a body that is shorter or longer than announced', async (t) => {
  const app = build(t)
  for (const length of ['1', '100']) {
    const headers = { authorization, 'content-length': length }
    const answer = await app.inject({ method: 'POST', url: tokensPath, headers, payload: '{"data":["a"]}' })
    t.equal(answer.statusCode, 400, length)
    t.equal(answer.headers['x-fake-sfox-reason'], 'malformed-json')
  }
})
