import t from 'tap'
import { builtEndpoints, isSameEndpoint, otherEndpoints } from '../src/endpoints.ts'

t.test('no endpoint stands in the tables twice', async (t) => {
  const all = [...builtEndpoints, ...otherEndpoints]
  for (const [index, endpoint] of all.entries()) {
    t.notOk(all.slice(index + 1).some((other) => isSameEndpoint(endpoint, other)), `${endpoint.method} ${endpoint.path}`)
    t.match(endpoint.method, /^(?:GET|POST|PUT|PATCH|DELETE)$/)
    t.match(endpoint.path, /^(?:\/(?:[\w-]+|:\w+))+$/)
  }
})

t.test('parameters may be called what they like', async (t) => {
  const get = (path: string) => ({ method: 'GET', path }) as const
  t.ok(isSameEndpoint(get('/a/:b/c'), get('/a/:d/c')))
  t.notOk(isSameEndpoint(get('/a/:b'), get('/a/b')))
  t.notOk(isSameEndpoint(get('/a'), { method: 'POST', path: '/a' }))
})
