import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { humanLine } from '../../src/cli/log.ts'
import { commandLine, guard } from '../helper.ts'

t.test('formats a request as one short line, and leaves other messages alone', async (t) => {
  const request = { msg: 'request', method: 'POST', path: '/x', ms: 3 }
  t.equal(humanLine({ ...request, status: 401, reason: 'unknown-key' }, 'msg'), 'POST /x 401 unknown-key 3 ms')
  t.equal(humanLine({ ...request, status: 201 }, 'msg'), 'POST /x 201 3 ms')
  t.equal(humanLine({ ...request, status: null }, 'msg'), 'POST /x cut 3 ms')
  t.equal(humanLine({ msg: 'unexpected error' }, 'msg'), 'unexpected error')
})

t.test('drops a line after the end', async (t) => {
  const { program, env } = commandLine()
  const script = `
    import { createCommandLog } from '${new URL('../../dist/cli/log.js', import.meta.url).href}'
    const log = await createCommandLog({ level: 'info', fd: 1, terminal: false })
    log.logger.info('in time')
    await log.end()
    log.logger.info('late')`
  const child = guard(t, spawn(program, ['--input-type=module', '--eval', script], { env, stdio: ['ignore', 'pipe', 'pipe'] }))
  const [out, err, [status]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')])
  t.strictSame({ status, err, said: out.trim().split('\n').map((line) => JSON.parse(line).msg) },
    { status: 0, err: '', said: ['in time'] })
})
