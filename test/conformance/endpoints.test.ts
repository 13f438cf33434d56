/** Test what all endpoints have in common. For credentials see hooks/credentials.test.ts. */
import t from 'tap'
import { matchesEndpoint, type Endpoint, type Method } from '../../src/resources/endpoint.ts'
import type { Example } from '../../src/resources/example.ts'
import { endpoints } from '../../src/resources/index.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'
import { assume } from '../../src/vendor/assumptions.ts'
import { requestOf } from '../../src/vendor/catalogue.ts'
import { resolveEndpoint } from '../../src/vendor/mount.ts'
import { playerOver } from '../examples.ts'
import { because, frozen } from '../helper.ts'
import { transports } from './transports.ts'

const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const documented = [...endpoints, ...notEmulated]
const withBody = endpoints.filter(({ body }) => body !== undefined)
const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`

/** Return the first example of an endpoint, and its request. */
function exampleOf (endpoint: Endpoint) {
  const example = endpoint.examples[0] as Example
  return { ...example, request: requestOf(endpoint, example) }
}

for (const [name, open] of Object.entries(transports)) {
  t.test(`over ${name}`, async (t) => {
    t.test('each path refuses other methods, and lists the allowed ones', async (t) => {
      const call = await open(t)
      for (const endpoint of endpoints) {
        const { path } = endpoint
        const taken = methods.filter((method) => endpoints.some((one) => matchesEndpoint(one, { method, path })))
        const free = methods.filter((method) => !documented.some((one) => matchesEndpoint(one, { method, path })))
        t.not(free.length, 0, `${path} does not take every method`)
        const { prepare, fill } = playerOver(call)
        const { before, request } = exampleOf(endpoint)
        const filled = fill(request.path, await prepare(before))
        for (const method of free) {
          const answer = await call({ method, path: filled })
          const [status, reason, text] = because(answer)
          t.strictSame([status, reason], [405, 'method-not-allowed'], `${method} ${path}`)
          t.match(text, `This endpoint does not allow ${method}. Allowed: `)
          const allowed = taken.includes('GET') ? [...taken, 'HEAD'] : taken
          t.strictSame(String(answer.headers['allow']).split(', ').sort(), [...allowed].sort(), `${method} ${path}`)
        }
      }
    })

    t.test('each endpoint refuses a body that is not JSON, and a missing body if it requires one', async (t) => {
      const call = await open(t)
      const { prepare, send } = playerOver(call)
      for (const endpoint of endpoints.filter(({ method }) => method !== 'GET')) {
        const { before, request } = exampleOf(endpoint)
        const answers = await prepare(before)
        const bodies = ['{', '[1', 'a=b', '{"__proto__":{}}', ...(endpoint.body ? [undefined, ''] : [])]
        for (const body of bodies) {
          const { body: _, ...bodiless } = request
          const answer = await send({ ...bodiless, ...(body !== undefined && { body }) }, answers)
          t.match(because(answer), [400, 'malformed-json'], `${nameOf(endpoint)} ${body}`)
        }
      }
    })

    t.test('each endpoint refuses an Accept header that excludes JSON', async (t) => {
      const { play } = playerOver(await open(t))
      for (const endpoint of endpoints) {
        const { before, request } = exampleOf(endpoint)
        t.match(because(await play(before, { ...request, accept: 'text/html' })), [406, 'not-acceptable'], nameOf(endpoint))
      }
    })

    for (const treatment of ['ignore', 'refuse'] as const) {
      t.test(`each endpoint with a body follows the assumption unknown-properties: ${treatment}`, async (t) => {
        const assumptions = { 'unknown-properties': treatment }
        const { play } = playerOver(await open(t, { ...frozen, fixtures: { assumptions } }))
        t.not(withBody.length, 0)
        for (const endpoint of withBody) {
          const { before, request } = exampleOf(endpoint)
          const body = String(request.body).replace(/\}$/, ',"nonesuch":1}')
          const answer = await play(before, { ...request, body })
          if (treatment === 'refuse') t.match(because(answer), [400, 'invalid-body', /\/nonesuch/], nameOf(endpoint))
          else t.equal(answer.status, resolveEndpoint(endpoint, assume()).status, nameOf(endpoint))
          t.equal((await play(before, request)).status, resolveEndpoint(endpoint, assume()).status, `${nameOf(endpoint)} without it`)
        }
      })
    }
  })
}
