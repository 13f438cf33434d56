import t from 'tap'
import { isSameEndpoint } from '../../src/resources/endpoint.ts'
import { endpoints, resourceAssumptions, resourceRefusals, resources } from '../../src/resources/index.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'

t.test('lists no endpoint twice', async (t) => {
  t.equal(endpoints.length, Object.values(resources).flatMap((resource) => resource.endpoints).length)
  const all = [...endpoints, ...notEmulated]
  for (const [index, endpoint] of all.entries()) {
    t.notOk(all.slice(index + 1).some((other) => isSameEndpoint(endpoint, other)), `${endpoint.method} ${endpoint.path}`)
    t.match(endpoint.method, /^(?:GET|POST|PUT|PATCH|DELETE)$/)
    t.match(endpoint.path, /^(?:\/(?:[\w-]+|:\w+))+$/)
  }
})

t.test('the names of assumptions and refusals are unique', async (t) => {
  for (const [kind, merged] of Object.entries({ assumptions: resourceAssumptions, refusals: resourceRefusals })) {
    const names = Object.values(resources).flatMap((resource) => Object.keys(resource[kind as 'assumptions' | 'refusals']))
    t.strictSame(Object.keys(merged), names, kind)
  }
})
