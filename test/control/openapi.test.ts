import t from 'tap'
import { Validator } from '@seriousme/openapi-schema-validator'
import { controlRoutes } from '../../src/control/routes.ts'
import { endpoints } from '../../src/resources/index.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'
import { refusals } from '../../src/vendor/assumptions.ts'
import { version } from '../../src/package.ts'
import { authorization, build, mintList, overInject, start } from '../helper.ts'
import { documentOf } from '../response-contract.ts'

const readDocument = async (url: string) => await (await fetch(`${url}/_fake/openapi.json`)).json() as any

t.test('returns a valid OpenAPI 3.1 document, to any caller of the same origin', async (t) => {
  const { url } = await start(t)
  const document = await readDocument(url)
  t.equal(document.openapi, '3.1.0')
  t.match(document.info, { title: 'fake-sfox', version })
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.ok(valid, JSON.stringify(errors))
  const foreign = await fetch(`${url}/_fake/openapi.json`, { headers: { origin: 'http://evil.test' } })
  t.equal(foreign.status, 403)
})

t.test('contains every route, with its credential', async (t) => {
  const { paths } = await readDocument((await start(t)).url)
  const operations = Object.entries<Record<string, any>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, summary }]) => {
      t.ok(summary || path === '/_fake' || path === '/_fake/health', `${method} ${path}`)
      return `${method.toUpperCase()} ${path}${security.length ? '' : ' open'}`
    }))
  t.strictSame(operations.sort(), [...endpoints, ...controlRoutes].map((one) => {
    const isOpen = 'open' in one ? one.open : 'credential' in one && one.credential === 'none'
    return `${one.method} ${one.path.replaceAll(/:(\w+)/g, '{$1}')}${isOpen ? ' open' : ''}`
  }).sort())
})

t.test('lists the refusals of the table, with the statuses in force', async (t) => {
  const fixtures = { assumptions: { 'unknown-user': { status: 422 } } }
  const { paths } = await readDocument((await start(t, { fixtures })).url)
  const { responses } = paths['/v1/enterprise/user-tokens'].post
  t.match(responses['422'].description, `unknown-user: ${refusals['unknown-user'].when}`)
  t.match(responses['404'].description, /^deactivated-user: [^;]*$/)
  t.match(responses.default.description, /injected fault/)
  t.notMatch(JSON.stringify(paths), 'errorMessage')
})

t.test('contains the patterns of property names', async (t) => {
  const { paths } = await readDocument((await start(t)).url)
  const bodyOf = ({ requestBody: { content } }: any) => content['application/json'].schema.properties
  t.strictSame(bodyOf(paths['/_fake/users/{user_id}'].put).balances.propertyNames, { pattern: '^[a-z0-9]+$' })
  t.match(bodyOf(paths['/_fake/faults'].post).headers.propertyNames.pattern, '[uU][pP][gG][rR][aA][dD][eE]')
})

t.test('says whether a property may be null, and a query parameter empty', async (t) => {
  const told = async (assumptions: object) => {
    const { paths } = await readDocument((await start(t, { fixtures: { assumptions } })).url)
    const { properties } = paths['/v1/orders/{side}'].post.requestBody.content['application/json'].schema
    const isNullable = JSON.stringify(properties.price).includes('"null"')
    const { get, delete: cancel } = paths['/v1/orders']
    const allowsEmpty = [...get.parameters, ...cancel.parameters].flatMap((one) => one.allowEmptyValue ? one.name : [])
    const control = paths['/_fake/requests'].get.parameters.some((one: object) => 'allowEmptyValue' in one)
    return { isNullable, allowsEmpty, control }
  }
  const names = ['limit', 'before', 'after', 'action', 'currency_pair', 'algorithm_id', 'status']
  t.strictSame(await told({}), { isNullable: true, allowsEmpty: names, control: false })
  t.strictSame(await told({ 'null-properties': 'refuse', 'empty-parameters': 'keep' }), { isNullable: false, allowsEmpty: [], control: false })
})

t.test('names the credential of each kind of route', async (t) => {
  const stub = { method: 'GET', path: '/v1/things/:id', credential: 'user', body: {} } as const
  const { paths } = await readDocument((await start(t, { fixtures: { stubs: [stub] } })).url)
  const credentialOf = (path: string, method: string) => Object.keys(paths[path][method].security[0])
  t.strictSame(credentialOf('/v1/enterprise/users', 'get'), ['enterpriseKey'])
  for (const [path, method] of [['/v1/orders/{side}', 'post'], ['/v1/user/bank', 'get'], ['/v1/things/{id}', 'get']] as const) {
    t.strictSame(credentialOf(path, method), ['userToken'], path)
  }
  for (const { method, path } of notEmulated) {
    t.notOk(paths[path.replaceAll(/:(\w+)/g, '{$1}')]?.[method.toLowerCase()], `${method} ${path} is not emulated, and not in it`)
  }
})

t.test('leaves out the routes that an application adds', async (t) => {
  const app = build(t)
  app.register(async (scope) => { scope.get('/mine', () => 'mine') })
  const { paths } = (await app.inject('/_fake/openapi.json')).json()
  t.equal(paths['/mine'], undefined)
  t.equal((await app.inject('/mine')).payload, 'mine')
})

t.test('makes tests fail if a response does not match it', async (t) => {
  const app = build(t, { users: 'registered' })
  await app.ready()
  const responses = documentOf(app).paths['/v1/enterprise/user-tokens']?.['post']?.responses as Record<string, any>
  const inject = async () => (await app.inject({
    method: 'POST', url: '/v1/enterprise/user-tokens', headers: { authorization }, payload: '{"data":["a"]}'
  })).statusCode
  t.equal(await inject(), 404)
  responses['404'].content['application/json'].schema.required = ['nope']
  t.equal(await inject(), 500, 'another shape')
  delete responses['404']
  t.equal(await inject(), 500, 'another status')
  t.equal((await overInject(t, { users: 'registered' })(mintList(['a']))).status, 404)
})
