/**
 * Test that `/_fake` and the page are closed to foreign web pages in the user's browser. Such a page can send requests
 * to this machine with its own origin, or under its own host name if that resolves to this machine (DNS rebinding).
 */
import t from 'tap'
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { get as getByTls } from 'node:https'
import { certificate } from '../certificate.ts'
import { authorization, mint, sendRaw, start, tokensPath } from '../helper.ts'
import { needs } from '../needs.ts'

/** Send a request with any headers, also those that only a browser can set. */
async function ask (url: string, path: string, headers: Record<string, string>, method = 'GET'): Promise<IncomingMessage> {
  const request = (url.startsWith('https:') ? getByTls : get)(url + path, { method, headers, rejectUnauthorized: false } as object)
  const [answer] = await once(request, 'response')
  return answer.resume()
}

/** Send header lines unchanged, and return the status. */
async function status (url: string, lines: string[], target = '/_fake', version = '1.1') {
  const answer = await sendRaw(url, [`GET ${target} HTTP/${version}`, ...lines, 'Connection: close', '', ''].join('\r\n'))
  return Number(/^HTTP\/1\.1 (\d+)/.exec(answer)?.[1])
}

t.test('refuses a foreign page at every control route and the page, before it checks the key', async (t) => {
  const sfox = await start(t)
  await mint(sfox.url, ['a'])
  const { paths } = await (await fetch(`${sfox.url}/_fake/openapi.json`)).json() as { paths: Record<string, object> }
  const routes = Object.entries(paths)
    .filter(([path]) => path.startsWith('/_fake') && path !== '/_fake/health')
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'a')]))
  const others = ['/', '/favicon.ico', '/_fake/page/page.js', '/_fake/nope'].map((path) => ['GET', path])
  t.ok(routes.some(([, path]) => path === '/_fake/events') && routes.some(([, path]) => path === '/_fake/requests/wait'))
  t.ok(routes.length >= 25)

  const here = new URL(sfox.url).host
  for (const [method, path] of [...routes, ...others] as Array<[string, string]>) {
    for (const foreign of [{ host: 'evil.test' }, { host: here, origin: 'http://evil.test' }, { host: here, origin: 'null' }]) {
      for (const credentials of [{}, { authorization }]) {
        const answer = await ask(sfox.url, path, { ...credentials, ...foreign }, method)
        t.equal(answer.statusCode, 403, `${method} ${path} ${JSON.stringify(foreign)}`)
        t.notOk(Object.keys(answer.headers).some((name) => name.startsWith('access-control-')), path)
      }
    }
    const preflight = { host: here, origin: 'http://evil.test', 'access-control-request-method': method, 'access-control-request-headers': 'authorization' }
    const answer = await ask(sfox.url, path, preflight, 'OPTIONS')
    // The page has no OPTIONS, so the vendor's side responds, and permits a route that does not exist.
    if (path.startsWith('/_fake') && !path.startsWith('/_fake/page')) {
      t.equal(answer.statusCode, 403, path)
      t.equal(answer.headers['access-control-allow-origin'], undefined, path)
    }
  }
  t.equal((await sfox.requests.list()).length, 1, 'nothing has been emptied, reset or journalled')
})

t.test('responds to health for any client, but lets no page read it', async (t) => {
  const { url } = await start(t)
  const answer = await ask(url, '/_fake/health', { host: 'evil.test', origin: 'http://evil.test' })
  t.strictSame([answer.statusCode, answer.headers['access-control-allow-origin']], [200, undefined])
})

t.test('reads a Host in any notation', async (t) => {
  const { url } = await start(t, { allowHost: ['fake.test'] })
  const known = [
    'localhost', 'LocalHost', 'localhost:1', 'localhost:', 'fake.test', 'FAKE.TEST:80', 'fake-sfox', '127.0.0.1', '127.1', '10.0.0.1:80',
    // Notations of an address in a URL; a browser sends four decimal numbers.
    '2130706433', '0x7f000001', '0177.0.0.1', '127.0.0.1.', '[::1]', '[::1]:80', '[::ffff:127.0.0.1]', '[0:0:0:0:0:0:0:1]'
  ]
  const strange = [
    'evil.test', 'localhost.', 'fake.test.', 'localhost.evil.test', 'evil.test:80', '127.0.0.1.evil.test', '127.0.0.1.nip.io', '0x7f.evil.test',
    'fake.test.evil.test', 'evilfake.test', 'fake-test.evil', 'fake.test,evil.test', '[::1', '[::1].evil.test', '::1', 'localhost:99999', 'localhost:x',
    '256.0.0.1', '1.2.3.4.5', '', 'evil%2etest', '.', '.localhost', 'x.localhost'
  ]
  for (const host of known) t.equal(await status(url, [`Host: ${host}`]), 200, host)
  for (const host of strange) t.equal(await status(url, [`Host: ${host}`]), 403, host)
})

