import t from 'tap'
import type { Stub } from '../../src/schemas/stubs.ts'
import { because, client, mint, mintToken, optionMistake, overBoth, start } from '../helper.ts'
import { createFakeSfox } from '../../src/app.ts'

const transactions = { method: 'GET', path: '/v1/account/transactions', credential: 'user', body: [{ id: 1, action: 'Deposit' }] } as const

overBoth(t, 'a stub answers in the place of what is not emulated, with its credential', async (t, open) => {
  const stubs: Stub[] = [
    transactions,
    { method: 'POST', path: '/v1/enterprise/things/:id', credential: 'enterprise', status: 201, body: { data: { ok: true } } },
    { method: 'DELETE', path: '/v1/things/:id', credential: 'none', status: 204 },
    { method: 'GET', path: '/v1/things/:id', credential: 'none', status: 422, body: null }
  ]
  const sfox = await open(t, { fixtures: { stubs } })
  const byToken = client(sfox, await mintToken(sfox.url, 'a'))
  const byKey = client(sfox)

  const answer = await byToken('GET', '/account/transactions')
  t.strictSame([answer.status, answer.text, answer.headers['content-type']],
    [200, '[{"id":1,"action":"Deposit"}]', 'application/json; charset=utf-8'])
  t.ok(answer.headers['x-fake-sfox'])
  t.match(because(await byKey('GET', '/account/transactions')), [403, 'wrong-credential-kind'])
  t.equal((await fetch(`${sfox.url}/v1/account/transactions`)).status, 401)
  const posted = await byKey('POST', '/enterprise/things/x%2Fy', { any: 'thing' })
  t.strictSame([posted.status, posted.json], [201, { data: { ok: true } }])
  t.match(because(await byToken('POST', '/enterprise/things/x')), [403, 'wrong-credential-kind'])
  t.match(because(await byKey('GET', '/enterprise/things/x')), [405, 'method-not-allowed'])
  const gone = await fetch(`${sfox.url}/v1/things/1`, { method: 'DELETE' })
  t.strictSame([gone.status, await gone.text()], [204, ''])
  const nothing = await fetch(`${sfox.url}/v1/things/1`)
  t.strictSame([nothing.status, await nothing.text()], [422, 'null'])

  await sfox.faults.add({ match: { path: '/v1/account/*' }, status: 503 })
  t.equal((await byToken('GET', '/account/transactions')).status, 503, 'faults apply')
  t.match(await sfox.requests.list({ path: '/v1/account/*', user_id: 'a' }), [{ status: 200 }, { status: 503 }])
})

t.test('a stub that could never answer stops the start', async (t) => {
  const mistake = (stubs: unknown[]) => optionMistake(t, () => createFakeSfox({ fixtures: { stubs } as object }))
  const { method, path, credential } = transactions
  const stub = { method, path, credential }
  t.match(mistake([{ ...stub, path: '/v1/orders/:x' }]), 'fixtures: /stubs/0/path names an endpoint that fake-sfox emulates')
  t.match(mistake([stub, { ...stub, path: '/v1/a/:b' }, { ...stub, path: '/v1/a/:c' }]), 'fixtures: /stubs/2/path repeats the endpoint GET /v1/a/:c')
  t.match(mistake([{ ...stub, credential: 'any' }]), 'fixtures: /stubs/0/credential must be one of enterprise, user, none')
  t.match(mistake([{ ...stub, method: 'get' }]), 'fixtures: /stubs/0/method must be one of GET, POST')
  t.match(mistake([{ ...stub, status: 99 }]), 'fixtures: /stubs/0/status must be a status from 200 to 599')
  for (const bad of ['/', 'v1/a', '/_fake', '/_fake/x', '//v1/a', '/v1/a/', '/v1/a?b=1', '/v1/a(b)', '/v1/*', '/v1/%41', '/v1/:']) {
    t.match(mistake([{ ...stub, path: bad }]), 'fixtures: /stubs/0/path must be a path such as', bad)
  }
})

t.test('paths of any form that is let through work', async (t) => {
  const paths = ['/_fakes', '/v1/:a/:a', '/v1/a-b_c.d~e', '/x', '/v1/orders/5', '/v1/:x/balance']
  const stubs = paths.map((path): Stub => ({ method: 'GET', path, credential: 'none', body: path }))
  const sfox = await start(t, { fixtures: { stubs } })
  for (const path of ['/_fakes', '/v1/1/2', '/v1/a-b_c.d~e', '/x', '/v1/orders/5', '/v1/y/balance']) {
    t.equal((await fetch(sfox.url + path)).status, 200, path)
  }
  t.equal((await mint(sfox.url, 'a')).status, 201)
})
