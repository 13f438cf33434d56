import t from 'tap'
import { matchPath } from '../../src/world/path-pattern.ts'

t.test('matches a whole path, escaped or not, with or without a slash at its end', async (t) => {
  const cases: Array<[string, string, boolean]> = [
    ['/v1/a', '/v1/a', true], ['/v1/a', '/v1/a/', true], ['/v1/a/', '/v1/a', true], ['/v1/a', '/v1/ab', false],
    ['/v1/a', '/V1/a', false], ['/', '/', true], ['/', '/a', false], ['/a b', '/a%20b', true], ['/a%20b', '/a b', true],
    ['/a@b', '/a%40b', true], ['/é', '/%C3%A9', true], ['/a.b', '/axb', false]
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
