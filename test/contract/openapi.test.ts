/**
 * The OpenAPI document at its word: for each operation requests that it allows, and requests that it does not, made
 * from its schemas. Answers have to be those that it lists, with the reasons that it names. To try more than a few:
 * `FAKE_SFOX_RUNS=500 npx tap --timeout=0 test/contract/openapi.test.ts`.
 */
import t from 'tap'
import fc from 'fast-check'
import { build, frozen, key, limitOrder, tokensPath, type Answer } from '../helper.ts'
import { fits, invalid, valid, type Schema } from './from-schema.ts'

interface Operation {
  name: string
  method: string
  path: string
  credential: 'enterpriseKey' | 'userToken' | undefined
  parameters: Array<{ name: string, in: 'path' | 'query', required: boolean, schema: Schema }>
  body: Schema | undefined
  responses: Record<string, { description: string, content?: Record<string, { schema: Schema }> }>
}

type Named = Record<string, unknown>

/** What is sent besides the credential; the parts of path and query by name. */
interface Request {
  parameters: Named
  body?: unknown
}

const numRuns = Number(process.env['FAKE_SFOX_RUNS'] ?? 12)
const users = [
  { user_id: 'banked', bank: { verified: true }, balances: { usd: 1e6 } },
  { user_id: 'new', status: 'PENDING', bank: { verified: false } },
  { user_id: 'empty' }
] as const
const app = build(t, { ...frozen, fixtures: { users: [...users] } })

const { paths } = (await app.inject('/_fake/openapi.json')).json()
const operations: Operation[] = Object.entries<Record<string, any>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security: [needs = {}], parameters = [], requestBody, responses }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    credential: Object.keys(needs)[0] as Operation['credential'],
    parameters,
    body: requestBody?.content['application/json'].schema,
    responses
  })))

/** One world and one of its users. */
function stage (world: string, who: string) {
  const worldKey = `${key}~${world}`
  const send = async (method: string, url: string, credential: string | undefined, body?: unknown): Promise<Answer> => {
    const answer = await app.inject({
      method: method as 'GET',
      url,
      headers: credential === undefined ? {} : { authorization: `Bearer ${credential}` },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      payloadAsStream: true
    })
    const { statusCode: status, headers } = answer
    const isEndless = headers['content-type'] === 'text/event-stream'
    const text = isEndless ? '' : (await answer.stream().toArray()).join('')
    if (isEndless) answer.stream().destroy()
    return { status, headers: headers as Record<string, string>, text, json: text === '' ? undefined : JSON.parse(text) }
  }
  const byKey = async (method: string, path: string, body?: unknown) => (await send(method, path, worldKey, body)).json
  const token = async () => (await byKey('POST', `${tokensPath}/${who}`)).data.token
  const byToken = async (method: string, path: string, body?: unknown) =>
    (await send(method, path, await token(), body)).json
  const credentialFor = async ({ credential }: Operation) =>
    credential === 'userToken' ? await token() : credential && worldKey
  return { who, send, byKey, byToken, credentialFor }
}

type Stage = ReturnType<typeof stage>

const order = async ({ byToken }: Stage) => (await byToken('POST', '/v1/orders/buy', limitOrder)).id
const whom = async ({ who }: Stage) => ({ user_id: who })
const code = async ({ who, byKey }: Stage) => {
  await byKey('POST', `/v1/enterprise/users/send-verification/${who}`, { type: 'email' })
  return (await byKey('GET', `/_fake/users/${who}`)).verification_code ?? 'none'
}
const amounts = async ({ who, byKey }: Stage) => (await byKey('GET', `/_fake/users/${who}`)).micro_deposits ?? [0.1, 0.2]

/** What no schema can know, since it is up to what is there: with it, and the user it is meant for, all is well. */
const knowledge: Record<string, (stage: Stage) => Promise<Named>> = {
  'DELETE /_fake/faults/{id}': async ({ byKey }) => ({ id: (await byKey('POST', '/_fake/faults', { status: 500 })).id }),
  'GET /_fake/requests/wait': async () => ({ count: 0 }),
  'GET /_fake/users/{user_id}': whom,
  'PUT /_fake/users/{user_id}': whom,
  'DELETE /_fake/users/{user_id}': whom,
  'GET /v1/enterprise/users/{user_id}': whom,
  'DELETE /v1/enterprise/account/{user_id}': whom,
  'POST /v1/enterprise/users/send-verification/{user_id}': async ({ who }) => ({ user_id: who, type: 'email' }),
  'POST /v1/enterprise/users/verify/{user_id}': async (at) => ({ user_id: at.who, type: 'email', otp: await code(at) }),
  'POST /v1/user/bank/verify': async (at) => {
    const [amount1, amount2] = await amounts(at)
    return { amount1, amount2 }
  },
  'POST /v1/user/bank/deposit': async () => ({ amount: 10 }),
  'POST /v1/account/onboard-ach': async ({ byToken }) =>
    ({ bank_account_display_id: (await byToken('GET', '/v1/user/bank')).usd[0]?.id ?? 'none' }),
  'POST /_fake/deposits/{id}/settle': async ({ byToken }) =>
    ({ id: (await byToken('POST', '/v1/user/bank/deposit', { amount: 10 })).id ?? 'none' }),
  'POST /v1/orders/{side}': async () => ({ ...limitOrder, time_in_force: 'GTC' }),
  'GET /v1/orders/{id}': async (at) => ({ id: await order(at) }),
  'DELETE /v1/orders/{id}': async (at) => ({ id: await order(at) }),
  'DELETE /v1/orders': async (at) => ({ ids: await order(at) }),
  'POST /_fake/orders/{id}/fill': async (at) => ({ id: await order(at), quantity: 0.1, price: limitOrder.price })
}

