import t from 'tap'
import { Validator } from '@seriousme/openapi-schema-validator'
import { builtEndpoints } from '../../../src/endpoints.ts'
import { refusals } from '../../../src/errors.ts'
import { version } from '../../../src/version.ts'
import { authorization, build, mintList, overInject, start } from '../../helper.ts'

const documentOf = async (url: string) => await (await fetch(`${url}/_fake/openapi.json`)).json() as any

t.test('it is a valid OpenAPI 3.1 document, open to anybody who may ask', async (t) => {
  const { url } = await start(t)
  const document = await documentOf(url)
  t.equal(document.openapi, '3.1.0')
  t.match(document.info, { title: 'fake-sfox', version })
  const { valid, errors } = await new Validator().validate(structuredClone(document))
  t.ok(valid, JSON.stringify(errors))
  const foreign = await fetch(`${url}/_fake/openapi.json`, { headers: { origin: 'http://evil.test' } })
  t.equal(foreign.status, 403)
})

t.test('every route of the contract is in it, with its credential', async (t) => {
  const { paths } = await documentOf((await start(t)).url)
  const operations = Object.entries<Record<string, any>>(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { security, summary }]) => {
      t.ok(summary || path === '/_fake' || path === '/_fake/health', `${method} ${path}`)
      return `${method.toUpperCase()} ${path}${security.length ? '' : ' open'}`
    }))
  t.strictSame(operations.sort(), [
    'DELETE /_fake/clock', 'DELETE /_fake/faults', 'DELETE /_fake/faults/{id}', 'DELETE /_fake/requests',
    'DELETE /_fake/users/{user_id}',
    'GET /_fake open', 'GET /_fake/catalog', 'GET /_fake/clock', 'GET /_fake/events', 'GET /_fake/faults',
    'GET /_fake/health open', 'GET /_fake/openapi.json open', 'GET /_fake/requests', 'GET /_fake/requests/wait',
    'GET /_fake/tokens/report', 'GET /_fake/users', 'GET /_fake/users/{user_id}',
    'POST /_fake/clock/advance', 'POST /_fake/deposits/{id}/settle', 'POST /_fake/faults', 'POST /_fake/orders/{id}/fill',
    'POST /_fake/reset', 'POST /_fake/tokens/introspect', 'POST /_fake/tokens/revoke',
    'PUT /_fake/clock', 'PUT /_fake/users/{user_id}',
    ...builtEndpoints.map(({ method, path }) => `${method} ${path.replaceAll(/:(\w+)/g, '{$1}')}`)
  ].sort())
})

t.test('refusals come from the table, with the statuses in force', async (t) => {
  const fixtures = { assumptions: { 'unknown-user': { status: 422 } } }
  const { paths } = await documentOf((await start(t, { fixtures })).url)
  const { responses } = paths['/v1/enterprise/user-tokens'].post
  t.match(responses['422'].description, `unknown-user: ${refusals['unknown-user'].when}`)
  t.match(responses['404'].description, /^deactivated-user: [^;]*$/)
  t.match(responses.default.description, /injected fault/)
  t.notMatch(JSON.stringify(paths), 'errorMessage')
})

t.test('names that have to look like something are said to', async (t) => {
  const { paths } = await documentOf((await start(t)).url)
  const bodyOf = ({ requestBody: { content } }: any) => content['application/json'].schema.properties
  t.strictSame(bodyOf(paths['/_fake/users/{user_id}'].put).balances.propertyNames, { pattern: '^[a-z0-9]+$' })
  t.match(bodyOf(paths['/_fake/faults'].post).headers.propertyNames.pattern, '[uU][pP][gG][rR][aA][dD][eE]')
})

t.test('each kind of route takes its credential', async (t) => {
  const stub = { method: 'GET', path: '/v1/things/:id', credential: 'user', body: {} } as const
  const { paths } = await documentOf((await start(t, { fixtures: { stubs: [stub] } })).url)
  const credentialOf = (path: string, method: string) => Object.keys(paths[path][method].security[0])
  t.strictSame(credentialOf('/v1/enterprise/users', 'get'), ['enterpriseKey'])
  for (const [path, method] of [['/v1/orders/{side}', 'post'], ['/v1/user/bank', 'get'], ['/v1/things/{id}', 'get']] as const) {
    t.strictSame(credentialOf(path, method), ['userToken'], path)
  }
  t.notMatch(Object.keys(paths).join(), 'transactions', 'what is not emulated is not in it')
})

t.test('routes that somebody adds are not told of', async (t) => {
  const app = build(t)
  app.register(async (scope) => { scope.get('/mine', () => 'mine') })
  const { paths } = (await app.inject('/_fake/openapi.json')).json()
  t.equal(paths['/mine'], undefined)
  t.equal((await app.inject('/mine')).payload, 'mine')
})

t.test('an answer that is not as documented does not pass these tests', async (t) => {
  const app = build(t, { users: 'registered' })
  await app.ready()
  const { responses } = (await app.getDecorator<() => Promise<any>>('openapi')()).paths['/v1/enterprise/user-tokens'].post
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
