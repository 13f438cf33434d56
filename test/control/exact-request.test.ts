/** Test over the list of control routes that each refuses what it does not know. */
import t from 'tap'
import { controlRoutes, schemaOf } from '../../src/control/routes.ts'
import { because, control, overBoth, sendRaw, start, authorization } from '../helper.ts'

const concrete = (path: string) => path.replace('/_fake', '').replaceAll(/:\w+/g, 'x')

t.test('every route refuses an unknown query parameter; open routes ignore it', async (t) => {
  const sfox = await start(t)
  for (const route of controlRoutes) {
    const { method, path, open, emptyBody } = route
    const { status, json } = await control(sfox, method, `${concrete(path)}?nope=1`, emptyBody === null || method === 'GET' ? undefined : {})
    const name = `${method} ${path}`
    if (open) t.equal(status, 200, name)
    else t.match([status, json.error], [400, /^Invalid (?:query: \/nope|request body)/], name)
    if (!open) t.equal(schemaOf(route).querystring?.['additionalProperties'], false, name)
  }
})

t.test('every route without a body refuses one, and every other refuses unknown properties', async (t) => {
  const sfox = await start(t)
  for (const { method, path, emptyBody } of controlRoutes) {
    if (method === 'GET') continue
    const answer = await control(sfox, method, concrete(path), { nope: 1 })
    const name = `${method} ${path}`
    t.equal(answer.status, 400, name)
    t.match(answer.json.error, emptyBody === null ? 'takes no body' : /nope|must/, name)
  }
})

t.test('a route without a query or a body says so, and names the route for a single item', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 503 })
  const query = (method: string, path: string) => async () => await control(sfox, method, path)
  const body = (method: string, path: string, sent: unknown) => async () => await control(sfox, method, path, sent)
  const cases: Array<[() => ReturnType<typeof control>, string, string]> = [
    [query('DELETE', '/requests?user_id=a'), 'invalid-query',
      'Invalid query: /user_id is not taken: DELETE /_fake/requests takes no query parameters.'],
    [query('DELETE', '/faults?id=fault-1'), 'invalid-query',
      'Invalid query: /id is not taken: DELETE /_fake/faults takes no query parameters; for a single one use DELETE /_fake/faults/:id.'],
    [query('POST', '/reset?world=x'), 'invalid-query',
      'Invalid query: /world is not taken: POST /_fake/reset takes no query parameters.'],
    [body('DELETE', '/faults', { id: 'fault-1' }), 'invalid-body',
      'Invalid request body: it must be empty: DELETE /_fake/faults takes no body; for a single one use DELETE /_fake/faults/:id.'],
    [body('POST', '/reset', {}), 'invalid-body', 'Invalid request body: it must be empty: POST /_fake/reset takes no body.'],
    [body('DELETE', '/faults/fault-1', []), 'invalid-body',
      'Invalid request body: it must be empty: DELETE /_fake/faults/:id takes no body.'],
    [query('GET', '/events?changes=true&changes=true'), 'invalid-query', 'Invalid query: /changes is given more than once.']
  ]
  for (const [call, reason, error] of cases) t.strictSame(because(await call()), [400, reason, error])
  t.equal((await sfox.faults.list()).length, 1, 'nothing was done')
})

t.test('refuses the body of a GET request, chunked or not', async (t) => {
  const { url } = await start(t)
  const send = async (path: string, rest: string) =>
    await sendRaw(url, `GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n${rest}`)
  for (const path of ['/_fake/requests', '/_fake', '/_fake/health']) {
    t.match(await send(path, 'Content-Length: 2\r\n\r\n{}'), `it must be empty: GET ${path} takes no body.`)
    t.match(await send(path, 'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'), /^HTTP\/1\.1 400 /)
    t.match(await send(path, 'Content-Length: 0\r\n\r\n'), /^HTTP\/1\.1 200 /)
  }
  t.match(await send('/_fake/nope', 'Content-Length: 2\r\n\r\n{}'), /^HTTP\/1\.1 404 /)
})

t.test('knows no trailing or doubled slashes, so that an empty id is not the whole list', async (t) => {
  const sfox = await start(t)
  await sfox.faults.add({ status: 503, times: null })
  const send = async (line: string) =>
    (await sendRaw(sfox.url, `${line} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: ${authorization}\r\n\r\n`)).slice(9, 12)
  for (const line of [
    'DELETE /_fake/faults/', 'DELETE /_fake/faults//', 'DELETE /_fake//faults', 'DELETE //_fake/faults', 'DELETE /_fake/faults/?x=1',
    'GET /_fake/users//', 'GET /_fake/users/', 'POST //_fake/reset', 'POST http://x//_fake/reset', 'GET /_fake/', 'GET /_fake/health/'
  ]) t.equal(await send(line), '404', line)
  t.equal((await sfox.faults.list()).length, 1)
  for (const line of ['GET /_fake', 'GET /_fake?a=//', 'GET /_fake/users?', 'GET http://x/_fake/users', 'GET /_fake/health#/']) {
    t.equal(await send(line), '200', line)
  }
  t.equal(await send('DELETE /_fake/users/%2F%2F'), '404', 'an id may have slashes')
})

overBoth(t, 'takes the calls of the handle', async (t, open) => {
  const sfox = await open(t)
  await sfox.faults.clear()
  await sfox.requests.clear()
  await sfox.clock.reset()
  await t.resolves(sfox.reset())
})