/** Puts what is known in its place. */
function withKnowledge ({ parameters: named }: Operation, { parameters, body }: Request, known: Named): Request {
  const isParameter = (name: string) => named.some((one) => one.name === name)
  const part = (takes: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(known).filter(([name]) => takes(name)))
  return {
    parameters: { ...parameters, ...part(isParameter) },
    // Whom the path names the body may name too.
    ...(body !== undefined && {
      body: { ...body as object, ...part((name) => !isParameter(name) || name in (body as object)) }
    })
  }
}

/** inject() reads its URL as a browser does, which takes dots for a way. */
const canBeSent = ({ parameters }: Request) => !Object.values(parameters).some((value) => value === '.' || value === '..')

function allowed ({ parameters, body }: Operation): fc.Arbitrary<Request> {
  const needed = parameters.filter(({ required }) => required).map(({ name }) => name)
  return fc.record({
    parameters: fc.record(
      Object.fromEntries(parameters.map(({ name, schema }) => [name, valid(schema)])),
      { requiredKeys: needed, noNullPrototype: true }),
    ...(body && { body: valid(body) })
  }, { noNullPrototype: true }).filter(canBeSent)
}

/** Requests that break one thing, each with the reason for which they have to be refused. */
function notAllowed (operation: Operation): Array<fc.Arbitrary<Request & { reason: string }>> {
  const good = allowed(operation)
  const isConstrained = ({ schema }: Operation['parameters'][number]) =>
    ['pattern', 'enum', 'x-duration'].some((name) => name in schema)
  return [
    ...operation.parameters.filter(isConstrained).map(({ name, in: place, schema }) =>
      fc.tuple(good, invalid(schema).filter((value) => typeof value === 'string' && (place === 'query' || value !== '')))
        .map(([request, bad]) => ({
          ...request,
          parameters: { ...request.parameters, [name]: bad },
          reason: place === 'path' ? 'unknown-endpoint' : 'invalid-query'
        }))),
    ...operation.parameters.filter(({ in: place, required }) => place === 'query' && required).map(({ name }) =>
      good.map(({ parameters: { [name]: _, ...parameters }, ...rest }) => ({ ...rest, parameters, reason: 'invalid-query' }))),
    ...(operation.body
      ? [fc.tuple(good, invalid(operation.body)).map(([request, body]) => ({ ...request, body, reason: 'invalid-body' }))]
      : [])
  ]
}

async function perform (operation: Operation, { parameters, body }: Request, at: Stage): Promise<Answer> {
  const inQuery = operation.parameters.filter(({ name, in: place }) => place === 'query' && name in parameters)
  const query = inQuery.map(({ name }) => `${name}=${encodeURIComponent(String(parameters[name]))}`).join('&')
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(String(parameters[name])))
  const answer = await at.send(operation.method, path + (query && `?${query}`), await at.credentialFor(operation), body)
  keepsItsWord(operation, answer)
  return answer
}

function keepsItsWord ({ responses }: Operation, { status, headers, text, json }: Answer) {
  const documented = responses[status]
  if (!documented || status >= 500) throw new Error(`${status} is not documented: ${text}`)
  const schema = documented.content?.['application/json']?.schema
  if (text !== '' && !(schema && fits(schema, json))) throw new Error(`${status} is not as documented: ${text}`)
  const reason = headers['x-fake-sfox-reason']
  if (status >= 400 && !documented.description.includes(`${reason}: `)) throw new Error(`${reason} is not documented`)
}

let worlds = 0
for (const operation of operations) {
  t.test(operation.name, async (t) => {
    let accepted = 0
    // One user after the other, each as it comes and then with what is known.
    const turns = users.flatMap(({ user_id: who }) => [{ who, isKnown: false }, { who, isKnown: true }])
    await t.resolves(fc.assert(fc.asyncProperty(allowed(operation), async (request) => {
      const { who, isKnown } = turns[worlds % turns.length] as typeof turns[number]
      const at = stage(`w${worlds++}`, who)
      // A wait is real time, so that there is none here.
      if (operation.path.endsWith('/wait')) request.parameters['timeout'] = 0
      const known = isKnown ? await knowledge[operation.name]?.(at) ?? {} : {}
      const { status, headers, text } = await perform(operation, withKnowledge(operation, request, known), at)
      if (status < 300) accepted++
      if (['invalid-body', 'invalid-query'].includes(String(headers['x-fake-sfox-reason']))) throw new Error(text)
    }), { numRuns }), 'what the document allows is not refused for its shape')
    t.ok(accepted > 0, `${accepted} were accepted`)

    const wrong = notAllowed(operation)
    if (wrong.length === 0) return
    const at = stage('wrong', 'banked')
    await t.resolves(fc.assert(fc.asyncProperty(fc.oneof(...wrong), async ({ reason, ...request }) => {
      const { status, headers } = await perform(operation, request, at)
      const wanted = reason === 'unknown-endpoint' ? 404 : 400
      if (headers['x-fake-sfox-reason'] !== reason || status !== wanted) throw new Error(`${status}, not ${wanted} ${reason}`)
    }), { numRuns }), 'what it does not allow is')
  })
}
