/** Test that no input pollutes a prototype, and that nothing is found by inheritance from one. */
import t, { type Test } from 'tap'
import { join } from 'node:path'
import { createFakeSfox } from '../../src/server/app.ts'
import { endpoints } from '../../src/resources/index.ts'
import type { FakeSfoxOptions } from '../../src/options/table.ts'
import { build, client, control, key, mint, mintToken, optionMistake, start } from '../helper.ts'

const inherited = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__']

/** Take a snapshot of the prototypes. A prototype that differs from it is polluted. */
const prototypes = [Object, Array, Function, String, Number, Map, Promise, Error]
  .map(({ prototype }) => [prototype, Object.getOwnPropertyDescriptors(prototype)] as const)

function stayClean (t: Test, what: string) {
  for (const [prototype, before] of prototypes) {
    if (Object.keys(Object.getOwnPropertyDescriptors(prototype)).join() !== Object.keys(before).join()) t.fail(`${what} has polluted`)
  }
  t.notOk('polluted' in {}, what)
}

/** Bodies that pollute a prototype if they are merged, copied or looked up carelessly. */
const polluting = [
  '{"__proto__":{"polluted":1}}', '{"constructor":{"prototype":{"polluted":1}}}', '{"\\u005f_proto__":{"polluted":1}}',
  '[{"__proto__":{"polluted":1}}]', '{"data":[{"__proto__":{"polluted":1}}]}', '{"data":{"__proto__":["a"]}}',
  '{"data":["__proto__","constructor"],"constructor":{"prototype":{"polluted":1}}}',
  '{"match":{"__proto__":{"polluted":1}},"status":500}', '{"status":500,"headers":{"__proto__":{"polluted":1}}}',
  '{"status":500,"headers":{"constructor":{"prototype":{"polluted":1}}}}', '{"balances":{"constructor":1}}',
  '{"balances":{"__proto__":{"polluted":1}}}', '{"bank":{"verified":true,"__proto__":{"polluted":1}}}',
  '{"individual":{"__proto__":{"polluted":1}}}', '{"__proto__":null}', '{"a":{"__proto__":1,"constructor":{"prototype":1}}}'
]

t.test('lets no body pollute a prototype, at any route', async (t) => {
  const sfox = await start(t)
  const { json: { paths } } = await control(sfox, 'GET', '/openapi.json')
  const controlCalls = Object.entries(paths as Record<string, object>)
    .filter(([path]) => path.startsWith('/_fake'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) =>
      [method.toUpperCase(), path.slice('/_fake'.length).replace('{user_id}', 'a').replace('{id}', '1')] as const))
    .filter(([method]) => method !== 'GET')
  const vendorCalls = endpoints.filter(({ method }) => method !== 'GET')
  t.ok(controlCalls.length > 8 && vendorCalls.length > 8)
  const token = await mintToken(sfox.url, 'a')
  for (const body of polluting) {
    for (const [method, path] of controlCalls) {
      const { status } = await control(sfox, method, path, body)
      t.ok(status < 500, `${method} ${path} ${body}`)
      if (body.includes('_proto__":')) t.equal(status, 400, `${method} ${path} ${body}`)
    }
    for (const { method, path, credential } of vendorCalls) {
      const call = client(sfox, credential === 'user' ? token : key)
      const { status } = await call(method, path.slice(3).replace(':side', 'buy').replace(/:\w+/, 'b'), body)
      t.ok(status < 500, `${method} ${path} ${body}`)
    }
    stayClean(t, body)
  }
  await sfox.faults.clear()
  t.equal((await mint(sfox.url, ['a', '__proto__'])).status, 201, 'and it serves on')
})

