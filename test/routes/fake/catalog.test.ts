import t, { type Test } from 'tap'
import { reasons } from '../../../src/errors.ts'
import { exampleUser } from '../../../src/errors/row.ts'
import type { Outcome, RequestExample } from '../../../src/schemas/catalog.ts'
import type { FaultInput } from '../../../src/schemas/faults.ts'
import { control, key, mintToken, start, tokensPath } from '../../helper.ts'

const outcomesOf = async (sfox: { url: string }): Promise<Outcome[]> => (await control(sfox, 'GET', '/catalog')).json.outcomes

/** What can be held against an example: that a list is one, or its properties; and what it says of how things went. */
const shapeOf = (value: unknown) => Array.isArray(value)
  ? 'a list'
  : Object.entries(value as object).map(([name, held]) => ['status', 'success'].includes(name) ? [name, held] : name)

/** What stands for a credential, by its placeholder. */
const credentials: Record<string, (url: string) => string | Promise<string>> = {
  '{key}': () => key,
  '{token}': async (url) => await mintToken(url, exampleUser),
  '{expired_token}': async (url) => await mintToken(url, 'fake:expired'),
  async '{revoked_token}' (url) {
    const token = await mintToken(url, exampleUser)
    await control({ url }, 'POST', '/tokens/revoke', { token })
    return token
  }
}

/** Whether there is nothing but a fault that answers the same. */
const isImitated = ({ fault }: Outcome['provoke']) => fault !== undefined && 'error' in fault

const placeholder = /\{[\w.]+\}/g

/** Finds what a placeholder stands for, such as `{1.usd.0.id}`, among the answers to earlier requests. */
function find (earlier: unknown[], name: string): string {
  const found = name.slice(1, -1).split('.').reduce<any>((within, part) => within[part], earlier)
  if (!['string', 'number'].includes(typeof found)) throw new Error(`${name} is ${found}`)
  return String(found)
}

/** Sends a request of the catalogue, with values in the place of its placeholders. */
async function send (url: string, example: RequestExample, earlier: unknown[]) {
  const { method, path, authorization, accept, body, padding = 0 } = example
  const fill = (text: string) => text.replaceAll(placeholder, (name) => find(earlier, name))
  const name = authorization?.match(placeholder)?.[0] ?? ''
  const header = authorization?.replace(name, await credentials[name]?.(url) ?? '')
  return await fetch(url + fill(path), {
    method,
    headers: { ...(header !== undefined && { authorization: header }), ...(accept !== undefined && { accept }) },
    ...(body !== undefined && { body: fill(body) + ' '.repeat(padding) })
  })
}

/** Takes the steps before a request, then sends it. */
async function sendAfter (url: string, before: RequestExample[], request: RequestExample) {
  const earlier: unknown[] = []
  for (const step of before) {
    const text = await (await send(url, step, earlier)).text()
    earlier.push(text === '' ? undefined : JSON.parse(text))
  }
  return await send(url, request, earlier)
}

/** Sees whether an answer is as the catalogue has it. */
async function holds (t: Test, answer: Response, { status, reason, body, provoke }: Outcome, name: string) {
  t.equal(answer.status, status, name)
  t.equal(answer.headers.get('x-fake-sfox-reason'), isImitated(provoke) ? 'fault' : reason, name)
  const text = await answer.text()
  if (body === 'not JSON') t.throws(() => JSON.parse(text), name)
  else if (body === null) t.equal(text, '', name)
  else if (isImitated(provoke)) t.strictSame(JSON.parse(text), body, name)
  else t.strictSame(shapeOf(JSON.parse(text)), shapeOf(body), name)
}

