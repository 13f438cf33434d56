/** `fake-sfox exec`: a command beside a fake. */
import t, { type Test } from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { commandLine, guard, key, runCommand, tokensPath } from '../helper.ts'
import { needs } from '../needs.ts'

/** Runs a program of Node's beside a fake. */
const execNode = (t: Test, program: string, env: Record<string, string> = {}) =>
  runCommand(t, ['exec', '--', process.execPath, '--input-type=module', '--eval', program], env)

const ended = (code: number, stderr = '') => ({ code, signal: null, stderr })

t.test('gives the command a ready fake, and prints only the output of the command', async (t) => {
  const { exit, lines } = execNode(t, `
    const { SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key, PORT, LOG_LEVEL, OTHER } = process.env
    const { status } = await fetch(url + '${tokensPath}/a', { method: 'POST', headers: { authorization: 'Bearer ' + key } })
    console.log(JSON.stringify({ url, key, PORT, LOG_LEVEL, OTHER, status }))
  `, { PORT: '7369', LOG_LEVEL: 'chatty', OTHER: 'o', SFOX_BASE_URL: 'https://api.sfox.com' })
  t.strictSame(await exit, ended(0))
  t.equal(lines.length, 1)
  const { url, ...rest } = JSON.parse(lines[0] as string)
  t.strictSame(rest, { key, PORT: '7369', LOG_LEVEL: 'chatty', OTHER: 'o', status: 201 })
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.not(new URL(url).port, '7369')
  await t.rejects(fetch(url), 'the fake is gone')
})

t.test('options before -- go to the fake, arguments after it to the command', async (t) => {
  const portFile = join(t.testdir(), 'port')
  const flags = ['--key', 'own-key', '--log-level', 'info', '--port-file', portFile, '--users', 'registered']
  const { exit, lines } = runCommand(t, ['exec', ...flags, '--', process.execPath, '--eval', `
    const { SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key } = process.env
    const port = require('fs').readFileSync(${JSON.stringify(portFile)}, 'utf8')
    fetch(url + '${tokensPath}/a', { method: 'POST', headers: { authorization: 'Bearer ' + key } })
      .then(({ status }) => console.log(JSON.stringify([new URL(url).port === port.trim(), key, status, process.argv.slice(1)])))
  `, '--', '--port', '--help', '$HOME *'])
  const { code, stderr } = await exit
  t.equal(code, 0)
  t.strictSame(JSON.parse(lines.join()), [true, 'own-key', 404, ['--port', '--help', '$HOME *']])
  t.strictSame(stderr.trim().split('\n').map((line) => JSON.parse(line).status), [404], 'the log is on standard error')
  t.notOk(existsSync(portFile))
})

for (const host of ['127.0.0.1', '::1']) {
  t.test(`a proxy in the environment does not come between the command and a fake at ${host}`, needs(['curl', 'python3']), async (t) => {
    const proxy = createServer((_request, response) => response.writeHead(502).end())
    t.teardown(() => proxy.close())
    await once(proxy.listen(0, '127.0.0.1'), 'listening')
    const url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
    const program = `
      import axios from ${JSON.stringify(import.meta.resolve('axios'))}
      import oldAxios from ${JSON.stringify(import.meta.resolve('axios-0.21'))}
      import { EnvHttpProxyAgent, fetch } from ${JSON.stringify(import.meta.resolve('undici'))}
      import { promisify } from 'node:util'
      import { execFile } from 'node:child_process'
      const url = process.env.SFOX_BASE_URL + '/_fake/health'
      const run = promisify(execFile)
      const python = 'import os, sys, urllib.request; print(urllib.request.urlopen(sys.argv[1]).status)'
      console.log(JSON.stringify({
        axios: (await axios.get(url)).status,
        'axios 0.21': (await oldAxios.get(url)).status,
        undici: (await fetch(url, { dispatcher: new EnvHttpProxyAgent() })).status,
        curl: Number((await run('curl', ['--silent', '--output', '/dev/null', '--write-out', '%{http_code}', url])).stdout),
        urllib: Number((await run('python3', ['-c', python, url])).stdout)
      }))`
    for (const given of [{ NO_PROXY: 'other.test' }, { no_proxy: 'other.test' }, {}]) {
      const { exit, lines } = runCommand(t, ['exec', '--host', host, '--', process.execPath, '--input-type=module', '--eval', program],
        { HTTP_PROXY: url, http_proxy: url, ...given })
      t.strictSame(await exit, ended(0))
      t.strictSame(JSON.parse(lines.join()), { axios: 200, 'axios 0.21': 200, undici: 200, curl: 200, urllib: 200 })
    }
  })
}

t.test('the command can call a fake that listens on every address', async (t) => {
  const program = 'console.log(process.env.SFOX_BASE_URL, (await fetch(process.env.SFOX_BASE_URL)).status)'
  const { exit, lines } = runCommand(t,
    ['exec', '--host', '0.0.0.0', '--', process.execPath, '--input-type=module', '--eval', program])
  t.strictSame(await exit, ended(0))
  t.match(lines.join(), /^http:\/\/127\.0\.0\.1:\d+ 200$/)
})

t.test('exits with the status of the command', async (t) => {
  for (const status of [0, 1, 42]) t.strictSame(await execNode(t, `process.exit(${status})`).exit, ended(status))
  t.strictSame(await execNode(t, 'process.kill(process.pid, "SIGKILL")').exit, ended(128 + 9), 'as a shell says it')
})