t.test('refuses a Host that is more than a host', async (t) => {
  const { url } = await start(t)
  for (const host of [
    'evil.test@localhost', 'a:b@localhost:1', 'localhost@evil.test', 'localhost/evil.test', 'localhost/', '//localhost', 'localhost?x', 'localhost?',
    'localhost#x', 'localhost\\evil.test', 'evil.test\\@localhost', 'evil.test#@localhost', '%6cocalhost', 'local\thost', 'localhost evil.test'
  ]) t.equal(await status(url, [`Host: ${host}`]), 403, host)
})

t.test('refuses two Hosts, and none', async (t) => {
  const { url } = await start(t)
  for (const lines of [['Host: localhost', 'Host: evil.test'], ['Host: evil.test', 'Host: localhost'], ['Host: localhost', 'host: localhost']]) {
    t.equal(await status(url, lines), 403, lines.join())
  }
  t.equal(await status(url, [], '/_fake', '1.0'), 403)
  t.equal(await status(url, []), 403)
  t.equal(await status(url, [], '/v1/nope'), 400)
  t.equal(await status(url, ['X-Forwarded-Host: localhost', 'Host: evil.test']), 403)
  t.equal(await status(url, ['Forwarded: host=localhost', 'Host: evil.test']), 403)
})

t.test('does not read the Host from a target in absolute form', async (t) => {
  const { url } = await start(t)
  for (const target of ['http://localhost/_fake', 'http://127.0.0.1/_fake', '//_fake', '/_fake/', '/%5ffake', '/_fake?x']) {
    const own = /^\/\/|\/$/.test(target) ? 404 : 200
    t.equal(await status(url, ['Host: localhost', `Authorization: ${authorization}`], target), own, target)
    t.equal(await status(url, ['Host: evil.test', `Authorization: ${authorization}`], target), 403, target)
  }
})

t.test('treats any Origin other than that of the Host as foreign', async (t) => {
  const { url } = await start(t)
  const say = async (origin: string, host = 'localhost:7369') => await status(url, [`Host: ${host}`, `Origin: ${origin}`])
  for (const origin of ['http://localhost:7369', 'HTTP://LOCALHOST:7369', 'https://localhost:7369']) t.equal(await say(origin), 200, origin)
  for (const origin of [
    'null', 'NULL', '', '*', 'localhost:7369', 'http://localhost', 'http://localhost:736', 'http://127.0.0.1:7369',
    'http://localhost:7369.evil.test', 'http://localhost.evil.test:7369', 'http://localhost:7369@evil.test', 'http://evil.test', 'http://evil.test:7369',
    'http://evil.test#http://localhost:7369', 'http://evil.test/http://localhost:7369', 'http://localhost:7369 http://evil.test', 'http://localhost:7369, http://evil.test',
    'file://', 'about:blank', 'data:text/html,x', 'blob:http://localhost:7369/x', 'chrome-extension://abcdefgh'
  ]) t.equal(await say(origin), 403, origin)
  for (const host of ['localhost:736', 'localhost:73', 'localhost']) t.equal(await say('http://localhost:7369', host), 403, host)
  t.equal(await status(url, ['Host: localhost:7369', 'Origin: http://localhost:7369', 'Origin: http://evil.test']), 403, 'two of them')
})

t.test('checks Host and Origin over https', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const { url } = await start(t, options)
  const here = new URL(url).host
  const cases: Array<[number, Record<string, string>]> = [
    [200, { host: here }], [200, { host: here, origin: url }], [403, { host: 'evil.test' }], [403, { host: here, origin: 'https://evil.test' }],
    [403, { host: here, origin: 'null' }]
  ]
  for (const [expected, headers] of cases) t.equal((await ask(url, '/_fake', headers)).statusCode, expected, JSON.stringify(headers))
})

t.test('opens the vendor\'s side to every page with a credential', async (t) => {
  const sfox = await start(t)
  const page = { host: 'evil.test', origin: 'http://evil.test' }
  t.equal((await ask(sfox.url, `${tokensPath}/a`, page, 'POST')).statusCode, 401)
  const answer = await ask(sfox.url, `${tokensPath}/a`, { ...page, authorization }, 'POST')
  t.strictSame([answer.statusCode, answer.headers['access-control-allow-origin']], [201, 'http://evil.test'])
  t.equal(answer.headers['access-control-allow-credentials'], 'true')
})
