/** Test each endpoint with random input and its own credential: only documented responses, never a 5xx. */
import t from 'tap'
import fc from 'fast-check'
import type { Endpoint } from '../../src/resources/endpoint.ts'
import type { Example } from '../../src/resources/example.ts'
import { endpoints } from '../../src/resources/index.ts'
import { assume } from '../../src/vendor/assumptions.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import { resolveEndpoint } from '../../src/vendor/mount.ts'
import { playerOver } from '../examples.ts'
import { key, overInject, type Answer, type Transport } from '../helper.ts'

/** The number of runs for each endpoint, with more for one that has a body. */
const runs = { body: 250, bodiless: 60 }

const oddity = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', '0', '-0', '1e400', '9'.repeat(40), 1e308, 5e-324, -1, null, {}, [], '\ud800'),
  fc.constantFrom({ toString: 1 }, { toJSON: 1 }, { then: 1 }, { length: 1e9 }),
  fc.constantFrom('btcusd', 'ethbtc', 'client', '__proto__', 'constructor', 'toString', '1', 'fake:expired')
)
const segment = fc.oneof(
  fc.constantFrom('a', 'b', '1', '2', 'buy', 'sell', 'x', '__proto__', 'constructor', 'fake:expired', '..', '%00'),
  fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' })
)
const query = fc.constantFrom(
  '', '?ids=1,2', '?ids=', '?ids=__proto__', '?accountRole=client', '?accountRole[x]=1', '?a=b&a=c', '?%'
)

/** Values that replace those of the example; undefined keeps them. */
interface Change {
  at: string | undefined
  search: string | undefined
  /** Properties of the body by name. */
  body: Record<string, unknown>
  /** True to send a body to an endpoint that has none. */
  extra: boolean
}

/** The property names of an endpoint's body, and some other names. */
function namesOf (endpoint: Endpoint): string[] {
  const { body } = resolveEndpoint(endpoint, assume()).schema
  return [...Object.keys(body?.['properties'] ?? {}), 'user_id', 'other']
}

const changeOf = (endpoint: Endpoint): fc.Arbitrary<Change> => fc.record({
  at: fc.option(segment, { nil: undefined }),
  search: fc.option(query, { nil: undefined }),
  body: fc.dictionary(fc.constantFrom(...namesOf(endpoint)), oddity, { maxKeys: 3 }),
  extra: fc.boolean()
})

function keepsTheContract ({ status, headers, json, text }: Answer) {
  if (headers['x-fake-sfox'] === undefined) throw new Error('not marked as the fake\'s')
  if (status < 300) return
  if (status >= 500) throw new Error(`status ${status}: ${text}`)
  if (Object.keys(json).join() !== 'error') throw new Error(`no error: ${text}`)
  if (headers['x-fake-sfox-reason'] === undefined) throw new Error('no reason')
}

let worlds = 0

/** Send the example of an endpoint with changes, in a prepared world. */
async function send (call: Transport, endpoint: Endpoint, { at, search, body, extra }: Change) {
  const player = playerOver(call, { key: `${key}~${worlds++ % 50}`, user: 'a' })
  const example = endpoint.examples[0] as Example
  const answers = await player.prepare(example.before)
  const { method, body: template = extra ? '{}' : undefined } = requestOf(endpoint, example)
  const [path = '', given = ''] = requestOf(endpoint, example).path.split('?')
  const filled = template && JSON.parse(player.fill(template, answers))
  return await call({
    method,
    path: (at === undefined ? player.fill(path, answers) : endpoint.path.replace(/:\w+/, encodeURIComponent(at))) +
      (search ?? (given && player.fill(`?${given}`, answers))),
    headers: await player.headersFor(endpoint.credential),
    ...(filled && { body: JSON.stringify({ ...filled, ...body }) })
  })
}

t.test('never responds 5xx to random input, and accepts some input at each endpoint', async (t) => {
  const call = overInject(t)
  for (const endpoint of endpoints) {
    const name = `${endpoint.method} ${endpoint.path}`
    let accepted = 0
    await t.resolves(fc.assert(fc.asyncProperty(changeOf(endpoint), async (change) => {
      const answer = await send(call, endpoint, change)
      keepsTheContract(answer)
      if (answer.status < 300) accepted++
    }), { numRuns: endpoint.body ? runs.body : runs.bodiless }), name)
    t.ok(accepted > 0, `${name} accepted ${accepted}`)
  }
})
