/** Test `fake-sfox verify` as a command. */
import t from 'tap'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { key, runCommand, start } from '../helper.ts'
import { json, serve } from '../verify/servers.ts'

const verify = (t: Parameters<typeof runCommand>[0], url: string, flags: string[], env: Record<string, string> = {}) =>
  runCommand(t, ['verify', '--against', url, ...flags], env)

t.test('exits with 0 if nothing differs, takes the key from the environment, prints a table', async (t) => {
  const { url } = await start(t, { key: 'the-secret-key' })
  const { exit, lines } = verify(t, url, ['--user-id', 'user-1'], { SFOX_VERIFY_KEY: 'the-secret-key' })
  const { code, stderr } = await exit
  t.equal(code, 0)
  t.match(lines[0], /^127\.0\.0\.1:\d+ \(a fake-sfox \S+\) and fake-sfox \S+, \d{4}-\d\d-\d\d$/)
  t.match(lines[2], /^\| verdict +\| row +\| asked +\| what differs, or why not \|$/)
  t.match(lines.at(-1), /^\d+ compared: \d+ same, 0 differ\. \d+ not comparable\.$/)
  t.match(stderr, /^fake-sfox: comparing 127\.0\.0\.1:\d+ with fake-sfox [^]*\nfake-sfox: \d+ requests sent\n$/)
  t.notOk(`${lines.join('\n')}${stderr}`.includes('the-secret-key'))
})

t.test('exits with 1 if something differs', async (t) => {
  const { url } = await start(t, { fixtures: { assumptions: { 'unknown-key': { error: 'no' } } } })
  const save = join(t.testdir(), 'seen.json')
  const { exit, lines } = verify(t, url, ['--key', key, '--save', save])
  t.equal((await exit).code, 1)
  t.match(lines.find((line) => line.startsWith('| differs')), /^\| differs +\| unknown-key +\| Bearer undefined +\| text: "no", the fake: "invalid token\. /)
  t.match(JSON.parse(readFileSync(save, 'utf8')), { observed: { 'unknown-key': { host: new URL(url).host } } })
})

t.test('exits with 2 and one line if it could not run', async (t) => {
  const dead = await verify(t, 'http://127.0.0.1:1', []).exit
  t.strictSame([dead.code, dead.stderr.trim().split('\n').at(-1)], [2, 'fake-sfox: 127.0.0.1:1: no connection (ECONNREFUSED)'])
  const refused: Array<[string[], string]> = [
    [['verify'], 'verify needs --against URL, as in: fake-sfox verify --against http://127.0.0.1:7369'],
    [['verify', '--against', 'https://api.sfox.invalid'], 'api.sfox.invalid is not this machine; if requests may really be sent there, add --yes-real-api'],
    [['verify', '--against', 'http://127.0.0.1:1', '--fixtures', 'none.json'], 'fixtures file none.json cannot be read (ENOENT)']
  ]
  for (const [args, line] of refused) {
    t.strictSame(await runCommand(t, args).exit, { code: 2, signal: null, stderr: `fake-sfox: ${line}\n` })
  }
})

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  t.test(`${signal} ends it early with status 2`, async (t) => {
    const asked = new EventTarget()
    const url = await serve(t, (request, reply) => {
      if (request.method === 'GET') json(reply, 404, { error: 'no' })
      else asked.dispatchEvent(new Event('asked'))
    })
    const { child, exit, lines } = verify(t, url, [])
    await once(asked, 'asked')
    child.kill(signal)
    const { code } = await exit
    t.equal(code, 2)
    t.match(lines.join('\n'), /\| not comparable \| missing-credentials +\| a list, without credentials +\| interrupted \|/)
  })
}
