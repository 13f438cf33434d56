import t, { type Test } from 'tap'
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { resolveConfig } from '../../src/options/resolve.ts'
import { readTls } from '../../src/server/tls.ts'
import { certificate } from '../certificate.ts'
import { authorization, optionMistake, runCommand, start, tokensPath, whileTimeStands } from '../helper.ts'
import { needs } from '../needs.ts'

/** Open a TLS connection that accepts any certificate. */
async function openTls (t: Test, url: string) {
  const { port } = new URL(url)
  const socket = connectTls({ host: '127.0.0.1', port: Number(port), rejectUnauthorized: false })
  t.teardown(() => socket.destroy())
  await once(socket.on('error', () => {}), 'secureConnect')
  return socket
}

t.test('serves https, and the handle works without trusting the certificate', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const sfox = await start(t, options)
  t.match(sfox.url, /^https:\/\/127\.0\.0\.1:\d+$/)
  t.equal(sfox.env().SFOX_BASE_URL, sfox.url)
  await t.resolves(sfox.clock.now())

  const socket = await openTls(t, sfox.url)
  socket.write(`POST ${tokensPath}/a HTTP/1.1\r\nHost: fake\r\nAuthorization: ${authorization}\r\n\r\n`)
  t.match(String((await once(socket, 'data'))[0]), 'HTTP/1.1 201 Created\r\n')
  await t.rejects(fetch(sfox.url.replace('https', 'http')), 'plain HTTP is not spoken there')
})

t.test('the ready line of the command has an https URL', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const command = runCommand(t, ['--port', '0', '--tls-cert', options.tlsCert], { FAKE_SFOX_TLS_KEY: options.tlsKey })
  const { url, msg } = await command.ready()
  t.match(url, /^https:\/\/127\.0\.0\.1:\d+$/)
  t.equal(msg, `ready at ${url}`)
})

t.test('close() waits neither for a handshake nor for an idle connection', needs(['openssl']), async (t) => {
  const { options } = await certificate(t)
  const sfox = await start(t, options)
  const silent = connect(Number(new URL(sfox.url).port), '127.0.0.1')
  await once(silent.on('error', () => {}), 'connect')
  const idle = await openTls(t, sfox.url)
  idle.write('GET /_fake/health HTTP/1.1\r\nHost: fake\r\n\r\n')
  await once(idle, 'data')
  const closed = [silent, idle].map(async (socket) => await once(socket, 'close'))
  await t.resolves(whileTimeStands(async () => await sfox.close()), 'no grace is needed')
  await Promise.all(closed)
})

t.test('rejects files that cannot be used in one line, without contents of the key', needs(['openssl']), async (t) => {
  const { dir, options: { tlsCert, tlsKey } } = await certificate(t)
  const other = `${dir}/other.key`
  execFileSync('openssl', ['genrsa', '-out', other, '2048'], { stdio: 'ignore' })
  const locked = `${dir}/locked.key`
  execFileSync('openssl', ['rsa', '-aes128', '-passout', 'pass:secret', '-in', tlsKey, '-out', locked], { stdio: 'ignore' })
  writeFileSync(`${dir}/text`, 'no PEM')

  const mistake = (options: object) => optionMistake(t, () => readTls(resolveConfig(options)))
  t.equal(mistake({ tlsCert }), 'tlsCert needs tlsKey as well')
  t.equal(mistake({ tlsKey }), 'tlsKey needs tlsCert as well')
  t.equal(mistake({ tlsCert: '', tlsKey }), 'tlsCert must be the path of a file')
  t.equal(mistake({ tlsCert: `${dir}/none`, tlsKey }), `certificate file ${dir}/none cannot be read (ENOENT)`)
  t.equal(mistake({ tlsCert, tlsKey: dir }), `key file ${dir} cannot be read (EISDIR)`)
  t.equal(mistake({ tlsCert: `${dir}/text`, tlsKey }), `certificate file ${dir}/text must contain a certificate in PEM format`)
  t.equal(mistake({ tlsCert, tlsKey: tlsCert }), `key file ${tlsCert} must contain a private key in PEM format, without a passphrase`)
  t.equal(mistake({ tlsCert, tlsKey: locked }), `key file ${locked} must contain a private key in PEM format, without a passphrase`)
  t.equal(mistake({ tlsCert, tlsKey: other }), `key file ${other} does not belong to the certificate in ${tlsCert}`)
  t.equal(readTls(resolveConfig()), undefined)
})
