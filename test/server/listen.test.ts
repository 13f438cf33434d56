import t from 'tap'
import { readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import fastify, { type FastifyInstance } from 'fastify'
import { createFakeSfox, startFakeSfox, withFakeSfox, type FakeSfox, type FakeSfoxOptions } from '../../src/index.ts'
import { version } from '../../src/package.ts'
import { removePortFiles } from '../../src/server/port-file.ts'
import { authorization, build, start, tokensPath } from '../helper.ts'

async function mint (sfox: FakeSfox, credential = sfox.key) {
  return await fetch(`${sfox.url}${tokensPath}/user-1`, { method: 'POST', headers: { authorization: `Bearer ${credential}` } })
}

t.test('a handle has what an application under test needs', async (t) => {
  const sfox = await start(t, { key: 'KEY' })
  t.match(sfox.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  t.equal(sfox.key, 'KEY')
  t.equal(sfox.version, version)
  t.match(sfox.instance, /^[0-9a-f-]{36}$/)
  t.strictSame(sfox.env(), { SFOX_BASE_URL: sfox.url, SFOX_ENTERPRISE_API_KEY: 'KEY' })
  t.equal(sfox.world('w-1').key, 'KEY~w-1')
  t.throws(() => sfox.world('a b'), RangeError)
  t.throws(() => sfox.world(''), RangeError)
  t.throws(() => sfox.world(undefined as unknown as string), RangeError)
  t.equal((await mint(sfox)).status, 201)
  t.equal((await mint(sfox, sfox.world('w-1').key)).status, 201)
  t.equal((await mint(sfox, 'wrong')).status, 401)
})

t.test('frees its port, however it is closed', async (t) => {
  const closed = async ({ url }: FakeSfox) => await t.rejects(fetch(url), { cause: { code: 'ECONNREFUSED' } })

  const byHand = await startFakeSfox()
  await Promise.all([byHand.close(), byHand.close()])
  await byHand.close()
  await closed(byHand)

  const disposed = await startFakeSfox()
  await disposed[Symbol.asyncDispose]()
  await closed(disposed)

  let used: FakeSfox | undefined
  t.equal(await withFakeSfox({}, async (sfox) => { used = sfox; return (await mint(sfox)).status }), 201)
  await closed(used as FakeSfox)

  await t.rejects(withFakeSfox({}, (sfox) => { used = sfox; throw new Error('mine') }), { message: 'mine' })
  await closed(used as FakeSfox)
})

t.test('rejects or throws an OptionError for an unknown option or a bad value', async (t) => {
  const bad = { prot: 1 } as FakeSfoxOptions
  const code = 'FAKE_SFOX_BAD_OPTION'
  await t.rejects(startFakeSfox(bad), { name: 'OptionError', code })
  await t.rejects(startFakeSfox({ fixtures: { users: [{}] } } as FakeSfoxOptions), { code })
  await t.rejects(withFakeSfox(bad, () => t.fail('used')), { code })
  t.throws(() => createFakeSfox(bad), { code })
  t.throws(() => createFakeSfox({ fixtures: '/no/such/file.json' }), { code })
})

t.test('rejects with Node\'s error if the port is in use', async (t) => {
  const { url } = await start(t)
  await t.rejects(startFakeSfox({ port: Number(new URL(url).port) }), { code: 'EADDRINUSE' })
})

t.test('writes an IPv6 address in brackets, a host name as it is', async (t) => {
  t.match((await start(t, { host: '::1' })).url, /^http:\/\/\[::1\]:\d+$/)
  const named = await start(t, { host: 'localhost' })
  t.match(named.url, /^http:\/\/localhost:\d+$/)
  t.equal((await mint(named)).status, 201)
})

t.test('writes the port file when ready, and removes it on shutdown', async (t) => {
  const dir = t.testdir()
  const portFile = join(dir, 'port')
  const sfox = await start(t, { portFile })
  t.equal(readFileSync(portFile, 'utf8'), `${new URL(sfox.url).port}\n`)
  t.strictSame(readdirSync(dir), ['port'], 'and no other file')

  await t.rejects(startFakeSfox({ portFile, port: Number(new URL(sfox.url).port) }), { code: 'EADDRINUSE' })
  t.equal(readFileSync(portFile, 'utf8'), `${new URL(sfox.url).port}\n`, 'a start that failed leaves it alone')

  const second = await start(t, { portFile })
  await sfox.close()
  t.equal(readFileSync(portFile, 'utf8'), `${new URL(second.url).port}\n`, 'the first leaves the second one\'s alone')
  await second.close()
  t.strictSame(readdirSync(dir), [])
})

t.test('a process that exits without closing can remove its port files', async (t) => {
  const dir = t.testdir()
  await Promise.all(['one', 'other'].map(async (name) => await start(t, { portFile: join(dir, name) })))
  t.strictSame(readdirSync(dir), ['one', 'other'])
  removePortFiles()
  t.strictSame(readdirSync(dir), [])
})

t.test('closes if the port file is gone already', async (t) => {
  const portFile = join(t.testdir(), 'port')
  const sfox = await start(t, { portFile })
  rmSync(portFile)
  await t.resolves(sfox.close())
})

t.test('rejects if the port file cannot be written, and frees the port', async (t) => {
  const free = await startFakeSfox()
  await free.close()
  const port = Number(new URL(free.url).port)
  const portFile = join(t.testdir(), 'no', 'dir')
  const message = `port file ${portFile} cannot be written (ENOENT)`
  await t.rejects(startFakeSfox({ port, portFile }), { code: 'ENOENT', message })
  await t.rejects(startFakeSfox({ port, portFile: t.testdir() }), { code: 'EISDIR' })
  await t.rejects(fetch(free.url), { cause: { code: 'ECONNREFUSED' } })
})

t.test('createFakeSfox() does not listen, has a world, and accepts more routes', async (t) => {
  const app = createFakeSfox({ key: 'KEY' })
  t.teardown(async () => await app.close())
  app.get('/mine', () => 'mine')
  t.equal(app.sfox.key, 'KEY')
  t.equal((await app.inject('/mine')).payload, 'mine')
  t.equal(app.server.listening, false)
  const answer = await app.inject({ method: 'POST', url: `${tokensPath}/a`, headers: { authorization: 'Bearer KEY' } })
  t.equal(answer.statusCode, 201)
})

t.test('an addition that collides with the application throws', async (t) => {
  const app = createFakeSfox()
  app.setNotFoundHandler(() => 'mine')
  await t.rejects(async () => await app.ready(), { message: /Not found handler already set/ })
  const other = createFakeSfox()
  other.decorateRequest('principal')
  await t.rejects(async () => await other.ready(), { message: /'principal' has already been added/ })
})

t.test('an addition that fails while the application loads rejects, and throws nothing elsewhere', async (t) => {
  const additions: Record<string, (app: FastifyInstance) => void> = {
    'an endpoint': (app) => app.post(tokensPath, () => 'mine'),
    'an endpoint with parameters': (app) => app.get('/v1/orders/:id', () => 'mine'),
    'a control route': (app) => app.get('/_fake/clock', () => 'mine'),
    'an open control route': (app) => app.get('/_fake/health', () => 'mine'),
    'the page': (app) => app.get('/', () => 'mine'),
    'a stub': (app) => app.get('/v1/stubbed', () => 'mine'),
    'a plugin': (app) => app.register(async () => { throw new Error('already declared in mine') }),
    'a hook of routes': (app) => app.addHook('onRoute', () => { throw new Error('already declared in mine') })
  }
  const stubs = [{ method: 'GET', path: '/v1/stubbed', credential: 'none' }] as const
  for (const [name, add] of Object.entries(additions)) {
    const app = build(t, { fixtures: { stubs: [...stubs] } })
    add(app)
    const message = /already declared/
    await t.rejects(async () => await app.ready(), { message }, name)
    await t.rejects(async () => await app.inject('/_fake/health'), { message }, name)
    await t.rejects(app.listen({ port: 0 }), { message }, name)
    await t.resolves(app.sfox.reset(), 'the world works all the same')
  }
  const unused = build(t)
  unused.get('/', () => 'mine')
  await t.resolves(unused.close(), 'nobody has asked for it')
})

t.test('an error handler, hooks and parsers of the user change nothing for the fake', async (t) => {
  const app = build(t)
  app.setErrorHandler((error, _request, reply) => { reply.code(418).send((error as Error).message) })
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, _text, parsed) => parsed(new Error('mine')))
  app.addHook('onSend', async (_request, reply, payload) => { reply.header('x-mine', '1'); return payload })
  app.get('/mine', () => { throw new Error('mine') })
  t.strictSame([(await app.inject('/mine')).statusCode, (await app.inject('/mine')).payload], [418, 'mine'])
  const answer = await app.inject({ method: 'POST', url: tokensPath, headers: { authorization }, payload: { data: [] } })
  t.strictSame([answer.statusCode, answer.headers['x-fake-sfox-reason'], answer.headers['x-mine']], [400, 'invalid-body', '1'])
  t.strictSame(await app.sfox.users.put({ user_id: 'a' }), { user_id: 'a', status: 'VERIFIED' })
})

