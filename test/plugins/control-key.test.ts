import t from 'tap'
import { authorization, key, mintToken, start } from '../helper.ts'

t.test('no control without the key, on any route that takes one', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  const { paths } = await (await fetch(`${sfox.url}/_fake/openapi.json`)).json() as { paths: Record<string, Record<string, any>> }
  const keyed = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods)
    .filter(([, { tags, security }]) => tags[0] === 'control' && security.length > 0).map(([method]) => [method.toUpperCase(), path]))
  t.equal(keyed.length, 23)
  for (const [method, path] of keyed as Array<[string, string]>) {
    for (const credential of [undefined, '', key, `Basic ${key}`, 'Bearer ', 'Bearer wrong', `Bearer ${key}~`, `Bearer ${token}`]) {
      const headers: Record<string, string> = credential === undefined ? {} : { authorization: credential }
      const answer = await fetch(sfox.url + path, { method, headers })
      t.equal(answer.status, 401, `${method} ${path} ${credential}`)
      t.equal(answer.headers.get('www-authenticate'), 'Bearer')
      t.strictSame(await answer.json(), { error: 'The control routes take the enterprise key: "Authorization: Bearer <key>".' })
    }
  }
  t.match(await sfox.tokens.report(), [{ uses: 0 }], 'and none of it is a use')
})

t.test('the key of a world steers that world', async (t) => {
  const sfox = await start(t)
  const clock = async (credential: string) => await (await fetch(`${sfox.url}/_fake/clock`, {
    method: 'PUT', headers: { authorization: credential }, body: '{"now":"2030-01-01T00:00:00Z","frozen":true}'
  })).json()
  t.strictSame(await clock(`${authorization}~w`), { now: '2030-01-01T00:00:00.000Z', frozen: true })
  t.ok(await sfox.clock.now() < new Date('2030-01-01'))
})

t.test('a page of another origin, or under a strange name, steers nothing', async (t) => {
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

t.test('bodies are JSON whatever they are labelled, and bounded', async (t) => {
  const sfox = await start(t)
  const put = async (body: string, type: string) => await fetch(`${sfox.url}/_fake/clock`, {
    method: 'PUT', headers: { authorization, 'content-type': type }, body
  })
  t.equal((await put('{"frozen":true}', 'application/x-www-form-urlencoded')).status, 200)
  t.equal((await put('{"frozen":true}', 'nonsense')).status, 200)
  t.equal((await put('frozen=true', 'application/x-www-form-urlencoded')).status, 400)
  const large = await put(`{"frozen":true${' '.repeat(32 * 1024 * 1024)}}`, 'application/json')
  t.equal(large.status, 413)
  t.strictSame(await large.json(), { error: 'The request body is larger than 32 MiB.' })
})
