/** The image's health check, without an image. */
import t from 'tap'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import http from 'node:http'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { join } from 'node:path'
import { certificate } from '../certificate.ts'
import { start } from '../helper.ts'
import { needs } from '../needs.ts'

const script = join(import.meta.dirname, '../../scripts/healthcheck.sh')

/** Return whether the check passes for a server. */
async function passes (port: string, env: Record<string, string> = {}): Promise<boolean> {
  const check = execFile(script, { env: { PATH: process.env.PATH, PORT: port, ...env } })
  const [code] = await once(check, 'exit')
  return code === 0
}

async function portOf (server: Server): Promise<string> {
  await once(server.listen(0, '127.0.0.1'), 'listening')
  return String((server.address() as AddressInfo).port)
}

t.test('it passes where the fake is ready', async (t) => {
  t.equal(await passes(new URL((await start(t)).url).port), true)
})

for (const host of ['::1', '[::1]', '::', '0', '::ffff:0.0.0.0', '127.0.0.2', 'localhost']) {
  t.test(`it follows the address: ${host}`, async (t) => {
    const { url } = await start(t, { host })
    t.equal(await passes(new URL(url).port, { FAKE_SFOX_HOST: host }), true)
  })
}

t.test('it fails where the fake listens on another address, and takes an empty variable as not set', async (t) => {
  const { port } = new URL((await start(t)).url)
  t.equal(await passes(port, { FAKE_SFOX_HOST: '127.0.0.2' }), false)
  t.equal(await passes(port, { FAKE_SFOX_HOST: '', FAKE_SFOX_TLS_CERT: '' }), true)
})

t.test('it passes where the fake speaks https', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const { url } = await start(t, options)
  t.equal(await passes(new URL(url).port, { FAKE_SFOX_TLS_CERT: options.tlsCert }), true)
  t.equal(await passes(new URL(url).port), false)
  const onlyIpv6 = await start(t, { ...options, host: '::1' })
  t.equal(await passes(new URL(onlyIpv6.url).port, { FAKE_SFOX_HOST: '::1', FAKE_SFOX_TLS_CERT: options.tlsCert }), true)
})

t.test('it fails where the answer is not 200', async (t) => {
  const server = http.createServer((_request, response) => response.writeHead(503).end())
  t.teardown(() => server.close())
  t.equal(await passes(await portOf(server)), false)
})

for (const env of [{}, { FAKE_SFOX_TLS_CERT: '/cert.pem' }]) {
  t.test(`fails if no server listens, and if none responds: ${JSON.stringify(env)}`, async (t) => {
    const server = createServer((socket) => socket.resume())
    const port = await portOf(server)
    t.equal(await passes(port, env), false)
    await new Promise((resolve) => server.close(resolve))
    t.equal(await passes(port, env), false)
  })
}
