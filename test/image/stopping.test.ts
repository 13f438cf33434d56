/** SIGTERM ends the container soon, whatever is open. */
import t from 'tap'
import { once } from 'node:events'
import { connect } from 'node:net'
import { docker } from '../../scripts/docker.ts'
import { authorization, control, tokensPath } from '../helper.ts'
import { here, inspect, ready, type Container } from './docker.ts'

/** How the container ended, and how long after SIGTERM. */
async function terminated ({ id, pid }: Container): Promise<{ code: number, took: number }> {
  const began = Date.now()
  process.kill(pid, 'SIGTERM')
  await docker('wait', id)
  const { ExitCode, FinishedAt } = (await inspect(id)).State
  return { code: ExitCode, took: Date.parse(FinishedAt) - began }
}

t.test('when idle', here(), async (t) => {
  const { code, took } = await terminated(await ready(t))
  t.equal(code, 0)
  t.ok(took >= 0 && took < 1000, `${took} ms`)
})

t.test('with hung and delayed requests and keep-alive sockets open', here(), async (t) => {
  const container = await ready(t)
  const { hostname: host, port } = new URL(container.url)
  const request = (line: string) => `${line} HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\n\r\n`
  const opened = async (bytes: string) => {
    const socket = connect(Number(port), host).on('error', () => {})
    t.teardown(() => socket.destroy())
    await once(socket, 'connect')
    await new Promise((resolve) => socket.write(bytes, resolve))
    return socket
  }
  for (const fault of [{ connection: 'hang', times: 5 }, { delay: '1h', times: 5 }]) await control(container, 'POST', '/faults', fault)
  for (let i = 0; i < 10; i++) await opened(request(`POST ${tokensPath}/user-${i}`))
  for (let i = 0; i < 10; i++) await once(await opened(request('GET /_fake/health')), 'data')
  await opened('POST /v1')
  const { code, took } = await terminated(container)
  t.equal(code, 0)
  t.ok(took >= 0 && took < 1000, `${took} ms`)
})