t.test('every outcome is provoked in each way that it says, by requests again and again', async (t) => {
  const sfox = await start(t)
  const outcomes = await outcomesOf(sfox)
  t.strictSame(reasons.filter((reason) => !outcomes.some((outcome) => outcome.reason === reason)), [])
  const named = (some: Outcome[]) => some.map(({ reason, when }) => reason ?? when)
  const withoutWay = outcomes.filter(({ provoke: { before, ...ways } }) => Object.keys(ways).length === 0)
  t.strictSame(named(withoutWay), [])
  t.strictSame(named(outcomes.filter(({ provoke }) => isImitated(provoke))), [
    'too-many-worlds', 'user-not-verified', 'wrong-amounts', 'not-onboarded', 'insufficient-funds', 'internal-error'
  ], 'those take an assumption, a defect, or a hundred thousand keys')

  for (const outcome of outcomes) {
    const { before = [], request, magic_id: magicId, fault } = outcome.provoke
    const mintFor = async (id: string) => {
      const signal = AbortSignal.timeout(id === 'fake:hang' || (fault as FaultInput | undefined)?.connection === 'hang' ? 50 : 20_000)
      const headers = { authorization: `Bearer ${key}` }
      return await fetch(`${sfox.url}${tokensPath}/${id}`, { method: 'POST', headers, signal })
    }
    const ways: Array<{ name: string, times: 1 | 2, provoke: () => Promise<Response> }> = []
    if (request) {
      const name = `${request.method} ${request.path} ${request.authorization}`
      ways.push({ name, times: 2, provoke: async () => await sendAfter(sfox.url, before, request) })
    }
    if (magicId !== undefined) ways.push({ name: magicId, times: 1, provoke: async () => await mintFor(magicId) })
    if (fault) {
      const provoke = async () => {
        await sfox.faults.add(fault as FaultInput)
        return await mintFor('a')
      }
      ways.push({ name: JSON.stringify(fault), times: 1, provoke })
    }
    for (const { name, times, provoke } of ways) {
      await sfox.reset()
      for (let time = 1; time <= times; time++) {
        if (outcome.status === null) await t.rejects(async () => await (await provoke()).text(), name)
        else await holds(t, await provoke(), outcome, `${name}, time ${time}`)
      }
    }
  }
})

t.test('requests give the same whatever has been tried before, and where users have to be registered', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  for (const outcome of (await outcomesOf(sfox)).toReversed()) {
    const { before = [], request } = outcome.provoke
    if (request) await holds(t, await sendAfter(sfox.url, before, request), outcome, outcome.when)
  }
})

t.test('what looks like a placeholder is one', async (t) => {
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

t.test('what is documented names its source, and nothing else claims to be', async (t) => {
  for (const { documented, source, note, when } of await outcomesOf(await start(t))) {
    t.equal(source !== null, documented, when)
    t.ok(documented || note !== null, when)
  }
})

t.test('it tells what has been observed', async (t) => {
  const observed = { 'unknown-user': { date: '2026-11-26', host: 'api.staging.sfox.com' } }
  const fixtures = { assumptions: { 'unknown-user': { status: 422 } }, observed } as const
  const { outcomes, behaviours } = (await control(await start(t, { fixtures }), 'GET', '/catalog')).json
  t.match(outcomes.filter((outcome: Outcome) => outcome.observed !== null), [
    { status: 422, reason: 'unknown-user', basis: 'observed', text_basis: 'observed', observed: observed['unknown-user'] }
  ])
  t.match(behaviours[0], { name: 'mint-list', value: { status: 201, expires: 'second' }, basis: 'documented', observed: null })
})

t.test('the examples of a mint are as it is assumed, those of magic ids as well', async (t) => {
  const assumptions = { 'mint-list': { expires: 'millisecond' }, 'mint-one': { status: 200, expires: 'second' } } as const
  const sfox = await start(t, { fixtures: { assumptions } })
  const minted = (await outcomesOf(sfox)).filter(({ body }) => /"token"/.test(JSON.stringify(body)))
  t.strictSame(minted.map(({ status, body }: any) => [status, [body.data].flat()[0].expires.length]),
    [[201, 24], [200, 20], [200, 20], [200, 20], [200, 20]])
  for (const outcome of minted) {
    const { before = [], request } = outcome.provoke
    if (request) await holds(t, await sendAfter(sfox.url, before, request), outcome, outcome.when)
  }
})

t.test('it tells of the assumptions in force, and claims no source for a status that was set', async (t) => {
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

t.test('the key is not in it', async (t) => {
  const sfox = await start(t, { key: 'other-key-0123' })
  t.notMatch((await control(sfox, 'GET', '/catalog', undefined, { authorization: 'Bearer other-key-0123' })).text, 'other-key-0123')
})
