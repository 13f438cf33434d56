/**
 * Test each operation of the OpenAPI document with random requests, valid and invalid, generated from its schemas. Only
 * the documented statuses and reasons may come back. To run more:
 * `FAKE_SFOX_RUNS=500 npx tap --timeout=0 test/contract/openapi.test.ts`.
 */
import t from 'tap'
import fc from 'fast-check'
import type { Credential, Endpoint } from '../../src/resources/endpoint.ts'
import type { Example } from '../../src/resources/example.ts'
import { endpoints } from '../../src/resources/index.ts'
import { exampleOrder } from '../../src/resources/orders/examples.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import { playerOver } from '../examples.ts'
import { build, frozen, key, type Answer, type Call } from '../helper.ts'
import { fits, invalid, valid, type Schema } from './from-schema.ts'

interface Operation {
  name: string
  method: string
  path: string
  credential: Credential
  parameters: Array<{ name: string, in: 'path' | 'query', required: boolean, allowEmptyValue?: true, schema: Schema }>
  body: Schema | undefined
  responses: Record<string, { description: string, content?: Record<string, { schema: Schema }> }>
}

type Named = Record<string, unknown>

/** A request without its credential; the parameters of path and query by name. */
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

/** The kinds of credential by their names in the document. */
const credentials: Record<string, Credential> = { enterpriseKey: 'enterprise', userToken: 'user', none: 'none' }
const { paths } = (await app.inject('/_fake/openapi.json')).json()
const operations: Operation[] = Object.entries<Record<string, any>>(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, { security: [needs = {}], parameters = [], requestBody, responses }]) => ({
    name: `${method.toUpperCase()} ${path}`,
    method: method.toUpperCase(),
    path,
    credential: credentials[Object.keys(needs)[0] ?? 'none'] as Credential,
    parameters,
    body: requestBody?.content['application/json'].schema,
    responses
  })))

/** A world and one of its users. */
function stage (world: string, who: string) {
  const send = async ({ method = 'POST', path, headers = {}, body }: Call): Promise<Answer> => {
    const answer = await app.inject({
      method: method as 'GET', url: path, headers, ...(body !== undefined && { payload: body }), payloadAsStream: true
    })
    const isEndless = answer.headers['content-type'] === 'text/event-stream'
    const text = isEndless ? '' : (await answer.stream().toArray()).join('')
    if (isEndless) answer.stream().destroy()
    return {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
      text,
      json: text === '' ? undefined : JSON.parse(text)
    }
  }
  return { who, send, player: playerOver(send, { key: `${key}~${world}`, user: who }) }
}

type Stage = ReturnType<typeof stage>

/** Find an endpoint by its method and path, as written in the document. */
const endpointOf = (name: string): Endpoint | undefined =>
  endpoints.find(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}` === name)

/** Prepare the first example of an endpoint, and return its parameters and body. */
async function knownOf (endpoint: Endpoint, { player }: Stage): Promise<Request> {
  const example = endpoint.examples[0] as Example
  const answers = await player.prepare(example.before)
  const filled = (text: string) => player.fill(text, answers)
  const { params = {}, query = '' } = example
  const parameters = { ...params, ...Object.fromEntries(new URLSearchParams(query)) }
  const { body } = requestOf(endpoint, example)
  return {
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, filled(value)])),
    ...(body !== undefined && { body: JSON.parse(filled(body)) })
  }
}

/** Send the first example of an endpoint, and return the id in the response. */
async function idOf (name: string, { player }: Stage): Promise<Request> {
  const endpoint = endpointOf(name) as Endpoint
  const example = endpoint.examples[0] as Example
  return { parameters: { id: (await player.play(example.before, requestOf(endpoint, example))).json.id } }
}

/** Values for control routes that depend on the state, which a schema cannot express. */
const knownOfControl: Record<string, (at: Stage) => Promise<Request>> = {
  'GET /_fake/requests/wait': async () => ({ parameters: { count: 0 } }),
  async 'DELETE /_fake/faults/{id}' ({ player }) {
    const fault = { method: 'POST', path: '/_fake/faults', authorization: 'Bearer {key}', body: '{"status":500}' }
    return { parameters: { id: (await player.send(fault)).json.id } }
  },
  'POST /_fake/deposits/{id}/settle': async (at) => await idOf('POST /v1/user/bank/deposit', at),
  async 'POST /_fake/orders/{id}/fill' (at) {
    const { quantity, price } = exampleOrder
    return { ...await idOf('POST /v1/orders/{side}', at), body: { quantity, price } }
  }
}

/** Return values that are known to be accepted, for the user of the stage. */
async function knowledgeOf ({ name }: Operation, at: Stage): Promise<Request> {
  const endpoint = endpointOf(name)
  if (endpoint) return await knownOf(endpoint, at)
  return await knownOfControl[name]?.(at) ?? { parameters: { user_id: at.who } }
}

/** Replace random values by known ones. */
function withKnown ({ parameters: named }: Operation, { parameters, body }: Request, known: Request): Request {
  const part = (takes: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(known.parameters).filter(([name]) => takes(name)))
  return {
    parameters: { ...parameters, ...part((name) => named.some((one) => one.name === name)) },
    // The user in the path may be in the body too.
    ...(body !== undefined && {
      body: { ...body as object, ...part((name) => name in (body as object)), ...known.body as object }
    })
  }
}

/** Escape dots, since inject() resolves them as path segments, like a browser. */
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

/** Requests that break one rule each, with the expected reason. */
function notAllowed (operation: Operation): Array<fc.Arbitrary<Request & { reason: string }>> {
  const good = allowed(operation)
  const isConstrained = ({ schema }: Operation['parameters'][number]) =>
    ['pattern', 'enum', 'x-duration', 'x-whole-number'].some((name) => name in schema)
  return [
    ...operation.parameters.filter(isConstrained).map(({ name, in: place, allowEmptyValue, schema }) =>
      fc.tuple(good, invalid(schema).filter((value) =>
        typeof value === 'string' && (value !== '' || (place === 'query' && !allowEmptyValue))))
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
  const answer = await at.send({
    method: operation.method,
    path: path + (query && `?${query}`),
    headers: await at.player.headersFor(operation.credential),
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
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
    // For each user: random values, random values with known ones in place, and known values only.
    const turns = ['drawn', 'mixed', 'known'].flatMap((way) => users.map(({ user_id: who }) => ({ who, way })))
    let turn = 0
    await t.resolves(fc.assert(fc.asyncProperty(allowed(operation), async (drawn) => {
      const { who, way } = turns[turn++ % turns.length] as typeof turns[number]
      const at = stage(`w${worlds++}`, who)
      const known = way === 'drawn' ? { parameters: {} } : await knowledgeOf(operation, at)
      const isWhole = way === 'known' && endpointOf(operation.name) !== undefined
      const request = isWhole ? known : withKnown(operation, drawn, known)
      // Waits take real time, so they are left out.
      if (operation.path.endsWith('/wait')) request.parameters['timeout'] = 0
      const { status, headers, text } = await perform(operation, request, at)
      if (status < 300) accepted++
      else if (isWhole) throw new Error(`${status} to the example: ${text}`)
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
