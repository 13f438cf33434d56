import t from 'tap'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { helpText } from '../../src/cli/arguments.ts'
import { version } from '../../src/package.ts'
import { authorization, commandLine, guard, key, runCommand, start, tokensPath } from '../helper.ts'

const free = ['--port', '0']
const portOf = (url: string) => Number(new URL(url).port)

t.test('the first line is the ready line, as JSON without a terminal', async (t) => {
  const command = runCommand(t, free)
  const ready = await command.ready()
  t.match(ready.url, /^http:\/\/127\.0\.0\.1:[1-9]\d*$/)
  t.equal(ready.msg, `ready at ${ready.url}`)
  t.equal((await fetch(`${ready.url}/_fake/health`)).status, 200, 'it serves at once')
})

t.test('the ready line has a URL that can be called if the fake listens on every address', async (t) => {
  const { url, msg } = await runCommand(t, free, { FAKE_SFOX_HOST: '::' }).ready()
  t.match(url, /^http:\/\/127\.0\.0\.1:\d+$/)
  t.equal(msg, `ready at ${url}`)
  t.equal((await fetch(`${url}/_fake/health`)).status, 200)
})

t.test('flags win over options from the environment', async (t) => {
  const portFile = join(t.testdir(), 'port')
  const command = runCommand(t, ['--key', 'flag-key'], {
    PORT: '0', SFOX_ENTERPRISE_API_KEY: 'env-key', FAKE_SFOX_PORT_FILE: portFile, FAKE_SFOX_HOST: 'localhost'
  })
  const { url } = await command.ready()
  t.equal(url, `http://localhost:${portOf(url)}`)
  t.equal(readFileSync(portFile, 'utf8'), `${portOf(url)}\n`)
  const status = async (credential: string) =>
    (await fetch(`${url}${tokensPath}/a`, { method: 'POST', headers: { authorization: `Bearer ${credential}` } })).status
  t.equal(await status('flag-key'), 201)
  t.equal(await status('env-key'), 401)
})

t.test('requests are logged as JSON lines, without secrets', async (t) => {
  const command = runCommand(t, free)
  const { url } = await command.ready()
  const answer = await fetch(`${url}${tokensPath}/a`, { method: 'POST', headers: { authorization } })
  const { data: { token } } = await answer.json() as { data: { token: string } }
  command.child.kill('SIGTERM')
  await command.exit
  t.match(JSON.parse(command.lines[1] as string), { msg: 'request', method: 'POST', path: `${tokensPath}/a`, status: 201 })
  t.equal(command.lines.length, 2)
  t.notOk(command.lines.join().includes(key))
  t.notOk(command.lines.join().includes(token))
})

t.test('the ready line is printed at every log level, and nothing else when silent', async (t) => {
  const command = runCommand(t, [...free, '--log-level', 'silent'])
  const { url } = await command.ready()
  await fetch(url)
  command.child.kill('SIGTERM')
  t.strictSame(await command.exit, { code: 0, signal: null, stderr: '' })
  t.equal(command.lines.length, 1)
})

t.test('reports a mistake in the options in one line and exits with 2', async (t) => {
  const bad = join(t.testdir({ 'bad.json': '{"users":[{"user_id":""}]}' }), 'bad.json')
  const cases: Array<[string[], Record<string, string>, string]> = [
    [['--prot'], {}, 'unknown flag --prot; see fake-sfox --help'],
    [['--port', 'x'], {}, '--port must be a whole number from 0 to 65535'],
    [[], { SFOX_ENTERPRISE_API_KEY: '' },
      'SFOX_ENTERPRISE_API_KEY must be at least one visible ASCII character, without spaces (it travels in a header)'],
    [[...free, '--fixtures', bad], {}, `${bad}: /users/0/user_id must be a non-empty string that does not start with "fake:", which marks magic ids`]
  ]
  for (const [args, env, message] of cases) {
    const command = runCommand(t, args, env)
    t.strictSame(await command.exit, { code: 2, signal: null, stderr: `fake-sfox: ${message}\n` })
    t.strictSame(command.lines, [])
  }
})

