/** Test that a call in process and a call over HTTP give the same answer, whatever is called. */
import t, { type Test } from 'tap'
import fc from 'fast-check'
import { fetchTransport } from '../../src/client/transport.ts'
import type { ControlAnswer, ControlCall } from '../../src/control/call.ts'
import { bodyLimit } from '../../src/hooks/refusals.ts'
import { resolveConfig } from '../../src/options/resolve.ts'
import { buildApp } from '../../src/server/app.ts'
import { capacityLimits } from '../../src/world/capacity-limits.ts'
import { invalid, valid, type Schema } from '../contract/from-schema.ts'
import { authorization, frozen, key } from '../helper.ts'

const fixtures = { users: [{ user_id: 'a', balances: { usd: 5 } }], faults: [{ status: 503 }] }

/** Build a fake that listens, and close it after the test. */
async function listening (t: Test) {
  const built = buildApp(resolveConfig({ ...frozen, seed: 's', fixtures }))
  t.teardown(async () => await built.app.close())
  const url = await built.app.listen({ host: '127.0.0.1', port: 0 })
  return { ...built, url, overHttp: fetchTransport(url).transport }
}

/** Open two fakes that are alike, and return a function that calls one in process and the other over HTTP. */
async function twins (t: Test) {
  const [one, other] = [await listening(t), await listening(t)]
  const seen = new Set<number>()
  async function same (call: ControlCall): Promise<ControlAnswer> {
    const [answer, overHttp] = await Promise.all([one.dispatch(call), other.overHttp(call)])
    const { method, path, key, body = '' } = call
    const name = `${method} ${path} ${key} ${body.slice(0, 100)}`
    t.strictSame(withoutStart(answer), withoutStart(overHttp), name)
    seen.add(answer.status)
    return answer
  }
  return { one, other, same, seen }
}

/** Replace what differs between two fakes: their ids, and the real time of their starts. */
function withoutStart ({ status, text }: ControlAnswer): ControlAnswer {
  return { status, text: text.replace(/"instance":"[^"]+","started":"[^"]+"/, '') }
}

interface Operation { method: ControlCall['method'], path: string, query: Schema[], body: Schema | undefined }

async function operations (t: Test): Promise<Operation[]> {
  const { app } = await listening(t)
  const { paths } = (await app.inject('/_fake/openapi.json')).json()
  const ours = Object.entries<Record<string, any>>(paths)
    .filter(([path]) => path.startsWith('/_fake') && path !== '/_fake/events')
  return ours.flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({
    method: method.toUpperCase() as 'GET',
    path,
    query: (operation.parameters ?? []).filter((one: { in: string }) => one.in === 'query'),
    body: operation.requestBody?.content['application/json'].schema
  })))
}

const some = (values: fc.Arbitrary<unknown>) =>
  fc.sample(values, { seed: 7, numRuns: 4 }).map((value) => JSON.stringify(value))

/** Texts that are no valid body of any route. */
const oddBodies = ['', '{', 'null', '[]', '7', '"x"', '{"__proto__":{}}', '{"constructor":{}}', '{"nope":1}']

t.test('each route gives the same answers', async (t) => {
  const { same, seen } = await twins(t)
  const all = await operations(t)
  t.ok(all.length > 20)
  for (const { method, path, query, body } of all) {
    // A wait for nothing ends at once.
    const search = path.endsWith('/wait') ? '?count=0&' : '?'
    const bodies = method === 'GET' ? [] : body ? [...some(valid(body)), ...some(invalid(body)), ...oddBodies] : oddBodies
    for (const id of path.includes('{') ? ['a', 'fault-1', 'x y', 'a%2Fb', 'é', 'fake:hang'] : ['']) {
      const at = path.replace(/\{\w+\}/, id.includes('%') ? id : encodeURIComponent(id)) + search
      await same({ method, path: at, key })
      for (const text of bodies) await same({ method, path: at, key, body: text })
    }
    const at = path.replace(/\{\w+\}/, 'a') + search
    for (const credential of [undefined, '', 'wrong', `${key}~w`, `${key}~`, `${key}~a b`, `${key} x`]) {
      await same({ method, path: at, ...(credential !== undefined && { key: credential }) })
    }
    const values = ['0', '-1', 'x', '1h', 'null', '200', '', 'true', 'a+b%20c']
    const names = [...query.map(({ name }) => name), 'nope'].filter((name) => name !== 'count')
    for (const name of names) {
      for (const value of values) await same({ method, path: `${at}${name}=${value}`, key })
      await same({ method, path: `${at}${name}=0&${name}=1`, key })
    }
  }
  await same({ method: 'POST', path: '/_fake/faults', key, body: '{"status":503}' })
  t.strictSame([...seen].sort(), [200, 201, 204, 400, 401, 404], 'good and bad')
})

