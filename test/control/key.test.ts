import t from 'tap'
import { controlRoutes } from '../../src/control/routes.ts'
import { authorization, basic, key, mintToken, start } from '../helper.ts'

t.test('refuses requests without the key at each control route that requires it', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  const { paths } = await (await fetch(`${sfox.url}/_fake/openapi.json`)).json() as { paths: Record<string, Record<string, any>> }
  const keyed = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
    .filter(([, { tags, security }]) => tags[0] === 'control' && security.length > 0).map(([method]) => [method.toUpperCase(), path]))
  t.equal(keyed.length, controlRoutes.filter(({ open }) => !open).length)
  for (const [method, path] of keyed as Array<[string, string]>) {
    for (const credential of [undefined, '', key, `Basic ${key}`, basic(key), 'Bearer ', 'Bearer wrong', 'Bearer ~a/b', `Bearer ${token}`]) {
      const headers: Record<string, string> = credential === undefined ? {} : { authorization: credential }
      const answer = await fetch(sfox.url + path, { method, headers })
      t.equal(answer.status, 401, `${method} ${path} ${credential}`)
      t.equal(answer.headers.get('www-authenticate'), 'Bearer')
      t.strictSame(await answer.json(), { error: 'The control routes require the enterprise key; send "Authorization: Bearer <key>".' })
    }
  }
  t.match(await sfox.tokens.report(), [{ uses: 0 }], 'and none of it is a use')
})

t.test('says what a world name is', async (t) => {
  const { url } = await start(t, { key: 'a~b' })
  const clock = async (credential: string) => {
    const answer = await fetch(`${url}/_fake/clock`, { headers: { authorization: `Bearer ${credential}` } })
    return [answer.status, answer.headers.get('x-fake-sfox-reason'), (await answer.json() as { error?: string }).error]
  }
  const rule = 'The key is right, but the world name after its last "~" must be 1 to 64 characters of A-Z a-z 0-9 . _ -.'
  for (const name of ['', 'a/b', 'é', 'x'.repeat(65)]) {
    t.strictSame(await clock(`a~b~${encodeURI(name)}`), [401, 'invalid-world-name', rule], name)
  }
  for (const other of ['b~a/b', 'a~', 'a', 'a~b~c~d/e', '~']) t.equal((await clock(other))[1], 'no-control-key', other)
  t.strictSame(await clock('a~b~c'), [200, null, undefined])
})

t.test('controls the world of the key', async (t) => {
  const sfox = await start(t)
  const clock = async (credential: string) => await (await fetch(`${sfox.url}/_fake/clock`, {
    method: 'PUT', headers: { authorization: credential }, body: '{"now":"2030-01-01T00:00:00Z","frozen":true}'
  })).json()
  t.strictSame(await clock(`${authorization}~w`), { now: '2030-01-01T00:00:00.000Z', frozen: true })
  t.ok(await sfox.clock.now() < new Date('2030-01-01'))
})

t.test('refuses a page of another origin or host name, even with the key', async (t) => {
  const sfox = await start(t)
  const port = new URL(sfox.url).port
  const { get } = await import('node:http')
  const status = async (headers: Record<string, string>) => await new Promise((resolve, reject) => {
    get({ port, path: '/_fake/clock', headers: { authorization, ...headers } }, (answer) => {
      t.equal(answer.headers['access-control-allow-origin'], undefined)
      resolve(answer.resume().statusCode)
    }).on('error', reject)
  })
  t.equal(await status({}), 200)
  t.equal(await status({ origin: 'null' }), 403)
  t.equal(await status({ origin: 'http://evil.test' }), 403)
  t.equal(await status({ host: 'evil.test' }), 403)
  t.equal(await status({ origin: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` }), 200)
})

t.test('reads bodies up to the limit as JSON, and ignores their content type', async (t) => {
  const sfox = await start(t)
  const put = async (body: string, type: string) => await fetch(`${sfox.url}/_fake/clock`, {
    method: 'PUT', headers: { authorization, 'content-type': type }, body
  })
  t.equal((await put('{"frozen":true}', 'application/x-www-form-urlencoded')).status, 200)
  t.equal((await put('{"frozen":true}', 'nonsense')).status, 200)
  t.equal((await put('frozen=true', 'application/x-www-form-urlencoded')).status, 400)
  const large = await put(`{"frozen":true${' '.repeat(8 * 1024 * 1024)}}`, 'application/json')
  t.equal(large.status, 413)
  t.strictSame(await large.json(), { error: 'The request body is larger than 8 MiB.' })
})
