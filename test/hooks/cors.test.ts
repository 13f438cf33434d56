import t from 'tap'
import { authorization, build, control, mintList, start, tokensPath } from '../helper.ts'

const origin = 'https://app.example'
const preflight = {
  origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'authorization,content-type'
}
const exposed = 'date, x-fake-sfox, x-fake-sfox-reason, retry-after, www-authenticate, allow, accept-encoding'

/** Headers that Fetch lets every page read, those of the protocol, and those of a fault. */
const readable = /^(?:access-control-.*|vary|connection|transfer-encoding|content-(?:type|length)|x-other)$/

/** Return the CORS headers of a response. */
const corsOf = (headers: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name.startsWith('access-control-')))

t.test('permits what a preflight asks for, from any origin', async (t) => {
  const app = build(t)
  for (const from of [origin, 'http://localhost:3000', 'null']) {
    const answer = await app.inject({ method: 'OPTIONS', url: tokensPath, headers: { ...preflight, origin: from } })
    t.equal(answer.statusCode, 204)
    t.equal(answer.payload, '')
    t.strictSame(corsOf(answer.headers), {
      'access-control-allow-origin': from,
      'access-control-allow-credentials': 'true',
      'access-control-expose-headers': exposed,
      'access-control-allow-methods': 'POST',
      'access-control-allow-headers': 'authorization,content-type',
      'access-control-max-age': '600'
    })
    t.equal(answer.headers.vary, 'origin')
    t.match(answer.headers['x-fake-sfox'], /^\d+\.\d+\.\d+/)
  }
})

t.test('answers a preflight without headers, for a private network, or for an unknown path', async (t) => {
  const app = build(t)
  const ask = async (url: string, headers: Record<string, string>) => {
    const answer = await app.inject({
      method: 'OPTIONS', url, headers: { origin, 'access-control-request-method': 'PATCH', ...headers }
    })
    return [answer.statusCode, Object.keys(corsOf(answer.headers)).map((name) => name.replace('access-control-', ''))]
  }
  const usual = ['allow-origin', 'expose-headers', 'allow-credentials', 'allow-methods', 'max-age']
  t.strictSame(await ask(tokensPath, {}), [204, usual])
  t.strictSame(await ask('/v2/nope', {}), [204, usual])
  t.strictSame(await ask('//v1/enterprise/user-tokens/', {}), [204, usual])
  t.strictSame(await ask(tokensPath, { 'access-control-request-private-network': 'true' }),
    [204, [...usual, 'allow-private-network']])
})

t.test('applies no journal, faults, rate limits or credentials to a preflight', async (t) => {
  const sfox = await start(t, { rateLimit: 'on' })
  await sfox.faults.add({ status: 500, times: null })
  for (let count = 0; count < 300; count++) {
    const { status } = await fetch(sfox.url + tokensPath, { method: 'OPTIONS', headers: preflight })
    if (status !== 204) t.fail(`preflight ${count} was answered ${status}`)
  }
  t.strictSame(await sfox.requests.list(), [])
  t.equal((await sfox.faults.list())[0]?.hits, 0)
})

t.test('handles OPTIONS like any other method if it is not a preflight', async (t) => {
  const app = build(t)
  for (const headers of [{}, { origin }, { 'access-control-request-method': 'POST' }]) {
    const answer = await app.inject({ method: 'OPTIONS', url: tokensPath, headers })
    t.equal(answer.statusCode, 405)
    t.equal(answer.headers.allow, 'POST')
  }
})

t.test('handles a request with the headers of a preflight normally', async (t) => {
  const app = build(t)
  const headers = { ...preflight, authorization }
  const answer = await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers })
  t.equal(answer.statusCode, 201)
  t.equal(answer.headers['access-control-allow-methods'], undefined)
})

t.test('lets pages read all responses, refusals included', async (t) => {
  const app = build(t, { rateLimit: 'on' })
  await app.sfox.faults.add({ match: { user_id: 'faulty' }, status: 503, headers: { 'x-other': '1' } })
  const cases: Array<[number, object]> = [
    [201, mintList(['a'])],
    [503, mintList(['faulty'])],
    [200, mintList(['fake:garbage'])],
    [429, mintList(['fake:rate-limited'])],
    [400, mintList([])],
    [400, { path: '/v1/%zz', headers: { authorization } }],
    [401, { path: tokensPath }],
    [404, { path: '/v2/nope' }],
    [405, { path: tokensPath, method: 'GET' }],
    [406, mintList(['a'], { accept: 'text/html' })]
  ]
  for (const [status, { path, method = 'POST', headers = {}, body }] of cases as Array<[number, any]>) {
    const payload = body && { payload: body }
    const answer = await app.inject({ url: path, method, headers: { ...headers, origin }, ...payload })
    t.equal(answer.statusCode, status)
    t.strictSame(corsOf(answer.headers), {
      'access-control-allow-origin': origin, 'access-control-expose-headers': exposed, 'access-control-allow-credentials': 'true'
    }, `${status} ${path}`)
    t.equal(answer.headers.vary, 'origin')
    for (const name of Object.keys(answer.headers)) {
      t.ok(exposed.split(', ').includes(name) || readable.test(name), `${name} can be read`)
    }
  }
})

t.test('adds no header for clients other than pages', async (t) => {
  const app = build(t)
  const answer = await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers: { authorization } })
  t.strictSame(corsOf(answer.headers), {})
  t.equal(answer.headers.vary, undefined)
})

t.test('keeps the control side and the page closed', async (t) => {
  const sfox = await start(t)
  for (const path of ['/_fake/clock', '/_fake', '/_fake/health', '/_fake/page/page.js', '/']) {
    const asked = await fetch(sfox.url + path, { method: 'OPTIONS', headers: preflight })
    if (path !== '/') t.strictSame(corsOf(Object.fromEntries(asked.headers)), {}, path)
    const answer = await fetch(sfox.url + path, { headers: { authorization, origin } })
    t.strictSame(corsOf(Object.fromEntries(answer.headers)), {}, path)
  }
  t.equal((await control(sfox, 'GET', '/clock', undefined, { origin })).status, 403)
})
