/** Test on every endpoint that absent values may be sent as null, or as an empty query parameter. */
import t from 'tap'
import type { TSchema } from '@sinclair/typebox'
import type { Endpoint } from '../../src/resources/endpoint.ts'
import type { Example } from '../../src/resources/example.ts'
import { endpoints } from '../../src/resources/index.ts'
import { assume } from '../../src/vendor/assumptions.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import { resolveEndpoint } from '../../src/vendor/mount.ts'
import { playerOver } from '../examples.ts'
import { authorization, because, frozen, overInject, type Answer } from '../helper.ts'

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`

/** Whether a schema names null, as far as the schemas of bodies do. */
const namesNull = ({ anyOf = [] }: TSchema) => anyOf.some(({ type }: TSchema) => type === 'null')

/** The declared properties of each endpoint's body, or parameters of its query. */
const declared = (part: 'body' | 'querystring') => endpoints.flatMap((endpoint) => {
  const schema = resolveEndpoint(endpoint, assume()).schema[part]
  if (!schema) return []
  return [{ endpoint, properties: Object.entries<TSchema>(schema.properties), required: schema.required ?? [] }]
})

t.test('null for an optional property is as if it were absent, and for a required one it is missing', async (t) => {
  const { play } = playerOver(overInject(t, frozen))
  let [optional, needed] = [0, 0]
  for (const { endpoint, properties, required } of declared('body')) {
    const example = endpoint.examples[0] as Example
    const sent = requestOf(endpoint, example)
    for (const [name, schema] of properties) {
      const send = async (value?: null): Promise<Answer> => {
        const { [name]: _, ...body } = JSON.parse(String(sent.body).replaceAll(/\{(\d[\w.]+)\}(?!")/g, '"{$1}"'))
        const text = JSON.stringify({ ...body, ...(value === null && { [name]: null }) })
        return await play(example.before, { ...sent, body: text })
      }
      const [absent, withNull] = [await send(), await send(null)]
      if (namesNull(schema)) t.equal(withNull.status, absent.status, `${nameOf(endpoint)} ${name}`)
      else t.strictSame([because(withNull), withNull.status], [because(absent), absent.status], `${nameOf(endpoint)} ${name}`)
      if (required.includes(name)) {
        needed++
        // A condition of the schema may require another property first.
        t.match(because(withNull), [400, 'invalid-body', /is required/], `${nameOf(endpoint)} ${name}`)
      } else optional++
    }
  }
  t.ok(optional > 10 && needed > 10, `${optional} optional, ${needed} required`)
})

t.test('with the other assumption, null is refused as before', async (t) => {
  const { play } = playerOver(overInject(t, { ...frozen, fixtures: { assumptions: { 'null-properties': 'refuse' } } }))
  for (const { endpoint, properties } of declared('body')) {
    const example = endpoint.examples[0] as Example
    const sent = requestOf(endpoint, example)
    for (const [name] of properties.filter(([, schema]) => !namesNull(schema) && schema.type !== undefined)) {
      const body = String(sent.body).replace(/\}$/, `,"${name}":null}`)
      t.match(because(await play(example.before, { ...sent, body })), [400, 'invalid-body', `/${name} must `], `${nameOf(endpoint)} ${name}`)
    }
  }
})

t.test('an empty query parameter is as if it were absent, on every endpoint', async (t) => {
  const { play } = playerOver(overInject(t, frozen))
  t.not(declared('querystring').length, 0)
  for (const { endpoint, properties, required } of declared('querystring')) {
    const example = endpoint.examples[0] as Example
    for (const [name] of properties) {
      for (const query of [`?${name}=`, `?${name}`, `?${name}=&undefined&undefined`]) {
        const absent = await play(example.before, requestOf(endpoint, { ...example, query: '' }))
        const empty = await play(example.before, requestOf(endpoint, { ...example, query }))
        t.strictSame([empty.status, because(empty)], [absent.status, because(absent)], `${nameOf(endpoint)} ${query}`)
        if (required.includes(name)) t.match(because(empty), [400, 'invalid-query', `/${name} is required`])
      }
    }
  }
})

t.test('the control side refuses null and empty parameters', async (t) => {
  const call = overInject(t)
  const refused = async (method: string, path: string, body?: string) =>
    await call({ method, path: `/_fake${path}`, headers: { authorization }, ...(body !== undefined && { body }) })
  t.match(await refused('PUT', '/users/a', '{"email":null}'), { status: 400, json: { error: /\/email must be a string/ } })
  t.match(await refused('PUT', '/clock', '{"frozen":null}'), { status: 400, json: { error: /\/frozen must be / } })
  t.match(await refused('GET', '/requests?limit='), { status: 400, json: { error: /\/limit must / } })
})
