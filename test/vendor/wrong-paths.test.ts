import t from 'tap'
import { wrongPaths, type WrongPath } from '../../src/resources/wrong-paths.ts'
import { endpoints } from '../../src/resources/index.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'
import type { AssumptionOverrides } from '../../src/vendor/assumptions.ts'
import { because, mintList, overBoth, overInject, type Transport } from '../helper.ts'

const requestTo = ({ method = 'GET', wrong }: WrongPath) => ({ method, path: wrong.replaceAll(/:\w+/g, 'x') })
const isBuilt = (path: string) => endpoints.some((endpoint) => endpoint.path === path)

overBoth(t, 'the refusal of a wrong path names the right one, without credentials', async (t, open) => {
  const sfox = await open(t)
  t.not(wrongPaths.length, 0)
  for (const row of wrongPaths) {
    const { method, path } = requestTo(row)
    const answer = await fetch(sfox.url + path, { method })
    const { error } = await answer.json() as { error: string }
    const reason = answer.headers.get('x-fake-sfox-reason')
    const isMethod = row.method !== undefined
    t.strictSame([answer.status, reason], isMethod ? [405, 'method-not-allowed'] : [404, 'unknown-endpoint'], path)
    t.ok(error.endsWith(row.right.every(isBuilt)
      ? ` Did you mean ${row.right.join(' or ')}?`
      : ` sFOX documents ${row.right.join(' or ')} instead, which fake-sfox does not emulate.`), error)
  }
})

t.test('each right path is an endpoint, and no wrong one is', async (t) => {
  const all = [...endpoints, ...notEmulated]
  for (const { method, wrong, right } of wrongPaths) {
    for (const path of right) t.ok(all.some((one) => one.path === path), path)
    t.notOk(all.some((one) => one.path === wrong && (method === undefined || one.method === method)), wrong)
  }
})

t.test('examples, with slashes, queries and other methods', async (t) => {
  const call = overInject(t)
  const refused = async (method: string, path: string) => because(await call({ method, path }))
  const balance = [404, 'unknown-endpoint', 'There is no endpoint at this path. Did you mean /v1/user/balance?']
  for (const path of ['/v1/balances', '/v1/balances/', '//v1/balances', '/v1/balances?x=1']) t.strictSame(await refused('GET', path), balance, path)
  t.strictSame(await refused('POST', '/v1/balances'), balance)
  t.strictSame(await refused('DELETE', '/v1/order/7'), [404, 'unknown-endpoint', 'There is no endpoint at this path. Did you mean /v1/orders/:id?'])
  t.strictSame(await refused('POST', '/v1/orders'),
    [405, 'method-not-allowed', 'This endpoint does not allow POST. Allowed: GET, HEAD, DELETE. Did you mean /v1/orders/:side?'])
  t.strictSame(await refused('PUT', '/v1/orders'), [405, 'method-not-allowed', 'This endpoint does not allow PUT. Allowed: GET, HEAD, DELETE.'])
  for (const path of ['/v1/balance', '/v1/order', '/v1/order/7/8', '/V1/balances']) {
    t.strictSame(await refused('GET', path), [404, 'unknown-endpoint', 'There is no endpoint at this path.'], path)
  }
  t.strictSame((await call({ method: 'GET', path: '/_fake/balances' })).json, { error: 'There is no endpoint at this path.' })
})

t.test('a stub of the right path is as good as an endpoint', async (t) => {
  const stubs = [{ method: 'GET', path: '/v1/account/transactions', credential: 'user' }] as const
  const call = overInject(t, { fixtures: { stubs: [...stubs] } })
  t.match(because(await call({ method: 'GET', path: '/v1/user/transactions' })), [404, 'unknown-endpoint', /Did you mean \/v1\/account\/transactions\?$/])
})

t.test('an assumption sets the text of Express, or a text without the right path', async (t) => {
  const textOf = async (call: Transport, method: string, path: string) => (await call({ method, path })).json
  const over = (assumptions: AssumptionOverrides) => overInject(t, { fixtures: { assumptions } })
  const express = over({ 'unknown-endpoint': { error: 'Cannot {method} {path}' } })
  t.strictSame(await textOf(express, 'GET', '/v1/balances/?x=1'), { error: 'Cannot GET /v1/balances' })
  const { token } = (await express(mintList(['a']))).json.data[0]
  const held = await express({ path: '/v1/orders/hold', headers: { authorization: `Bearer ${token}` }, body: '{}' })
  t.strictSame(held.json, { error: 'Cannot POST /v1/orders/hold' }, 'a parameter that has no such value')
  t.strictSame(await textOf(express, 'DELETE', '/v1/%7Bpath%7D'), { error: 'Cannot DELETE /v1/%7Bpath%7D' })
  t.strictSame(await textOf(over({ 'unknown-endpoint': { error: 'no' } }), 'GET', '/v1/balances'), { error: 'no' })
})
