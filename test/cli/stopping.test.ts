import t from 'tap'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { authorization, runCommand, tokensPath } from '../helper.ts'

const free = ['--port', '0']

for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  t.test(`${signal} ends it soon when idle`, async (t) => {
    const command = runCommand(t, free)
    await command.ready()
    const began = performance.now()
    command.child.kill(signal)
    t.strictSame(await command.exit, { code: 0, signal: null, stderr: '' })
    t.ok(performance.now() - began < 500)
  })

  t.test(`${signal} ends it within a second with 50 keep-alive sockets and half-sent requests open`, async (t) => {
    const command = runCommand(t, [...free, '--log-level', 'silent'])
    const { url } = await command.ready()
    const sockets = await Promise.all(Array.from({ length: 50 }, async () => {
      const socket = await opened(url)
      socket.write('GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n')
      await once(socket, 'data')
      return socket
    }))
    const head = `POST ${tokensPath} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\n`
    for (const part of ['POST /v1', head, `${head}Content-Length: 100\r\n\r\n{"data":`]) {
      const socket = await opened(url)
      sockets.push(socket)
      await new Promise((resolve) => socket.write(part, resolve))
    }
    const closed = Promise.all(sockets.map(async (socket) => await new Promise((resolve) => socket.on('close', resolve))))
    const began = performance.now()
    command.child.kill(signal)
    command.child.kill(signal)
    t.strictSame(await command.exit, { code: 0, signal: null, stderr: '' }, 'a second signal changes nothing')
    t.ok(performance.now() - began < 1000)
    await closed
  })
}

async function opened (url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => {})
  await once(socket, 'connect')
  return socket
}
