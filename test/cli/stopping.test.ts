import t from 'tap'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { authorization, commandLine, control, guard, runCommand, tokensPath } from '../helper.ts'

const free = ['--port', '0']
const well = { code: 0, signal: null, stderr: '' }
const head = `POST ${tokensPath} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\n`

async function opened (url: string, bytes: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  await new Promise((resolve) => socket.write(bytes, resolve))
  return socket
}

/** Wait until the server accepts no connections, which means that its shutdown has begun. */
async function refused (url: string): Promise<void> {
  while (await fetch(url).then(() => true, () => false));
}

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) {
  t.test(`${signal} stops an idle fake within 500 ms, and its port file is gone`, async (t) => {
    const dir = t.testdir()
    const command = runCommand(t, [...free, '--port-file', join(dir, 'port')])
    await command.ready()
    t.strictSame(readdirSync(dir), ['port'])
    const began = performance.now()
    command.child.kill(signal)
    t.strictSame(await command.exit, well)
    t.ok(performance.now() - began < 500)
    t.strictSame(readdirSync(dir), [])
  })
}

t.test('the port file is gone after an unexpected error and after an exit; a start overwrites that of a kill', async (t) => {
  const dir = t.testdir({
    'preload.cjs': "process.on('SIGUSR2', () => process.exit(4)).on('SIGALRM', () => { throw new Error('unexpected') })"
  })
  const portFile = join(dir, 'port')
  const { program, args, env } = commandLine()
  const flags = ['--require', join(dir, 'preload.cjs'), ...args, ...free, '--port-file', portFile]
  for (const [signal, expected] of [['SIGKILL', [null, 'SIGKILL']], ['SIGUSR2', [4, null]], ['SIGALRM', [1, null]]] as const) {
    const child = guard(t, spawn(program, flags, { env, stdio: ['ignore', 'pipe', 'ignore'] }))
    const [line] = await once(createInterface(child.stdout), 'line')
    t.equal(await readFile(portFile, 'utf8'), `${new URL(JSON.parse(line).url).port}\n`)
    child.kill(signal)
    t.strictSame(await once(child, 'exit'), expected)
    t.equal(existsSync(portFile), signal === 'SIGKILL', signal)
  }
})

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} stops it within a second with 50 keep-alive sockets and half-sent requests open`, async (t) => {
    const command = runCommand(t, [...free, '--log-level', 'silent'])
    const { url } = await command.ready()
    const sockets = await Promise.all(Array.from({ length: 50 }, async () => {
      const socket = await opened(url, 'GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n')
      await once(socket, 'data')
      return socket
    }))
    for (const part of ['POST /v1', head, `${head}Content-Length: 100\r\n\r\n{"data":`]) sockets.push(await opened(url, part))
    const closed = Promise.all(sockets.map(async (socket) => await new Promise((resolve) => socket.on('close', resolve))))
    const began = performance.now()
    command.child.kill(signal)
    t.strictSame(await command.exit, well)
    t.ok(performance.now() - began < 1000)
    await closed
  })

  t.test(`${signal} stops it within a second with waiters, event streams, delayed and hung requests open`, async (t) => {
    const command = runCommand(t, [...free, '--log-level', 'silent'])
    const { url } = await command.ready()
    const faults = [{ connection: 'hang', times: 5 }, { delay: '1h', times: 5 }]
    for (const fault of faults) await control({ url }, 'POST', '/faults', fault)
    const get = (path: string) => `GET /_fake${path} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\n\r\n`
    const mint = `${head.replace(tokensPath, `${tokensPath}/a`)}\r\n`
    const sockets = await Promise.all(Array.from({ length: 10 }, async () => await opened(url, mint)))
    const streams = await Promise.all(Array.from({ length: 5 }, async () => await opened(url, get('/events'))))
    sockets.push(...streams, await opened(url, get('/requests/wait?timeout=1h')))
    await Promise.all(streams.map(async (stream) => await once(stream, 'data')))
    for (;;) {
      const { json } = await control({ url }, 'GET', '/faults')
      if (json.faults.every(({ hits }: { hits: number }) => hits === 5)) break
    }
    const closed = Promise.all(sockets.map(async (socket) =>
      await new Promise((resolve) => socket.resume().on('close', resolve))))
    const began = performance.now()
    command.child.kill(signal)
    t.strictSame(await command.exit, well)
    t.ok(performance.now() - began < 1000)
    await closed
  })

  t.test(`${signal} cuts a request whose body never arrives, and logs it`, async (t) => {
    const command = runCommand(t, free)
    const { url } = await command.ready()
    const socket = await opened(url, `${head}Expect: 100-continue\r\nContent-Length: 100\r\n\r\n`)
    await once(socket, 'data') // 100 Continue: the request has arrived
    command.child.kill(signal)
    t.strictSame(await command.exit, well)
    const requests = command.lines.map((line) => JSON.parse(line)).filter(({ msg }) => msg === 'request')
    t.strictSame(requests.map(({ path, status }) => ({ path, status })), [{ path: tokensPath, status: null }])
  })

  t.test(`a second ${signal} changes nothing, and an in-flight request is answered`, async (t) => {
    const command = runCommand(t, [...free, '--log-level', 'silent'])
    const { url } = await command.ready()
    const body = '{"data":["a"]}'
    const socket = await opened(url, `${head}Expect: 100-continue\r\nContent-Length: ${body.length}\r\n\r\n`)
    await once(socket, 'data') // 100 Continue: the request has arrived
    command.child.kill(signal)
    await refused(url)
    command.child.kill(signal)
    socket.write(body)
    const [answer] = await once(socket, 'data')
    t.match(String(answer), /^HTTP\/1\.1 201 /)
    t.strictSame(await command.exit, well)
  })

  t.test(`${signal} before it is ready stops it with status 0`, async (t) => {
    // The start waits for its fixtures, which come through a pipe; that the pipe opens tells that it got there.
    const pipe = join(t.testdir(), 'fixtures')
    execFileSync('mkfifo', [pipe])
    const command = runCommand(t, [...free, '--fixtures', pipe])
    const fixtures = await open(pipe, 'w')
    command.child.kill(signal)
    await fixtures.write('{}')
    await fixtures.close()
    t.strictSame(await command.exit, well)
  })
}

t.test('serves and stops if nothing reads its output or the disk is full', async (t) => {
  for (const full of [false, true]) {
    const { program, args, env } = commandLine()
    const portFile = join(t.testdir(), 'port')
    const target = full ? await open('/dev/full', 'w') : undefined
    const child = guard(t, spawn(program, [...args, ...free, '--port-file', portFile], {
      env, stdio: ['ignore', target?.fd ?? 'pipe', 'inherit']
    }))
    const port = await waitForFile(portFile)
    for (let index = 0; index < 1500; index++) await (await fetch(`http://127.0.0.1:${port}/nope`)).text()
    const exit = once(child, 'exit')
    const began = performance.now()
    child.kill('SIGTERM')
    t.strictSame(await exit, [0, null])
    t.ok(performance.now() - began < 500)
    await target?.close()
  }
})

async function waitForFile (path: string): Promise<string> {
  for (;;) {
    const text = await readFile(path, 'utf8').catch(() => '')
    if (text !== '') return text.trim()
  }
}
