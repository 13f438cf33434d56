/** Test what a body may be made of, as bytes: UTF-8, codings, forms, depth. */
import t from 'tap'
import { controlRoutes } from '../../src/control/routes.ts'
import { endpoints } from '../../src/resources/index.ts'
import { optionMistake, authorization, build, client, control, key, mintToken, sendRaw, start, tokensPath } from '../helper.ts'

const form = 'Content-Type: application/x-www-form-urlencoded'

/** Send a body as bytes, in latin1, and return the status, the reason and the body. */
async function post (url: string, body: string, { path = tokensPath, method = 'POST', headers = [] as string[], credential = authorization } = {}) {
  const answer = await sendRaw(url, Buffer.from([
    `${method} ${path} HTTP/1.1`, 'Host: fake', 'Connection: close', `Authorization: ${credential}`, `Content-Length: ${body.length}`, ...headers, '', body
  ].join('\r\n'), 'latin1'))
  const [head = '', text = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.slice(9, 12)), reason: /x-fake-sfox-reason: (\S+)/.exec(head)?.[1], json: text === '' ? undefined : JSON.parse(text) }
}

const malformed = (problem: string) =>
  ({ status: 400, reason: 'malformed-json', json: { error: `The request body must be JSON: ${problem}.` } })

t.test('refuses bytes that are not UTF-8, on both sides, and makes no user of them', async (t) => {
  const sfox = await start(t)
  for (const bytes of ['jos\xe9', 'jos\xe8', '\xff\xfe', '\xc0\x80', '\xed\xa0\x80', '\xf5\x80\x80\x80', 'a\xc3']) {
    for (const headers of [[], [form], ['Content-Type: application/json; charset=iso-8859-1']]) {
      t.strictSame(await post(sfox.url, `{"data":["${bytes}"]}`, { headers }), malformed('it is not UTF-8'))
    }
    t.strictSame(await post(sfox.url, `data[]=${bytes}`, { headers: [form] }), malformed('it is not UTF-8'))
    t.strictSame(await post(sfox.url, `{"status":"${bytes}"}`, { path: '/_fake/users/a', method: 'PUT' }), malformed('it is not UTF-8'))
  }
  t.strictSame(await post(sfox.url, '\xff\xfe{\0}\0'), malformed('it is not UTF-8'), 'UTF-16')
  t.strictSame(await sfox.users.list(), [])
  const { status, json } = await post(sfox.url, '{"data":["jos\xc3\xa9","jos\xc3\xa8","\\ud800","\xef\xbf\xbd"]}')
  t.equal(status, 201)
  t.equal(json.data.length, 4)
  t.equal((await sfox.users.list()).length, 4)
})

t.test('refuses raw bytes and escapes that are not UTF-8 in path and query, on both sides', async (t) => {
  const { url } = await start(t)
  for (const path of [`${tokensPath}/jos%e9`, '/v1/enterprise/users?accountRole=%e9', '/_fake/users/jos%e9', '/_fake/requests?user_id=jos%e9']) {
    t.match(await post(url, '', { path, method: path.includes('tokens') ? 'POST' : 'GET' }), { status: 400, reason: 'malformed-url' }, path)
  }
  for (const path of [`${tokensPath}/jos\xe9`, `${tokensPath}/jos\xc3\xa9`, '/v1/x?jos\xe9', '/_fake/users/jos\xe9']) {
    t.match(await post(url, '', { path }), { status: 400, reason: 'malformed-request' }, 'Node\'s parser refuses both')
  }
})

t.test('accepts a byte order mark before JSON, whatever the content type', async (t) => {
  const { url } = await start(t)
  for (const headers of [[], [form], ['Content-Type: text/plain']]) {
    t.equal((await post(url, '\xef\xbb\xbf{"data":["a"]}', { headers })).status, 201)
  }
  t.equal((await post(url, '\xef\xbb\xbf{"frozen":true}', { path: '/_fake/clock', method: 'PUT' })).status, 200)
})

