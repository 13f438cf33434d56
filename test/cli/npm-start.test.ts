/** `npm start` in a checkout. The tests have compiled already, so that it finds nothing to do and writes nothing. */
import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { commandLine, guard } from '../helper.ts'

t.test('npm start passes its arguments on, and SIGTERM to npm stops the server, with status 0', async (t) => {
  const portFile = join(t.testdir(), 'port')
  const child = guard(t, spawn('npm', ['start', '--silent', '--', '--port', '0', '--port-file', portFile], {
    cwd: join(import.meta.dirname, '../..'), env: commandLine().env, stdio: ['ignore', 'pipe', 'inherit']
  }))
  const closed = once(child, 'close')
  const [line] = await once(createInterface(child.stdout), 'line')
  const { url } = JSON.parse(line)
  t.equal(await readFile(portFile, 'utf8'), `${new URL(url).port}\n`)
  t.equal((await fetch(`${url}/_fake/health`)).status, 200)
  child.kill('SIGTERM')
  t.strictSame(await closed, [0, null])
  await t.rejects(fetch(url), { cause: { code: 'ECONNREFUSED' } })
})