t.test('reports why it cannot listen in one line and exits with 1', async (t) => {
  const { url } = await start(t)
  const taken = runCommand(t, ['--port', String(portOf(url))])
  t.strictSame(await taken.exit, {
    code: 1,
    signal: null,
    stderr: `fake-sfox: port ${portOf(url)} on 127.0.0.1 is already in use; choose another with --port or PORT\n`
  })
  const beside = ['exec', '--port', String(portOf(url)), '--', 'echo', 'run']
  t.match(await runCommand(t, beside).exit, { code: 1, stderr: / is already in use; choose another with --port\n$/ })
  t.strictSame(await runCommand(t, ['--port', '7369', '--host', '192.0.2.1']).exit, {
    code: 1, signal: null, stderr: 'fake-sfox: cannot listen on 192.0.2.1 port 7369 (EADDRNOTAVAIL); see --host and --port\n'
  })
  const nowhere = join(t.testdir(), 'no', 'dir')
  t.strictSame(await runCommand(t, [...free, '--port-file', nowhere]).exit, {
    code: 1, signal: null, stderr: `fake-sfox: port file ${nowhere} cannot be written (ENOENT)\n`
  })
})

t.test('--help and --version print and exit with 0', async (t) => {
  const help = runCommand(t, ['--help'])
  t.strictSame(await help.exit, { code: 0, signal: null, stderr: '' })
  t.equal(`${help.lines.join('\n')}\n`, helpText())
  const about = runCommand(t, ['--version'])
  t.equal((await about.exit).code, 0)
  t.strictSame(about.lines, [version])
})

t.test('survives a reader that closes the pipe', async (t) => {
  const command = runCommand(t, free)
  const { url } = await command.ready()
  command.child.stdout.destroy()
  for (let index = 0; index < 3; index++) t.equal((await fetch(url)).status, 200)
  command.child.kill('SIGTERM')
  t.strictSame(await command.exit, { code: 0, signal: null, stderr: '' })

  const help = runCommand(t, ['--help'])
  help.child.stdout.destroy()
  t.strictSame(await help.exit, { code: 0, signal: null, stderr: '' })
})

t.test('answers 413 while the client still sends a body that is too large', async (t) => {
  // In a process of its own: within one, the answer is there before the rest of the body is written.
  const command = runCommand(t, free)
  const { url } = await command.ready()
  for (const size of [33, 34, 64]) {
    const body = Buffer.alloc(size * 1024 * 1024, ' ')
    const answer = await fetch(`${url}${tokensPath}`, { method: 'POST', headers: { authorization }, body })
    t.equal(answer.status, 413)
    t.equal(answer.headers.get('x-fake-sfox-reason'), 'body-too-large')
    const inChunks = await fetch(`${url}${tokensPath}`, {
      method: 'POST', headers: { authorization }, body: new Blob([body]).stream(), duplex: 'half'
    } as RequestInit)
    t.equal(inChunks.status, 413)
  }
})

t.test('a start does not load optional packages', async (t) => {
  const preload = join(t.testdir({
    'loaded.cjs': "process.on('exit', () => { require('fs').writeSync(2, JSON.stringify(Object.keys(require.cache))) })"
  }), 'loaded.cjs')
  const optional = ['@fastify/ajv-compiler', '@fastify/fast-json-stringify-compiler', 'pino-pretty']
  const loaded = async (use: (url: string) => Promise<unknown>) => {
    const { program, args, env } = commandLine()
    const child = guard(t, spawn(program, ['--require', preload, ...args, ...free], { env, stdio: ['ignore', 'pipe', 'pipe'] }))
    const [line] = await once(createInterface(child.stdout), 'line')
    await use(JSON.parse(line).url)
    child.kill('SIGTERM')
    const files: string[] = JSON.parse(await text(child.stderr))
    t.ok(files.some((file) => file.includes('/node_modules/fastify/')), 'what is loaded is told')
    return optional.filter((name) => files.some((file) => file.includes(`/node_modules/${name}/`)))
  }
  t.strictSame(await loaded(async (url) => await fetch(`${url}/_fake/health`)), [])
  t.strictSame(await loaded(async (url) => await fetch(`${url}/_fake/openapi.json`)), [], 'nor does the OpenAPI document')
})