t.test('lets no query, path, world or fixture pollute a prototype', async (t) => {
  const fixtures = '{"users":[{"user_id":"__proto__","balances":{"constructor":1}}],"stubs":[' +
    '{"method":"GET","path":"/v1/__proto__","credential":"none","body":{"__proto__":{"polluted":1}}}]}'
  const file = join(t.testdir({ 'fixtures.json': fixtures }), 'fixtures.json')
  const sfox = await start(t, { fixtures: file })
  for (const name of inherited) {
    for (const query of [`${name}=1`, `${name}[polluted]=1`, `${name}.polluted=1`, `user_id=${name}`, `reason=${name}`, `method=${name}`]) {
      t.ok((await control(sfox, 'GET', `/requests?${query}`)).status < 500, query)
      t.ok((await client(sfox)('GET', `/enterprise/users?${query}`)).status < 500, query)
    }
    const world = sfox.world(name)
    await world.clock.set('2030-01-01T00:00:00Z', { frozen: true })
    t.strictSame([(await world.users.list()).length, (await world.faults.list()).length], [1, 0])
    t.equal((await mint(sfox.url, name, world.key)).status, 201)
  }
  t.ok(await sfox.clock.now() < new Date('2030-01-01'), 'a world of such a name is one like any other')
  const stub = await client(sfox)('GET', '/__proto__')
  t.equal(stub.text, '{"__proto__":{"polluted":1}}', 'a stub is sent as it was written')
  stayClean(t, 'a query, path or world')

  const bad: Array<[string, string]> = [
    ['{"__proto__":{"users":[]}}', '/__proto__'], ['{"assumptions":{"__proto__":{"polluted":1}}}', '/assumptions/__proto__'],
    ['{"users":[{"user_id":"a","__proto__":{"status":"PENDING"}}]}', '/users/0/__proto__'],
    ['{"users":[{"user_id":"a","balances":{"__proto__":1}}]}', '/users/0/balances'],
    ['{"faults":[{"status":500,"match":{"__proto__":{}}}]}', '/faults/0/match'],
    ['{"assumptions":{"constructor":{}}}', '/assumptions/constructor']
  ]
  for (const [text, pointer] of bad) {
    t.match(optionMistake(t, () => build(t, { fixtures: JSON.parse(text) })), `fixtures: ${pointer}`, text)
  }
  const options = JSON.parse('{"__proto__":{"key":"polluted"},"logger":false}') as FakeSfoxOptions
  t.match(optionMistake(t, () => createFakeSfox(options)), '__proto__')
  stayClean(t, 'a fixture or an option')
})

t.test('finds no user, order, fault, magic id, page or endpoint by inheritance', async (t) => {
  const sfox = await start(t, { users: 'registered' })
  await sfox.users.put({ user_id: 'a' })
  const call = client(sfox, await mintToken(sfox.url, 'a'))
  for (const name of inherited) {
    t.equal((await mint(sfox.url, [name])).status, 404, name)
    t.equal((await control(sfox, 'GET', `/users/${name}`)).status, 404)
    t.equal((await control(sfox, 'DELETE', `/faults/${name}`)).status, 404)
    t.equal((await control(sfox, 'POST', `/orders/${name}/fill`)).status, 404)
    t.equal((await control(sfox, 'POST', `/deposits/${name}/settle`)).status, 404)
    t.equal((await control(sfox, 'GET', `/${name}`)).status, 404)
    t.equal((await control(sfox, 'GET', `/page/${name}.js`)).status, 404)
    t.equal((await call('GET', `/orders/${name}`)).status, 404)
    t.equal((await call('DELETE', `/orders?ids=${name}`)).status, 400)
    t.equal((await client(sfox)('GET', `/${name}`)).status, 404)
    t.equal((await mint(sfox.url, `fake:${name}`)).headers['x-fake-sfox-reason'], 'unknown-magic-id')
    await sfox.users.put({ user_id: name, first_name: name })
    t.match(await sfox.users.get(name), { user_id: name, first_name: name })
    t.equal((await mint(sfox.url, [name])).status, 201)
  }
})

t.test('accepts any name that HTTP allows for a header of a fault, as a header only', async (t) => {
  const sfox = await start(t)
  for (const name of inherited.filter((name) => name !== '__proto__')) {
    await sfox.faults.add({ status: 500, headers: { [name]: 'x' } })
    t.equal((await mint(sfox.url, 'a')).headers[name.toLowerCase()], 'x', name)
  }
  const fromFixtures = await start(t, { fixtures: JSON.parse('{"faults":[{"status":500,"headers":{"__proto__":"x"}}]}') })
  t.equal((await mint(fromFixtures.url, 'a')).status, 500)
  stayClean(t, 'a header')
})