t.test('two fakes in one process are independent', async (t) => {
  const [one, other] = [await start(t), await start(t)]
  const { data } = await (await mint(one)).json() as { data: { token: string } }
  const answer = await mint(other, data.token)
  t.equal(answer.headers.get('x-fake-sfox-reason'), 'unknown-token')
})

t.test('Fastify\'s own compilers check and serialise the routes that users add', async (t) => {
  const answers = async (app: FastifyInstance) => {
    app.post('/mine', {
      schema: {
        headers: { type: 'object', properties: { 'X-Count': { type: 'integer' } }, required: ['X-Count'] },
        body: { type: 'object', properties: { size: { type: 'integer' } }, required: ['size'] },
        response: { 200: { type: 'object', properties: { count: { type: 'integer' }, size: { type: 'integer' } } } }
      }
    }, ({ headers, body }) => ({ count: headers['x-count'], size: (body as { size: number }).size, more: 'left out' }))
    const inject = async (headers: Record<string, string>, payload: object) => {
      const { statusCode, body } = await app.inject({ method: 'POST', url: '/mine', headers, payload })
      return [statusCode, body]
    }
    return [await inject({ 'x-count': '2' }, { size: '3' }), await inject({}, { size: 3 }), await inject({ 'x-count': '2' }, {})]
  }
  const bare = fastify()
  t.teardown(async () => await bare.close())
  const expected = await answers(bare)
  t.strictSame(expected[0], [200, '{"count":2,"size":3}'])
  t.strictSame(await answers(build(t)), expected)
})
