import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { certificate } from '../certificate.ts'
import { commandLine, guard, key, tokensPath } from '../helper.ts'
import { needs } from '../needs.ts'

/**
 * Run the command at a pseudo-terminal (`script` of util-linux) and return its output. `script` may lose the output
 * right before the end, so the test waits for each text that it expects.
 */
async function atTerminal (
  t: Test, given: Record<string, string>, use: (url: string) => Promise<unknown>, expected: RegExp = /ready/
) {
  const { program, args: prefix, env } = commandLine(given)
  const quoted = [program, ...prefix, '--port', '0'].map((arg) => `'${arg}'`).join(' ')
  const child = guard(t, spawn('script', ['--quiet', '--return', '--command', `exec ${quoted}`, '/dev/null'], {
    env, stdio: ['pipe', 'pipe', 'inherit']
  }))
  const all = text(child.stdout)
  let seen = ''
  child.stdout.on('data', (chunk) => { seen += String(chunk) })
  async function matched (pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const found = pattern.exec(seen)
      if (found) return found
      await once(child.stdout, 'data')
    }
  }
  const [, url = ''] = await matched(/ready at (https?:\S+)[^]*curl [^]*\n/)
  await use(url)
  await matched(expected)
  child.stdin.write('\x03')
  const [code] = await once(child, 'close')
  t.equal(code, 0, 'Ctrl-C ends it well')
  // eslint-disable-next-line no-control-regex -- the colours of a terminal
  return (await all).replaceAll(/\x1b\[[\d;]*m/g, '')
}

t.test('prints a banner with a link and a curl command, then one short line a request', needs(['script']), async (t) => {
  let [link, expected] = ['', '']
  const seen = await atTerminal(t, {}, async (url) => {
    link = `${url}/#key=${key}`
    expected = `curl -X POST ${url}${tokensPath}/user-1 -H "Authorization: Bearer ${key}"`
    await fetch(`${url}${tokensPath}/user-1`, { method: 'POST' })
  }, /missing-credentials [^]*\n/)
  t.ok(seen.split(/\s+/).includes(link), 'the page, with the key that everybody knows')
  t.ok(seen.includes(expected), seen)
  t.match(seen, /INFO: POST \/v1\/enterprise\/user-tokens\/user-1 401 missing-credentials \d+ ms/)
  t.notMatch(seen, /"level":30/)
})

t.test('with a certificate, the curl command names it', needs(['openssl', 'script']), async (t) => {
  const { options: { tlsCert, tlsKey } } = await certificate(t)
  const seen = await atTerminal(t, { FAKE_SFOX_TLS_CERT: tlsCert, FAKE_SFOX_TLS_KEY: tlsKey }, async (url) => {
    t.match(url, /^https:/)
  })
  t.ok(seen.includes(`curl --cacert ${tlsCert} -X POST https://`), seen)
})

t.test('never prints a key other than the default one', needs(['script']), async (t) => {
  const seen = await atTerminal(t, { SFOX_ENTERPRISE_API_KEY: 'my-own-key' }, async (url) => await fetch(url))
  t.ok(seen.includes('-H "Authorization: Bearer $SFOX_ENTERPRISE_API_KEY"'), seen)
  t.match(seen, /Look at it:\s+http:\/\/127\.0\.0\.1:\d+\/\r?\n/)
  t.notOk(seen.includes('my-own-key'))
})
