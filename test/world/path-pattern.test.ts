import t from 'tap'
import { canMatchRoute, matchPath } from '../../src/world/path-pattern.ts'

t.test('matches a whole path, escaped or not, with or without a slash at its end', async (t) => {
  const cases: Array<[string, string, boolean]> = [
    ['/v1/a', '/v1/a', true], ['/v1/a', '/v1/a/', true], ['/v1/a/', '/v1/a', true], ['/v1/a', '/v1/ab', false],
    ['/v1/a', '/V1/a', false], ['/', '/', true], ['/', '/a', false], ['/a b', '/a%20b', true], ['/a%20b', '/a b', true],
    ['/a@b', '/a%40b', true], ['/é', '/%C3%A9', true], ['/a.b', '/axb', false],
    ['/a%2Fb', '/a%2fb', true], ['/a/b', '/a%2Fb', false]
  ]
  for (const [pattern, path, expected] of cases) t.equal(matchPath(pattern)(path), expected, `${pattern} ${path}`)
})

t.test('a star at the end matches any suffix', async (t) => {
  const cases: Array<[string, string, boolean]> = [
    ['/v1/*', '/v1/a/b', true], ['/v1/*', '/v1/', true], ['/v1/*', '/v1', false], ['/v1*', '/v1', true], ['*', '/', true],
    ['/a%20*', '/a b', true], ['/*/a', '/x/a', false], ['/*/a', '/*/a', true]
  ]
  for (const [pattern, path, expected] of cases) t.equal(matchPath(pattern)(path), expected, `${pattern} ${path}`)
})

t.test('matches a path with a malformed escape without decoding it', async (t) => {
  t.ok(matchPath('/%zz')('/%zz'))
  t.ok(matchPath('/%ff*')('/%ffx'))
  t.notOk(matchPath('/a')('/%ff'))
})

t.test('a route matches its requests, by any names of its parameters, and no others', async (t) => {
  const cases: Array<[string, string | undefined, boolean]> = [
    ['/v1/orders/:id', '/v1/orders/:id', true], ['/v1/orders/:x/', '/v1/orders/:id', true], ['/v1/orders/:id', '/v1/orders/open', false],
    ['/v1/orders/:id', undefined, false], ['/v1/:a/:b', '/v1/:x/:y', true], ['/v1/:a', '/v1/:x/:y', false],
    ['/v1/orders/:id*', '/v1/orders/:id/fills', true], ['/v1/orders/:id/*', '/v1/orders/:id', false], ['/v1/:a/*', undefined, false]
  ]
  for (const [pattern, route, expected] of cases) t.equal(matchPath(pattern)('/v1/orders/open', route), expected, `${pattern} ${route}`)
})

t.test('tells whether a route has a request that matches', async (t) => {
  const cases: Array<[string, string, boolean]> = [
    ['/v1/orders', '/v1/orders', true], ['/v1/orders/', '/v1/orders', true], ['/v1/orders/5', '/v1/orders/:id', true],
    ['/v1/orders/:x', '/v1/orders/:id', true], ['/v1/orders/:id', '/v1/orders/open', false], ['/v1/orders/a%2Fb', '/v1/orders/:id', true],
    ['/v1/orders/a/b', '/v1/orders/:id', false], ['/v1//x', '/v1/:id/x', false], ['/v1/o%72ders', '/v1/orders', true],
    ['/v1/orders/%zz', '/v1/orders/:id', false], ['/v1/orders/%zz*', '/v1/orders/:id', false],
    ['/v1/*', '/v1/orders', true], ['/*', '/v1/orders', true], ['/v1*', '/v1/orders', true], ['/v1/ord*', '/v1/orders', true],
    ['/v1/orders*', '/v1/orders', true], ['/v1/orders/*', '/v1/orders', false], ['/v1/orders/a*', '/v1/orders/:id', true],
    ['/v1/x*', '/v1/orders', false], ['/v2/*', '/v1/orders', false], ['/v1/orders/:id*', '/v1/orders/:x/fills', true],
    ['/v1/orders/:id/*', '/v1/orders/:x', false], ['/v1/:a', '/v1/orders', false]
  ]
  for (const [pattern, route, expected] of cases) t.equal(canMatchRoute(pattern, route), expected, `${pattern} ${route}`)
})
