/** Test paths that a client library would normalise. */
import t from 'tap'
import { authorization, sendRaw, start, tokensPath } from '../helper.ts'

const list = '{"data":["a"]}'
const send = async (url: string, path: string, body = '', method = 'POST') => await sendRaw(url, [
  `${method} ${path} HTTP/1.1`, 'Host: fake', `Authorization: ${authorization}`, 'Connection: close',
  `Content-Length: ${body.length}`, '', body
].join('\r\n'))

t.test('accepts double slashes at the front and one slash at the end', async (t) => {
  const { url } = await start(t)
  for (const path of [`/${tokensPath}`, `//${tokensPath}`, `${tokensPath}/`, `/${tokensPath}/`, `/${tokensPath}?x=1`, `http://fake${tokensPath}`, `http://fake/${tokensPath}`]) {
    t.match(await send(url, path, list), /^HTTP\/1\.1 201 /, path)
  }
  for (const path of [`/${tokensPath}/a`, `/${tokensPath}/a/`]) {
    t.match(await send(url, path), /"partner_user_id":"a"/, path)
  }
  t.match(await send(url, '//_fake/health', '', 'GET'), /^HTTP\/1\.1 404 /, 'only on the side of sFOX')
  t.match(await send(url, `/v1/${tokensPath}`, list), /^HTTP\/1\.1 404 /)
})

t.test('accepts dots as an id', async (t) => {
  const { url } = await start(t)
  for (const id of ['.', '..', '...']) {
    t.match(await send(url, `${tokensPath}/${id}`), new RegExp(`"partner_user_id":"${id.replaceAll('.', '\\.')}"`), id)
  }
})

t.test('reads an encoded slash at the end as part of the id', async (t) => {
  const { url } = await start(t)
  t.match(await send(url, `${tokensPath}/a%2F`), /"partner_user_id":"a\/"/)
  t.match(await send(url, `${tokensPath}/a%2F/`), /"partner_user_id":"a\/"/)
})

t.test('refuses a wrong method and an unknown path without waiting for the body', async (t) => {
  const { url } = await start(t)
  const announce = (method: string, path: string, headers: string[] = []) =>
    [`${method} ${path} HTTP/1.1`, 'Host: fake', 'Content-Length: 1000', 'Connection: close', ...headers, '', '{"da'].join('\r\n')
  t.match(await sendRaw(url, announce('PUT', tokensPath)), /^HTTP\/1\.1 405 [^]*\r\nallow: POST\r\n/)
  t.match(await sendRaw(url, announce('POST', '/v1/nope')), /^HTTP\/1\.1 404 /)
  t.match(await sendRaw(url, announce('POST', tokensPath)), /^HTTP\/1\.1 401 /)
  t.match(await sendRaw(url, announce('POST', tokensPath, [`Authorization: ${authorization}`, 'Accept: text/html'])), /^HTTP\/1\.1 406 /)
})

t.test('ignores an expectation that it does not understand', async (t) => {
  const { url } = await start(t)
  const answer = await sendRaw(url, `POST ${tokensPath}/a HTTP/1.1\r\nHost: fake\r\nExpect: wonders\r\nConnection: close\r\n\r\n`)
  t.match(answer, /^HTTP\/1\.1 401 [^]*\r\nx-fake-sfox-reason: missing-credentials\r\n/)
})

t.test('keeps a connection open after a refusal', async (t) => {
  const { url } = await start(t)
  const one = (headers: string[], body: string) =>
    [`POST ${tokensPath} HTTP/1.1`, 'Host: fake', ...headers, `Content-Length: ${body.length}`, '', body].join('\r\n')
  const answers = await sendRaw(url, [
    one([], list), one([`Authorization: ${authorization}`], '{"data":[]}'),
    one([`Authorization: ${authorization}`, 'Connection: close'], list)
  ].join(''))
  t.strictSame(answers.match(/HTTP\/1\.1 \d+/g), ['HTTP/1.1 401', 'HTTP/1.1 400', 'HTTP/1.1 201'])
})
