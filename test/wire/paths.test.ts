/** Test paths that a client library would normalise. */
import t from 'tap'
import { pino } from 'pino'
import { authorization, sendRaw, start, tokensPath } from '../helper.ts'

const list = '{"data":["a"]}'
const send = async (url: string, path: string, body = '', method = 'POST') => await sendRaw(url, [
  `${method} ${path} HTTP/1.1`, 'Host: fake', `Authorization: ${authorization}`, 'Connection: close',
  `Content-Length: ${body.length}`, '', body
].join('\r\n'))

t.test('accepts double slashes at the front and one slash at the end', async (t) => {
  const { url } = await start(t)
  for (const path of [`/${tokensPath}`, `//${tokensPath}`, `${tokensPath}/`, `/${tokensPath}/`, `/${tokensPath}?x=1`, `http://fake${tokensPath}`, `http://fake/${tokensPath}`]) {
    t.match(await send(url, path, list), /^HTTP\/1\.1 201 /, path)
  }
  for (const path of [`/${tokensPath}/a`, `/${tokensPath}/a/`]) {
    t.match(await send(url, path), /"partner_user_id":"a"/, path)
  }
  t.match(await send(url, '//_fake/health', '', 'GET'), /^HTTP\/1\.1 404 /, 'only on the side of sFOX')
  t.match(await send(url, `/v1/${tokensPath}`, list), /^HTTP\/1\.1 404 /)
})

t.test('accepts dots as an id', async (t) => {
  const { url } = await start(t)
  for (const id of ['.', '..', '...']) {
    t.match(await send(url, `${tokensPath}/${id}`), new RegExp(`"partner_user_id":"${id.replaceAll('.', '\\.')}"`), id)
  }
})

t.test('reads an encoded slash at the end as part of the id', async (t) => {
  const { url } = await start(t)
  t.match(await send(url, `${tokensPath}/a%2F`), /"partner_user_id":"a\/"/)
  t.match(await send(url, `${tokensPath}/a%2F/`), /"partner_user_id":"a\/"/)
})

t.test('refuses a wrong method and an unknown path without waiting for the body', async (t) => {
  const { url } = await start(t)
  const announce = (method: string, path: string, headers: string[] = []) =>
    [`${method} ${path} HTTP/1.1`, 'Host: fake', 'Content-Length: 1000', 'Connection: close', ...headers, '', '{"da'].join('\r\n')
  t.match(await sendRaw(url, announce('PUT', tokensPath)), /^HTTP\/1\.1 405 [^]*\r\nallow: POST\r\n/)
  t.match(await sendRaw(url, announce('POST', '/v1/nope')), /^HTTP\/1\.1 404 /)
  t.match(await sendRaw(url, announce('POST', tokensPath)), /^HTTP\/1\.1 401 /)
  t.match(await sendRaw(url, announce('POST', tokensPath, [`Authorization: ${authorization}`, 'Accept: text/html'])), /^HTTP\/1\.1 406 /)
})

t.test('ignores an expectation that it does not understand', async (t) => {
  const { url } = await start(t)
  const answer = await sendRaw(url, `POST ${tokensPath}/a HTTP/1.1\r\nHost: fake\r\nExpect: wonders\r\nConnection: close\r\n\r\n`)
  t.match(answer, /^HTTP\/1\.1 401 [^]*\r\nx-fake-sfox-reason: missing-credentials\r\n/)
})

t.test('keeps a connection open after a refusal', async (t) => {
  const { url } = await start(t)
  const one = (headers: string[], body: string) =>
    [`POST ${tokensPath} HTTP/1.1`, 'Host: fake', ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n')
  const answers = await sendRaw(url, [
    one([], list), one([`Authorization: ${authorization}`], '{"data":[]}'),
    one([`Authorization: ${authorization}`, 'Connection: close'], list)
  ].join(''))
  t.strictSame(answers.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 401', 'HTTP/1.1 400', 'HTTP/1.1 201'])
})

t.test('takes all forms of a target for the same path: to the router, faults, the journal and the log', async (t) => {
  const lines: string[] = []
  const sfox = await start(t, { logger: pino({}, { write: (line) => { lines.push(line) } }) })
  const path = `${tokensPath}/a`
  await sfox.faults.add({ match: { path }, status: 503, times: null })
  const forms = [
    path, `/${path}`, `///${path}`, `${path}/`, `${path}?x=1`, `${path}/?x=/`, `${path}#x`, `${path}#?x`, `${path}?x#y`, `http://fake${path}`, `HTTP://FAKE:80${path}/`,
    `https://user:password@fake${path}?x=1`, `http://fake/${path}`, `http://fake///${path}/`, `http://[::1]${path}`, `http://${path}`,
    `${tokensPath.replace('tokens', '%74okens')}/%61`
  ]
  for (const form of forms) t.match(await send(sfox.url, form), /^HTTP\/1\.1 503 /, form)
  const paths = (await sfox.requests.list()).map(({ path, status, reason }) => [path, status, reason])
  t.strictSame(paths.slice(0, -1), Array(forms.length - 1).fill([path, 503, 'fault']))
  t.equal((await sfox.requests.list({ path })).length, forms.length, 'escapes are shown as they came, and found')
  const logged = lines.map((line) => JSON.parse(line)).filter(({ status }) => status === 503)
  t.strictSame(logged.slice(0, -1).map(({ path }) => path), Array(forms.length - 1).fill(path))
  t.notOk(lines.join().includes('password'))
})

t.test('reads nothing of the authority, and other targets as other paths', async (t) => {
  const sfox = await start(t)
  for (const [target, path] of [
    [`http://fake?x=${tokensPath}/a`, '/'], ['http://fake', '/'], [`//fake${tokensPath}/a`, `/fake${tokensPath}/a`],
    [`ftp://fake${tokensPath}/a`, `ftp://fake${tokensPath}/a`], [`${tokensPath.toUpperCase()}/a`, `${tokensPath.toUpperCase()}/a`], [`/v1/${tokensPath}`, `/v1/${tokensPath}`],
    [`/http://fake${tokensPath}/a`, `/http://fake${tokensPath}/a`], ['/v1/x;y', '/v1/x;y'], ['/v1%2fx', '/v1%2fx']
  ] as const) {
    t.match(await send(sfox.url, target, '', 'PUT'), /^HTTP\/1\.1 404 /, target)
    t.equal((await sfox.requests.list({ limit: 1 }))[0]?.path, path, target)
  }
  t.match(await send(sfox.url, '*', '', 'OPTIONS'), /^HTTP\/1\.1 404 /)
  t.match(await send(sfox.url, 'http://fake', '', 'GET'), /^HTTP\/1\.1 200 [^]*content-security-policy/, 'the page')
  t.match(await send(sfox.url, 'http://fake/_fake/health', '', 'GET'), /^HTTP\/1\.1 200 /)
  t.match(await send(sfox.url, 'http://a%zz@fake/v1/%zz', '', 'GET'), /^HTTP\/1\.1 400 [^]*reason: malformed-url/)
})
