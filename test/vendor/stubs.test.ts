import t from 'tap'
import { isSameEndpoint } from '../../src/resources/endpoint.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'
import type { Stub } from '../../src/vendor/stubs.ts'
import { because, client, mint, mintToken, optionMistake, overBoth, start } from '../helper.ts'
import { createFakeSfox } from '../../src/server/app.ts'

const rewards = { method: 'GET', path: '/v1/account/rewards', credential: 'user', body: [{ id: 1, action: 'Deposit' }] } as const

t.test('answers in place of an endpoint that is not emulated', async (t) => {
  const stubs = notEmulated.map(({ method, path }): Stub => ({ method, path, credential: 'none', body: `${method} ${path}` }))
  const { url } = await start(t, { fixtures: { stubs } })
  for (const { method, path } of notEmulated) {
    const answer = await fetch(url + path.replaceAll(/:\w+/g, 'x'), { method })
    t.strictSame([answer.status, await answer.json()], [200, `${method} ${path}`])
  }
  t.notOk(notEmulated.some((one) => isSameEndpoint(one, rewards)), 'the tests below use a path without a route')
})

overBoth(t, 'requires its credential, and responds with its status and body', async (t, open) => {
  const stubs: Stub[] = [
    rewards,
    { method: 'POST', path: '/v1/enterprise/things/:id', credential: 'enterprise', status: 201, body: { data: { ok: true } } },
    { method: 'DELETE', path: '/v1/things/:id', credential: 'none', status: 204 },
    { method: 'GET', path: '/v1/things/:id', credential: 'none', status: 422, body: null }
  ]
  const sfox = await open(t, { fixtures: { stubs } })
  const byToken = client(sfox, await mintToken(sfox.url, 'a'))
  const byKey = client(sfox)

  const answer = await byToken('GET', '/account/rewards')
  t.strictSame([answer.status, answer.text, answer.headers['content-type']],
    [200, '[{"id":1,"action":"Deposit"}]', 'application/json; charset=utf-8'])
  t.ok(answer.headers['x-fake-sfox'])
  t.match(because(await byKey('GET', '/account/rewards')), [403, 'wrong-credential-kind'])
  t.equal((await fetch(`${sfox.url}/v1/account/rewards`)).status, 401)
  const posted = await byKey('POST', '/enterprise/things/x%2Fy', { any: 'thing' })
  t.strictSame([posted.status, posted.json], [201, { data: { ok: true } }])
  t.match(because(await byToken('POST', '/enterprise/things/x')), [403, 'wrong-credential-kind'])
  t.match(because(await byKey('GET', '/enterprise/things/x')), [405, 'method-not-allowed'])
  const gone = await fetch(`${sfox.url}/v1/things/1`, { method: 'DELETE' })
  t.strictSame([gone.status, await gone.text()], [204, ''])
  const nothing = await fetch(`${sfox.url}/v1/things/1`)
  t.strictSame([nothing.status, await nothing.text()], [422, 'null'])

  await sfox.faults.add({ match: { path: '/v1/account/*' }, status: 503 })
  t.equal((await byToken('GET', '/account/rewards')).status, 503, 'faults apply')
  t.match(await sfox.requests.list({ path: '/v1/account/*', user_id: 'a' }), [{ status: 200 }, { status: 503 }])
})

