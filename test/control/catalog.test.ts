import t, { type Test } from 'tap'
import { reasons } from '../../src/vendor/assumptions.ts'
import { notEmulatedExamples } from '../../src/resources/not-emulated.ts'
import type { Outcome } from '../../src/vendor/catalogue-schema.ts'
import { createApi, type CallResponse } from '../../src/page/api.ts'
import { credentials, provoke } from '../../src/page/provoke.ts'
import type { FaultInput } from '../../src/world/fault-schema.ts'
import { control, key, start } from '../helper.ts'

const outcomesOf = async (sfox: { url: string }): Promise<Outcome[]> => (await control(sfox, 'GET', '/catalog')).json.outcomes

/** Return the comparable parts of a body: its property names, and the values of status and success. */
const shapeOf = (value: unknown) => Array.isArray(value)
  ? 'a list'
  : Object.entries(value as object).map(([name, held]) => ['status', 'success'].includes(name) ? [name, held] : name)

/** Return whether only a fault can provoke the outcome. */
const isImitated = ({ fault }: Outcome['provoke']) => fault !== undefined && 'error' in fault

/** Check a response against its row of the catalogue. */
function holds (t: Test, answer: CallResponse, { status, reason, body, provoke }: Outcome, name: string) {
  t.equal(answer.status, status, name)
  t.equal(answer.reason, isImitated(provoke) ? 'fault' : reason, name)
  if (body === 'not JSON') t.throws(() => JSON.parse(answer.text), name)
  else if (body === null) t.equal(answer.text, '', name)
  else if (isImitated(provoke)) t.strictSame(answer.json, body, name)
  else t.strictSame(shapeOf(answer.json), shapeOf(body), name)
}

t.test('provokes every outcome in each of its ways, by requests repeatedly', async (t) => {
  const sfox = await start(t)
  const outcomes = await outcomesOf(sfox)
  t.strictSame(reasons.filter((reason) => !outcomes.some((outcome) => outcome.reason === reason)), [])
  const named = (some: Outcome[]) => some.map(({ reason, when }) => reason ?? when)
  const withoutWay = outcomes.filter(({ provoke: { before, ...ways } }) => Object.keys(ways).length === 0)
  t.strictSame(named(withoutWay), [])
  t.strictSame(new Set(named(outcomes.filter(({ provoke }) => isImitated(provoke)))), new Set([
    'malformed-request', 'headers-too-large', 'request-timeout', 'unsupported-encoding', 'too-many-worlds',
    'value-already-set', 'expired-code', 'user-not-verified', 'wrong-amounts', 'not-onboarded', 'insufficient-funds',
    'internal-error', ...(notEmulatedExamples.length > 0 ? [] : ['not-emulated'])
  ]), 'those take an assumption, time, a defect, a hundred thousand keys, or what no page can send')

  const api = createApi(sfox.url, key)
  for (const outcome of outcomes) {
    const { before = [], request, magic_id: magicId, fault } = outcome.provoke
    const ways: Array<{ way: Outcome['provoke'], times: 1 | 2 }> = []
    if (request) ways.push({ way: { before, request }, times: 2 })
    if (magicId !== undefined) ways.push({ way: { magic_id: magicId }, times: 1 })
    if (fault) ways.push({ way: { fault }, times: 1 })
    const hangs = magicId === 'fake:hang' || (fault as FaultInput | undefined)?.connection === 'hang'
    for (const { way, times } of ways) {
      await sfox.reset()
      for (let time = 1; time <= times; time++) {
        const name = `${JSON.stringify(way)}, time ${time}`
        const answer = provoke(api, way, hangs ? 50 : 20_000)
        if (outcome.status === null) await t.rejects(answer, name)
        else holds(t, await answer, outcome, name)
      }
    }
  }
})

t.test('gives the same responses after any earlier requests, and if users have to be registered', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  const api = createApi(sfox.url, key)
  for (const outcome of (await outcomesOf(sfox)).toReversed()) {
    const { before = [], request } = outcome.provoke
    if (request) holds(t, await provoke(api, { before, request }, 20_000), outcome, outcome.when)
  }
})

t.test('has only placeholders that can be filled', async (t) => {
  const placeholder = /\{[\w.]+\}/g
  for (const { when, provoke: { before = [], request } } of await outcomesOf(await start(t))) {
    for (const [index, { authorization, path, body = '' }] of [...before, ...(request ? [request] : [])].entries()) {
      for (const name of authorization?.match(placeholder) ?? []) t.ok(name in credentials, `${when}: ${name}`)
      for (const name of `${path} ${body}`.match(placeholder) ?? []) {
        t.match(name, /^\{\d+\.[\w.]+\}$/, when)
        t.ok(parseInt(name.slice(1)) < index, `${when}: ${name} tells of an earlier answer`)
      }
    }
  }
})

t.test('names a source for documented outcomes only', async (t) => {
  for (const { documented, source, note, when } of await outcomesOf(await start(t))) {
    t.equal(source !== null, documented, when)
    t.ok(documented || note !== null, when)
  }
})

t.test('lists observations', async (t) => {
  const observed = { 'unknown-user': { date: '2026-11-26', host: 'api.staging.sfox.com' } }
  const fixtures = { assumptions: { 'unknown-user': { status: 422 } }, observed } as const
  const { outcomes, behaviours } = (await control(await start(t, { fixtures }), 'GET', '/catalog')).json
  t.match(outcomes.filter((outcome: Outcome) => outcome.observed !== null), [
    { status: 422, reason: 'unknown-user', basis: 'observed', text_basis: 'observed', observed: observed['unknown-user'] }
  ])
  t.match(behaviours[0], { name: 'mint-list', value: { status: 201, expires: 'second' }, basis: 'documented', observed: null })
})

t.test('shows examples of mints under the assumptions in force, also for magic ids', async (t) => {
  const assumptions = { 'mint-list': { expires: 'millisecond' }, 'mint-one': { status: 200, expires: 'second' } } as const
  const sfox = await start(t, { fixtures: { assumptions } })
  const minted = (await outcomesOf(sfox)).filter(({ body }) => /"token"/.test(JSON.stringify(body)))
  t.strictSame(minted.map(({ status, body }: any) => [status, [body.data].flat()[0].expires.length]),
    [[201, 24], [200, 20], [200, 20], [200, 20], [200, 20]])
  for (const outcome of minted) {
    const { before = [], request } = outcome.provoke
    if (request) holds(t, await provoke(createApi(sfox.url, key), { before, request }, 20_000), outcome, outcome.when)
  }
})

t.test('shows the assumptions in force, and no source for a status that was changed', async (t) => {
  const assumptions = {
    'unknown-key': { status: 403, error: 'no' }, 'missing-credentials': { error: 'none' }, 'not-onboarded': { status: 409, error: 'not yet' }
  }
  const fixtures = { assumptions }
  const outcomes = await outcomesOf(await start(t, { fixtures }))
  const row = (reason: string) => outcomes.find((outcome) => outcome.reason === reason)
  t.match(row('unknown-key'), { status: 403, body: { error: 'no' }, documented: false, source: null })
  t.match(row('missing-credentials'), { status: 401, body: { error: 'none' }, documented: true })
  t.strictSame(row('not-onboarded')?.provoke, { fault: { status: 409, error: 'not yet' } }, 'and so does an imitation')
})

t.test('does not contain the key', async (t) => {
  const sfox = await start(t, { key: 'other-key-0123' })
  t.notMatch((await control(sfox, 'GET', '/catalog', undefined, { authorization: 'Bearer other-key-0123' })).text, 'other-key-0123')
})