t.test('refuses content codings, whatever the body is, on both sides', async (t) => {
  const { url } = await start(t)
  const { gzipSync } = await import('node:zlib')
  const list = '{"data":["a"]}'
  for (const body of [list, gzipSync(list).toString('latin1'), 'data[]=a']) {
    for (const coding of ['gzip', 'GZIP', 'br', 'identity, deflate']) {
      for (const request of [{}, { path: `${tokensPath}/a` }, { path: '/_fake/users/a', method: 'PUT' }]) {
        const { status, reason } = await post(url, body, { ...request, headers: [`Content-Encoding: ${coding}`, form] })
        t.strictSame([status, reason], [415, 'unsupported-encoding'], coding)
      }
    }
  }
  for (const coding of ['identity', 'Identity', '', ' ', 'identity, identity']) {
    t.equal((await post(url, list, { headers: [`Content-Encoding: ${coding}`] })).status, 201, coding)
  }
  t.equal((await post(url, '', { path: `${tokensPath}/a`, headers: ['Content-Encoding: gzip'] })).status, 201, 'no body, no coding')
  const chunked = (coding: string) => [
    `POST ${tokensPath} HTTP/1.1`, 'Host: fake', 'Connection: close', `Authorization: ${authorization}`, `Transfer-Encoding: ${coding}`, '',
    'e', list, '0', '', ''
  ].join('\r\n')
  t.match(await sendRaw(url, chunked('gzip, chunked')), /^HTTP\/1\.1 415 [^]*coding \\"gzip, chunked\\"/)
  t.match(await sendRaw(url, chunked('Chunked')), /^HTTP\/1\.1 201 /)
})

t.test('reads a form where the content type says so and the text is not JSON', async (t) => {
  const { url } = await start(t)
  const ids = async (body: string, headers = [form]) => {
    const { status, reason, json } = await post(url, body, { headers })
    if (status !== 201) return [status, reason]
    return json.data.map(({ partner_user_id: id }: { partner_user_id: string }) => id)
  }
  t.strictSame(await ids('data[]=a&data[]=b'), ['a', 'b'], 'axios, jQuery')
  t.strictSame(await ids('data%5B%5D=a'), ['a'], 'axios')
  t.strictSame(await ids('data[0]=a&data[1]=b'), ['a', 'b'], 'qs')
  t.strictSame(await ids('data=a&data=b'), ['a', 'b'], 'requests')
  t.strictSame(await ids('data=a'), ['a'], 'requests, one id')
  t.strictSame(await ids('data=client+1%40x'), ['client 1@x'])
  for (const label of ['application/X-WWW-Form-Urlencoded; charset=utf-8', ' application/x-www-form-urlencoded;']) {
    t.strictSame(await ids('data=a', [`content-type:${label}`]), ['a'], label)
  }
  t.strictSame(await ids('{"data":["a"]}'), ['a'], 'JSON stays JSON')
  t.strictSame(await ids(''), [400, 'malformed-json'], 'an empty form is an empty body')
  t.strictSame(await ids('other=a'), [400, 'invalid-body'])
  t.strictSame(await ids('{"data":["a"'), [400, 'malformed-json'])
  for (const headers of [[], ['Content-Type: text/plain'], ['Content-Type: application/x-www-form-urlencodedx'], ['X: y', 'Content-Type: multipart/form-data; boundary=x']]) {
    t.strictSame(await ids('data[]=a', headers), [400, 'malformed-json'], headers.join())
  }
  const { status } = await post(url, 'frozen=true', { path: '/_fake/clock', method: 'PUT', headers: [form] })
  t.equal(status, 400, 'not on /_fake')
})

t.test('reads no form if an assumption says so', async (t) => {
  const { url } = await start(t, { fixtures: { assumptions: { 'form-bodies': 'refuse' } } })
  t.strictSame(await post(url, 'data[]=a', { headers: [form] }), malformed('it is malformed'))
  t.equal((await post(url, '{"data":["a"]}', { headers: [form] })).status, 201)
})

