import t from 'tap'
import { createHash } from 'node:crypto'
import { createRedact, fingerprint } from '../../src/world/fingerprint.ts'

const token = '0123456789abcdef'.repeat(4)

t.test('a fingerprint is # and the first 8 hex characters of SHA-256', async (t) => {
  t.equal(fingerprint('secret'), `#${createHash('sha256').update('secret').digest('hex').slice(0, 8)}`)
})

t.test('replaces the key, the keys of its worlds and 64 hex characters with fingerprints', async (t) => {
  const { text } = createRedact('a.b+c')
  t.equal(text('<a.b+c>'), `<${fingerprint('a.b+c')}>`)
  t.equal(text('<a.b+c~world>'), `<${fingerprint('a.b+c~world')}>`)
  t.equal(text(`${token} and ${token.toUpperCase()}`), `${fingerprint(token)} and ${fingerprint(token.toUpperCase())}`)
  t.equal(text(`${token}ab`), fingerprint(`${token}ab`))
  t.equal(text('aXb+c and 0123456789abcdef'), 'aXb+c and 0123456789abcdef')
})

t.test('replaces a whole token, even if it begins with the key', async (t) => {
  t.equal(createRedact('0').text(token), fingerprint(token))
  t.equal(createRedact(token).text(`${token}~w`), fingerprint(`${token}~w`))
})

t.test('finds secrets in a path behind percent escapes', async (t) => {
  const { path } = createRedact('KEY')
  const escaped = [...token].map((char) => `%${char.charCodeAt(0).toString(16)}`).join('')
  t.equal(path(`/users/${escaped}/x`), `/users/${fingerprint(token)}/x`)
  t.equal(path('/users/%4bEY%zz'), `/users/${fingerprint('KEY')}%zz`)
  t.equal(path('/caf%C3%A9/KEY/a%2Fb?é'), `/caf%C3%A9/${fingerprint('KEY')}/a%2Fb?é`, 'the rest is shown as it came')
  t.equal(path(''), '')
  t.equal(path('/users/caf%C3%A9%zz'), '/users/caf%C3%A9%zz', 'a path without secrets is shown as it came')
})

t.test('finds secrets in a body behind the escapes of JSON and of forms', async (t) => {
  const secret = 'a"b/c\\d'
  const { body } = createRedact(secret)
  const shown = fingerprint(secret)
  const unicode = [...secret].map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  t.equal(body(secret), shown)
  t.equal(body(JSON.stringify({ key: secret, text: 'x\ny' })), `{"key":"${shown}","text":"x\\ny"}`)
  t.equal(body('{"key":"a\\"b\\/c\\\\d"}'), `{"key":"${shown}"}`)
  t.equal(body(`{"key":"${unicode}"}`), `{"key":"${shown}"}`)
  t.equal(body(`key=${encodeURIComponent(secret)}&x=%zz`), `key=${shown}&x=%zz`)
  t.equal(body(`\\b${token}\\u00e9`), `\\b${fingerprint(token)}\\u00e9`, 'an escaped backspace is no b')
  t.equal(createRedact('a%41').body('a%41'), fingerprint('a%41'), 'what is no escape')
})

t.test('finds secrets in the Base64 of HTTP Basic', async (t) => {
  const key = 'a?~b?>>>c'
  const { text, path, body, reach } = createRedact(key, 'ab')
  for (const secret of [key, `${key}~w`, token, token.toUpperCase()]) {
    const shown = fingerprint(secret)
    for (const encoding of ['base64', 'base64url'] as const) {
      const basic = Buffer.from(`${secret}:`).toString(encoding)
      t.equal(text(`Basic ${basic}.`), `Basic ${shown}.`)
      t.equal(path(`/v1/orders/${encodeURIComponent(basic)}/x`), `/v1/orders/${shown}/x`)
      t.equal(body(JSON.stringify({ auth: basic })), `{"auth":"${shown}"}`)
      t.equal(body(`auth=${encodeURIComponent(basic)}&x=1`), `auth=${shown}&x=1`)
    }
    t.equal(text(Buffer.from(secret).toString('base64')), shown, 'without the colon')
  }
  t.equal(text('ab'), fingerprint('ab'), 'a key without a whole group')
  t.equal(text(Buffer.from('another:').toString('base64')), Buffer.from('another:').toString('base64'))
  t.ok(reach >= 6 * Buffer.from(`${token}~${'w'.repeat(64)}`).toString('base64').length - 12)
})
