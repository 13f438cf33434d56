import t from 'tap'
import { isSameEndpoint, matchesEndpoint, type Method } from '../../src/resources/endpoint.ts'
import { endpoints } from '../../src/resources/index.ts'
import { notEmulated } from '../../src/resources/not-emulated.ts'
import { because, control, overBoth, start } from '../helper.ts'

const methods: Method[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
const pathOf = ({ path }: { path: string }) => path.replaceAll(/:\w+/g, 'x')

/** Return whether a path matches that of an emulated endpoint. */
const isBuilt = (path: string) => endpoints.some((one) => matchesEndpoint(one, { method: one.method, path }))

overBoth(t, 'refuses each endpoint that is not emulated, without credentials and with any headers and body', async (t, open) => {
  const sfox = await open(t)
  for (const endpoint of notEmulated) {
    const { method, path } = endpoint
    const init = { method, headers: { accept: 'text/html' }, ...(method !== 'GET' && { body: '{' }) }
    const answer = await fetch(sfox.url + pathOf(endpoint), init)
    t.equal(answer.status, 404, `${method} ${path}`)
    t.equal(answer.headers.get('x-fake-sfox-reason'), 'not-emulated', `${method} ${path}`)
    t.match(await answer.json(), { error: /sFOX documents this endpoint, but fake-sfox does not emulate it/ })
  }
  t.equal((await sfox.requests.list({ reason: 'not-emulated' })).length, notEmulated.length)
})

t.test('refuses wrong URLs and methods as usual', async (t) => {
  const sfox = await start(t)
  const reasonOf = async (method: string, path: string) => {
    const { status, headers } = await fetch(sfox.url + path, { method })
    return [status, headers.get('x-fake-sfox-reason'), headers.get('allow')]
  }
  t.strictSame(await reasonOf('GET', '/v1/account/nope'), [404, 'unknown-endpoint', null])
  t.strictSame(await reasonOf('PUT', '/v1/user/bank'), [405, 'method-not-allowed', 'POST, GET, HEAD, DELETE'])
  t.strictSame(await reasonOf('PUT', '/v1/orders/done'), [405, 'method-not-allowed', 'POST, GET, HEAD, DELETE'],
    'the methods of the paths with parameters')

  // Another method gets the same refusal as for an unknown path, even if sFOX documents the path.
  for (const endpoint of notEmulated.filter((one) => !isBuilt(pathOf(one)))) {
    const { path } = endpoint
    const free = methods.find((method) => !notEmulated.some((one) => isSameEndpoint(one, { method, path }))) as Method
    t.strictSame(await reasonOf(free, pathOf(endpoint)), [404, 'unknown-endpoint', null], `${free} ${path}`)
  }
})

t.test('is in the catalogue, and its status and text can be changed like others', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'not-emulated': { status: 501, error: 'no' } } } })
  for (const { method, path } of notEmulated.slice(0, 1)) {
    const answer = await control(sfox, method, `/../${path.slice(1).replaceAll(/:\w+/g, 'x')}`)
    t.strictSame(because(answer), [501, 'not-emulated', 'no'])
  }
  const { outcomes } = (await control(sfox, 'GET', '/catalog')).json
  t.match(outcomes.find(({ reason }: { reason: string }) => reason === 'not-emulated'),
    { status: 501, body: { error: 'no' }, documented: false })
})
