/** Test requests without a body, or with any content type, as bytes, since HTTP clients normalise headers. */
import t from 'tap'
import { authorization, sendRaw, start, tokensPath } from '../helper.ts'

const labels = {
  'no content type': [],
  'a form': ['Content-Type: application/x-www-form-urlencoded'],
  JSON: ['Content-Type: application/json'],
  'JSON with a charset': ['Content-Type: application/json; charset=utf-8'],
  'an empty content type': ['Content-Type:'],
  'an unreadable content type': ['Content-Type: ;;']
}
const lengths = {
  'no length': [],
  'length 0': ['Content-Length: 0'],
  'empty chunks': ['Transfer-Encoding: chunked']
}
const accepts = { 'no Accept': [], 'any Accept': ['Accept: */*'], 'axios\' Accept': ['Accept: application/json, text/plain, */*'] }

function request (path: string, headers: string[], body = '') {
  return [
    `POST ${path} HTTP/1.1`, 'Host: fake', `Authorization: ${authorization}`, 'Connection: close', ...headers, '', body
  ].join('\r\n')
}

t.test('mints one token without a body, with any headers that announce none', async (t) => {
  const { url } = await start(t)
  for (const [label, type] of Object.entries(labels)) {
    for (const [size, length] of Object.entries(lengths)) {
      for (const [accept, accepted] of Object.entries(accepts)) {
        const body = length[0]?.startsWith('Transfer') ? '0\r\n\r\n' : ''
        const answer = await sendRaw(url, request(`${tokensPath}/user-1`, [...type, ...length, ...accepted], body))
        t.match(answer, /^HTTP\/1\.1 201 Created\r\n/, `${label}, ${size}, ${accept}`)
        t.match(answer, /\r\n\r\n\{"data":\{"token":"[0-9a-f]{64}","partner_user_id":"user-1","expires":"[^"]+"\}\}$/)
      }
    }
  }
})

t.test('refuses a list without a body', async (t) => {
  const { url } = await start(t)
  for (const [label, type] of Object.entries(labels)) {
    for (const [size, length] of Object.entries(lengths)) {
      const body = length[0]?.startsWith('Transfer') ? '0\r\n\r\n' : ''
      const answer = await sendRaw(url, request(tokensPath, [...type, ...length], body))
      t.match(answer, /^HTTP\/1\.1 400 Bad Request\r\n/, `${label}, ${size}`)
      t.match(answer, /\r\nx-fake-sfox-reason: malformed-json\r\n/)
    }
  }
})

t.test('reads a chunked body, and ignores its content type', async (t) => {
  const { url } = await start(t)
  for (const [label, type] of Object.entries(labels)) {
    const body = 'b\r\n{"data":["a\r\n7\r\n","b"]}\r\n0\r\n\r\n'
    const answer = await sendRaw(url, request(tokensPath, [...type, 'Transfer-Encoding: chunked'], body))
    t.match(answer, /^HTTP\/1\.1 201 Created\r\n/, label)
    t.match(answer, /"partner_user_id":"a"\},\{.*"partner_user_id":"b"\}\]\}$/)
  }
})
