/** `npm start` in a checkout, as the pages say it. The tests have compiled already, so that it finds nothing to do. */
import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { certificate } from '../certificate.ts'
import { blocks, read, root } from '../markdown.ts'
import { commandLine, control, guard, mint } from '../helper.ts'
import { needs } from '../needs.ts'

/** Each command of the pages that starts the fake, and what is to be seen of it. */
const commands: Record<string, (t: Test, line: string) => Promise<unknown>> = {
  'npm ci && npm start\n': async (t, line) => await stopsWell(t, line.replace('npm ci && ', '')),

  async 'npm start -- --port 0 --port-file /tmp/fake-sfox.port\n' (t, line) {
    const file = join(t.testdir(), 'port')
    await stopsWell(t, line.replace('/tmp/fake-sfox.port', file), async (url) => {
      t.equal(await readFile(file, 'utf8'), `${new URL(url).port}\n`)
    })
  },

  async 'npm start -- --users registered --fixtures fixtures/example.json\n' (t, line) {
    await stopsWell(t, line, async (url) => {
      t.equal((await mint(url, 'client_account_1')).status, 201)
      t.equal((await mint(url, 'nobody')).status, 404)
      t.strictSame((await control({ url }, 'GET', '/users')).json.users[0].user_id, 'client_account_1')
    })
  },

  async 'npm start -- --tls-cert fake-sfox.crt --tls-key fake-sfox.key\n' (t, line) {
    const { dir } = await certificate(t)
    await stopsWell(t, line.replaceAll('fake-sfox.', `${dir}/fake-sfox.`), async (url) => t.match(url, /^https:/))
  }
}

t.test('this test knows each command of the documentation that starts the fake', async (t) => {
  const said = ['README.md', 'docs/guides/https.md'].flatMap((name) => blocks('sh', read(name)))
  t.strictSame(said.filter((code) => code.includes('npm start')).sort(), Object.keys(commands).sort())
})

for (const [line, see] of Object.entries(commands)) {
  t.test(line.trim(), needs(line.includes('--tls') ? ['openssl'] : []), async (t) => await see(t, line))
}

/** Runs the line until the fake has been looked at, and sends SIGTERM to npm, which has to stop it with status 0. */
async function stopsWell (t: Test, line: string, look: (url: string) => Promise<unknown> = async () => {}) {
  const script = `exec ${line.replace('npm start', 'npm start --silent')}`
  const { env } = commandLine({ PORT: '0' })
  const child = guard(t, spawn('bash', ['-c', script], { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] }))
  const closed = once(child, 'close')
  const [ready] = await once(createInterface(child.stdout), 'line')
  const { url } = JSON.parse(ready)
  await look(url)
  child.kill('SIGTERM')
  t.strictSame(await closed, [0, null])
  await t.rejects(fetch(url), { cause: { code: 'ECONNREFUSED' } })
}