t.test('sends the headers of a stub, and an empty body if there is none', async (t) => {
  const stub = { method: 'GET', credential: 'none' } as const
  const stubs: Stub[] = [
    { ...stub, path: '/v1/empty' },
    { ...stub, path: '/v1/none', status: 204 },
    { ...stub, path: '/v1/typed', headers: { 'Content-Type': 'image/png' } },
    { ...stub, path: '/v1/moved', status: 302, headers: { location: '/v1/x', 'X-Count': 3 } },
    { ...stub, path: '/v1/text', headers: { 'content-type': 'text/csv' }, body: 'a,b\n1,2' },
    { ...stub, path: '/v1/nothing', headers: { 'content-type': 'text/plain' }, body: '' },
    { ...stub, path: '/v1/problem', headers: { 'content-type': 'application/problem+json' }, body: 'a' },
    { ...stub, path: '/v1/lines', headers: { 'content-type': 'application/x-ndjson' }, body: { a: 1 } }
  ]
  const { url } = await start(t, { fixtures: { stubs } })
  const answers: Record<string, unknown[]> = {
    '/v1/empty': [200, null, ''],
    '/v1/none': [204, null, ''],
    '/v1/typed': [200, 'image/png', ''],
    '/v1/moved': [302, null, ''],
    '/v1/text': [200, 'text/csv', 'a,b\n1,2'],
    '/v1/nothing': [200, 'text/plain', ''],
    '/v1/problem': [200, 'application/problem+json; charset=utf-8', '"a"'],
    '/v1/lines': [200, 'application/x-ndjson; charset=utf-8', '{"a":1}']
  }
  for (const [path, [status, type, text]] of Object.entries(answers)) {
    const answer = await fetch(url + path, { redirect: 'manual' })
    t.strictSame([answer.status, answer.headers.get('content-type'), await answer.text()], [status, type, text], path)
    const head = await fetch(url + path, { method: 'HEAD', redirect: 'manual' })
    t.strictSame([head.status, head.headers.get('content-type'), await head.text()], [status, type, ''], `HEAD ${path}`)
  }
  const moved = await fetch(`${url}/v1/moved`, { redirect: 'manual' })
  t.strictSame([moved.headers.get('location'), moved.headers.get('x-count'), moved.headers.get('content-length')], ['/v1/x', '3', '0'])
  t.ok(moved.headers.get('x-fake-sfox'))

  const { paths } = await (await fetch(`${url}/_fake/openapi.json`)).json() as any
  t.notOk(paths['/v1/empty'].get.responses[200].content, 'no body')
  t.strictSame(Object.keys(paths['/v1/text'].get.responses[200].content), ['text/csv'])
})

t.test('refuses a stub that another route would hide', async (t) => {
  const mistake = (stubs: unknown[]) => optionMistake(t, () => createFakeSfox({ fixtures: { stubs } as object }))
  const { method, path, credential } = rewards
  const stub = { method, path, credential }
  t.match(mistake([{ ...stub, path: '/v1/orders/:x' }]), 'fixtures: /stubs/0/path is an endpoint that fake-sfox emulates; use a fault to change its responses')
  t.match(mistake([stub, { ...stub, path: '/v1/a/:b' }, { ...stub, path: '/v1/a/:c' }]), 'fixtures: /stubs/2/path repeats the endpoint GET /v1/a/:c; remove one of the stubs')
  t.match(mistake([{ ...stub, credential: 'any' }]), 'fixtures: /stubs/0/credential must be one of enterprise, user, none')
  t.match(mistake([{ ...stub, method: 'get' }]), 'fixtures: /stubs/0/method must be one of GET, POST')
  t.match(mistake([{ ...stub, status: 99 }]), 'fixtures: /stubs/0/status must be a status from 200 to 599')
  for (const status of [204, 205, 304]) {
    t.equal(mistake([{ ...stub, status, body: null }]),
      `fixtures: /stubs/0/body must be left out: a response with status ${status} has no body`)
  }
  t.match(mistake([{ ...stub, headers: { 'content-length': 1 } }]), 'fixtures: /stubs/0/headers/content-length is not the name of a header that can be set; connection,')
  t.match(mistake([{ ...stub, headers: { 'x-a': 'a\nb' } }]), 'fixtures: /stubs/0/headers/x-a must be a number, or a string')
  for (const bad of ['/', 'v1/a', '/_fake', '/_fake/x', '//v1/a', '/v1/a/', '/v1/a?b=1', '/v1/a(b)', '/v1/*', '/v1/%41', '/v1/:']) {
    t.match(mistake([{ ...stub, path: bad }]), 'fixtures: /stubs/0/path must be a path outside /_fake, for example /v1/things', bad)
  }
})

t.test('serves every form of path that is accepted', async (t) => {
  const paths = ['/_fakes', '/v1/:a/:a', '/v1/a-b_c.d~e', '/x', '/v1/orders/5', '/v1/:x/balance']
  const stubs = paths.map((path): Stub => ({ method: 'GET', path, credential: 'none', body: path }))
  const sfox = await start(t, { fixtures: { stubs } })
  for (const path of ['/_fakes', '/v1/1/2', '/v1/a-b_c.d~e', '/x', '/v1/orders/5', '/v1/y/balance']) {
    t.equal((await fetch(sfox.url + path)).status, 200, path)
  }
  t.equal((await mint(sfox.url, 'a')).status, 201)
})