t.test('gives every endpoint with a body a form, without a defect', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  const withBody = endpoints.filter(({ body }) => body !== undefined)
  t.ok(withBody.length > 8)
  for (const { method, path, credential } of withBody) {
    const answer = await post(sfox.url, 'a=1&a=2&data=x&quantity=1&price=&toString=1', {
      method, path: path.replace(':side', 'buy').replace(/:\w+/, 'b'), headers: [form], credential: `Bearer ${credential === 'user' ? token : key}`
    })
    t.ok(answer.status < 500 && answer.reason !== 'malformed-json', `${method} ${path} ${answer.status} ${answer.reason}`)
  }
})

t.test('refuses deep JSON at every route of both sides, and is unharmed by other extremes', async (t) => {
  const sfox = await start(t)
  const token = await mintToken(sfox.url, 'a')
  const deep = (name: string) => `{"${name}":${'['.repeat(5000)}${']'.repeat(5000)}}`
  const names = ['currency_pair', 'data', 'user_id', 'price', 'match', 'balances', 'x']
  const extremes = [
    '{"currency_pair":1e400,"quantity":1e400,"price":-1e400,"algorithm_id":1e400,"amount":1e400,"delay":1e400,"status":1e400}',
    `{"${'k'.repeat(100_000)}":1}`, '{"data":["a"],"data":["b"],"price":1,"price":{}}', '{"client_order_id":"\\ud800","user_id":"\\udfff","data":["\\ud800"]}',
    `{"constructor":${'{"prototype":'.repeat(90)}1${'}'.repeat(90)}}`, `[${'9'.repeat(10_000)}]`, `{"price":"${'9'.repeat(10_000)}"}`
  ]
  const vendor = endpoints.filter(({ method }) => method !== 'GET').map(({ method, path, credential }) => {
    const call = client(sfox, credential === 'user' ? token : key)
    const at = path.slice(3).replace(':side', 'buy').replace(/:\w+/, 'b')
    return [`${method} ${path}`, async (body: string) => await call(method, at, body)] as const
  })
  const ours = controlRoutes.filter(({ method, open }) => method !== 'GET' && !open).map(({ method, path }) => {
    const at = path.slice('/_fake'.length).replace(/:\w+/, 'b')
    return [`${method} ${path}`, async (body: string) => await control(sfox, method, at, body)] as const
  })
  for (const [name, call] of [...vendor, ...ours]) {
    for (const one of names) {
      const { status, headers, json } = await call(deep(one))
      t.strictSame([status, headers['x-fake-sfox-reason'], json], [400, 'malformed-json', malformed('it has more than 100 levels').json], name)
    }
    for (const body of extremes) {
      const { status } = await call(body)
      t.ok(status < 500, `${name} ${status} ${body.slice(0, 60)}`)
    }
  }
})

t.test('refuses deep and cyclic fixtures with one line', async (t) => {
  const deep = JSON.parse(`{"stubs":[{"method":"GET","path":"/v1/x","credential":"none","body":${'['.repeat(5000)}${']'.repeat(5000)}}]}`)
  const cyclic: Record<string, unknown> = { method: 'GET', path: '/v1/x', credential: 'none' }
  cyclic.body = { cyclic }
  for (const fixtures of [deep, { stubs: [cyclic] }]) {
    t.equal(optionMistake(t, () => build(t, { fixtures })), 'fixtures: it has more than 100 levels of arrays and objects')
  }
  const file = `${t.testdir({ 'f.json': JSON.stringify({ users: [] }).replace('[]', '['.repeat(5000) + ']'.repeat(5000)) })}/f.json`
  t.equal(optionMistake(t, () => build(t, { fixtures: file })), `${file}: it has more than 100 levels of arrays and objects`)
})