t.test('reports a command that cannot be run in one line, and leaves no files', async (t) => {
  const portFile = join(t.testdir({ plain: 'text' }), 'port')
  const plain = join(t.testdirName, 'plain')
  const flags = ['exec', '--port-file', portFile, '--']
  t.strictSame(await runCommand(t, [...flags, 'no-such-command', 'secret']).exit,
    ended(127, 'fake-sfox: no-such-command cannot be run (ENOENT)\n'))
  t.strictSame(await runCommand(t, [...flags, plain]).exit, ended(126, `fake-sfox: ${plain} cannot be run (EACCES)\n`))
  t.notOk(existsSync(portFile))
})

t.test('does not run the command after a mistake in the options', async (t) => {
  const command = runCommand(t, ['exec', '--port', 'x', '--', 'echo', 'run'])
  t.strictSame(await command.exit, ended(2, 'fake-sfox: --port must be a whole number from 0 to 65535\n'))
  t.strictSame(command.lines, [])
})

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const) {
  t.test(`passes ${signal} on, and keeps the fake until the command has ended`, async (t) => {
    const { child, exit, lines } = execNode(t, `
      process.on('${signal}', async () => {
        const { status } = await fetch(process.env.SFOX_BASE_URL + '/_fake/health')
        console.log(status)
        process.exit(3)
      })
      setInterval(() => {}, 60_000)
      console.log('waits')
    `)
    await once(createInterface(child.stdout), 'line')
    child.kill(signal)
    t.strictSame(await exit, ended(3))
    t.strictSame(lines, ['waits', '200'])
  })
}

t.test('exits with 128 plus the signal that ended the command', async (t) => {
  const { child, exit } = execNode(t, 'setInterval(() => {}, 60_000); console.log(process.env.SFOX_BASE_URL)')
  const [url] = await once(createInterface(child.stdout), 'line')
  child.kill('SIGTERM')
  t.strictSame(await exit, ended(128 + 15))
  await t.rejects(fetch(url))
})

t.test('a signal before the command runs does not count as success', async (t) => {
  const { child, exit, lines } = runCommand(t, ['exec', '--', 'echo', 'run'])
  child.kill('SIGTERM')
  t.strictSame(await exit, { code: null, signal: 'SIGTERM', stderr: '' })
  t.strictSame(lines, [])
})

t.test('a signal between the port file and the command leaves no file, and does not count as success', async (t) => {
  const dir = t.testdir({
    'preload.cjs': `const fs = require('node:fs')
      const { renameSync } = fs
      fs.renameSync = (from, to) => { renameSync(from, to); queueMicrotask(() => process.emit('SIGHUP', 'SIGHUP')) }
      require('node:module').syncBuiltinESMExports()`
  })
  const { program, args, env } = commandLine()
  const flags = ['exec', '--port-file', join(dir, 'port'), '--', 'echo', 'run']
  const child = guard(t, spawn(program, ['--require', join(dir, 'preload.cjs'), ...args, ...flags], {
    env, stdio: ['ignore', 'pipe', 'inherit']
  }))
  const output = text(child.stdout)
  t.strictSame(await once(child, 'exit'), [128 + 1, null])
  t.strictSame([await output, readdirSync(dir)], ['', ['preload.cjs']])
})

t.test('at a terminal, Ctrl-C reaches the command once', needs(['script']), async (t) => {
  const { program, args, env } = commandLine()
  const counts = `
    let interrupts = 0
    process.on('SIGINT', () => { interrupts++; console.log('interrupted') })
    process.on('SIGUSR2', () => { console.log('awake') })
    process.on('SIGHUP', () => setImmediate(() => { console.log('in all ' + interrupts); process.exit(5) }))
    setInterval(() => {}, 60_000)
    console.log('runs beside ' + process.ppid)
  `
  const line = [program, ...args, 'exec', '--', program, '--eval', counts].map((arg) => `'${arg.replaceAll("'", "'\\''")}'`).join(' ')
  // The shell stays, since `script` does not care to have its own child stopped.
  const shell = `trap : INT; ${line}; exit $?`
  const child = guard(t, spawn('script', ['--quiet', '--return', '--command', shell, '/dev/null'], {
    env, stdio: ['pipe', 'pipe', 'inherit']
  }))
  const lines = createInterface(child.stdout)[Symbol.asyncIterator]()
  const fake = Number(/runs beside (\d+)/.exec((await lines.next()).value)?.[1])
  async function heard (word: string) {
    for (let line = await lines.next(); !line.value?.includes(word); line = await lines.next()) {
      if (line.done) throw new Error(`it ended without a word of ${word}`)
    }
  }
  // Stopped, so that what it would pass on cannot come together with what the terminal sends, and count as one.
  process.kill(fake, 'SIGSTOP')
  child.stdin.write('\x03')
  await heard('interrupted')
  process.kill(fake, 'SIGCONT')
  process.kill(fake, 'SIGUSR2')
  await heard('awake')
  // Whatever it passes on of Ctrl-C, it has passed on by now.
  process.kill(fake, 'SIGHUP')
  await heard('in all 1')
  const [code] = await once(child, 'close')
  t.equal(code, 5)
})

t.test('--help shows its usage', async (t) => {
  const { exit, lines } = runCommand(t, ['exec', '--help'])
  t.strictSame(await exit, ended(0))
  t.ok(lines.includes('       fake-sfox exec [options] -- COMMAND [ARGUMENT...]'))
})