t.test('paths and bodies that no client sends', async (t) => {
  const { same } = await twins(t)
  t.equal((await same({ method: 'GET', path: '/_fake/nope', key })).status, 404)
  const large = JSON.stringify({ now: 'x'.repeat(bodyLimit) })
  t.equal((await same({ method: 'PUT', path: '/_fake/clock', key, body: large })).status, 413)
  t.equal((await same({ method: 'GET', path: '/_fake/requests/wait?count=1&timeout=0', key })).status, 408)
})

t.test('event streams are for HTTP only', async (t) => {
  const { dispatch } = await listening(t)
  t.equal((await dispatch({ method: 'GET', path: '/_fake/events', key })).status, 404)
})

t.test('a defect is answered alike, and logged', async (t) => {
  const { one, other, same } = await twins(t)
  const lines: unknown[] = []
  t.capture(one.app.log, 'error', (line: unknown) => { lines.push(line) })
  for (const { worlds } of [one, other]) {
    t.intercept(worlds.default, 'catchUp', { value () { throw new Error('a defect') } })
  }
  t.equal((await same({ method: 'GET', path: '/_fake/clock', key })).status, 500)
  t.match(lines, [{ err: { message: 'a defect' } }])
})

t.test('a change is announced, and one that a subscriber cannot take is answered all the same', async (t) => {
  const { one, other, same } = await twins(t)
  const heard: unknown[] = []
  for (const { worlds } of [one, other]) {
    worlds.default.onChange((change) => { heard.push(change); throw new Error('a subscriber') })
  }
  t.equal((await same({ method: 'POST', path: '/_fake/reset', key })).status, 204)
  t.equal((await same({ method: 'PUT', path: '/_fake/clock', key, body: '{}' })).status, 400)
  t.strictSame(heard, ['world', 'world'])
})

t.test('calls in process count towards the limit of waiters', async (t) => {
  t.intercept(capacityLimits.waiters, 'maximum', { value: 1 })
  const { dispatch, overHttp, url } = await listening(t)
  const wait: ControlCall = { method: 'GET', path: '/_fake/requests/wait', key }
  const error = 'Too many concurrent waiters (limit 1); retry when one has ended.'
  const waiting = dispatch(wait)
  for (const call of [dispatch, overHttp]) t.strictSame(await call(wait), { status: 503, text: `{"error":"${error}"}` })
  await fetch(`${url}/v1/enterprise/users`, { headers: { authorization } })
  t.equal((await waiting).status, 200)
  t.equal((await dispatch({ ...wait, path: `${wait.path}?count=0` })).status, 200)
})

t.test('a wait ends when the fake stops, and later calls reject', async (t) => {
  const { app, dispatch } = await listening(t)
  const waiting = dispatch({ method: 'GET', path: '/_fake/requests/wait?timeout=1h', key })
  await app.close()
  t.strictSame(await waiting, { status: 503, text: '{"error":"fake-sfox is stopping."}' })
  const message = 'this fake-sfox is closed'
  await t.rejects(dispatch({ method: 'GET', path: '/_fake/clock', key }), { message })
  await t.rejects(app.sfox.reset(), { message })
})
