/** Whatever is sent to an emulated endpoint, with its own credential: an answer of the contract's, and never a 5xx. */
import t from 'tap'
import fc from 'fast-check'
import { builtEndpoints, type Endpoint } from '../../src/endpoints.ts'
import { authorization, bankDetails, limitOrder, overInject, registration, tokensPath, type Answer, type Transport } from '../helper.ts'

/** Bodies that are nearly right, so that what lies behind the schema is reached. */
const templates: Record<string, object> = {
  'POST /v1/enterprise/register-account': registration('a'),
  'POST /v1/enterprise/users/send-verification/:user_id': { type: 'email' },
  'POST /v1/enterprise/users/verify/:user_id': { type: 'email', otp: '000000' },
  'POST /v1/user/bank': bankDetails,
  'POST /v1/user/bank/verify': { amount1: 0.1, amount2: 0.2 },
  'POST /v1/user/bank/deposit': { amount: 1 },
  'POST /v1/account/onboard-ach': { bank_account_display_id: 'x' },
  'POST /v1/orders/:side': { ...limitOrder, amount: 10, time_in_force: 'GTD', expires: 0, client_order_id: 'x' }
}

const hasTemplate = ({ method, path }: Endpoint) => `${method} ${path}` in templates

const oddity = fc.oneof(
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom('', '0', '-0', '1e400', '9'.repeat(40), 1e308, 5e-324, -1, null, {}, [], '\ud800'),
  fc.constantFrom({ toString: 1 }, { toJSON: 1 }, { then: 1 }, { length: 1e9 }),
  fc.constantFrom('btcusd', 'ethbtc', 'client', '__proto__', 'constructor', 'toString', '1', 'fake:expired')
)
/** An endpoint with some of what its body holds replaced; where it needs none, there may be one all the same. */
const target = fc.constantFrom(...builtEndpoints, ...builtEndpoints.filter(hasTemplate)).chain((endpoint) => {
  const template = templates[`${endpoint.method} ${endpoint.path}`]
  const name = fc.constantFrom(...Object.keys(template ?? { user_id: '', data: '' }), 'other')
  const body = fc.dictionary(name, oddity, { maxKeys: 3 }).map((changed) => JSON.stringify({ ...template, ...changed }))
  return fc.record({ endpoint: fc.constant(endpoint), body: template ? body : fc.option(body, { nil: undefined }) })
})
const segment = fc.oneof(
  fc.constantFrom('a', 'b', '1', '2', 'buy', 'sell', 'x', '__proto__', 'constructor', 'fake:expired', '..', '%00'),
  fc.string({ minLength: 1, maxLength: 5, unit: 'grapheme' })
)
const query = fc.constantFrom('', '?ids=1,2', '?ids=', '?ids=__proto__', '?accountRole=client', '?accountRole[x]=1', '?a=b&a=c', '?%')

function keepsTheContract ({ status, headers, json, text }: Answer) {
  if (headers['x-fake-sfox'] === undefined) throw new Error('not marked as the fake\'s')
  if (status < 300) return
  if (status >= 500) throw new Error(`status ${status}: ${text}`)
  if (Object.keys(json).join() !== 'error') throw new Error(`no error: ${text}`)
  if (headers['x-fake-sfox-reason'] === undefined) throw new Error('no reason')
}

/** A call of an endpoint, in a world where its user is one that can do all of it. */
async function send (call: Transport, { method, path }: Endpoint, at: string, search: string, body?: string) {
  const byKey = { authorization }
  await call({ method: 'PUT', path: '/_fake/users/a', headers: byKey, body: '{"bank":{"verified":true}}' })
  const { json: { data: { token } } } = await call({ path: `${tokensPath}/a`, headers: byKey })
  return await call({
    method,
    path: path.replace(/:\w+/, encodeURIComponent(at)) + search,
    headers: path.startsWith('/v1/enterprise') ? byKey : { authorization: `Bearer ${token}` },
    ...(body !== undefined && { body })
  })
}

t.test('never a 5xx', async (t) => {
  const call = overInject(t)
  let accepted = 0
  await fc.assert(fc.asyncProperty(target, segment, query, async ({ endpoint, body }, at, search) => {
    const answer = await send(call, endpoint, at, search, body)
    keepsTheContract(answer)
    if (answer.status < 300) accepted++
  }), { numRuns: 3000 })
  t.ok(accepted > 200, `and ${accepted} were accepted`)
})
