import t from 'tap'
import { otherEndpoints } from '../../src/endpoints.ts'
import { because, control, overBoth, start } from '../helper.ts'

overBoth(t, 'what sFOX documents and the fake has not built says so, whoever asks', async (t, open) => {
  const sfox = await open(t)
  t.not(otherEndpoints.length, 0)
  for (const { method, path } of otherEndpoints) {
    const answer = await fetch(sfox.url + path.replaceAll(/:\w+/g, 'x'), { method, headers: { accept: 'text/html' }, ...(method !== 'GET' && { body: '{' }) })
    t.equal(answer.status, 404, `${method} ${path}`)
    t.equal(answer.headers.get('x-fake-sfox-reason'), 'not-emulated', `${method} ${path}`)
    t.match(await answer.json(), { error: /sFOX documents this endpoint; fake-sfox does not emulate it/ })
  }
  t.equal((await sfox.requests.list({ reason: 'not-emulated' })).length, otherEndpoints.length)
})

t.test('a wrong URL is still a wrong URL, and a method that a built path does not take a 405', async (t) => {
  const sfox = await start(t)
  const reasonOf = async (method: string, path: string) => {
    const { status, headers } = await fetch(sfox.url + path, { method })
    return [status, headers.get('x-fake-sfox-reason'), headers.get('allow')]
  }
  t.strictSame(await reasonOf('GET', '/v1/account/transaction'), [404, 'unknown-endpoint', null])
  t.strictSame(await reasonOf('POST', '/v1/account/transactions'), [404, 'unknown-endpoint', null])
  t.strictSame(await reasonOf('PUT', '/v1/user/bank'), [405, 'method-not-allowed', 'POST, GET, HEAD, DELETE'])
  t.strictSame(await reasonOf('GET', '/v1/orders/done'), [404, 'not-emulated', null], 'and is not taken for an order\'s id')
  t.match((await control(sfox, 'GET', '/catalog')).json.outcomes.find(({ reason }: any) => reason === 'not-emulated'), { documented: false })
})

t.test('its status and text are assumptions like the others', async (t) => {
  const sfox = await start(t, { fixtures: { assumptions: { 'not-emulated': { status: 501, error: 'no' } } } })
  const answer = await control(sfox, 'GET', '/../v1/account/transactions')
  t.strictSame(because(answer), [501, 'not-emulated', 'no'])
})
