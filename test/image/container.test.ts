/** Test the container: its user, its writable paths, its files, and that it serves. */
import t from 'tap'
import { readFileSync } from 'node:fs'
import { chmod } from 'node:fs/promises'
import { docker } from '../../scripts/docker.ts'
import { certificate } from '../certificate.ts'
import { authorization, mint, tokenPattern, tokensPath } from '../helper.ts'
import { execute, here, inside, probe, ready } from './docker.ts'

const maxLayers = 15_000_000

/** The columns of some lines of /proc/PID/status. */
function processStatus (pid: number): Record<string, string[]> {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').trim().split('\n').map((line) => line.split(/:?\s+/))
  return Object.fromEntries(lines.map(([name, ...values]) => [name, values]))
}

t.test('it serves as an ordinary user, from a file system on which it can write nothing', here(), async (t) => {
  const { id, pid, url } = await ready(t)
  const answer = await mint(url, 'user-1')
  t.equal(answer.status, 201)
  t.match(answer.json.data.token, tokenPattern)
  for (const path of ['/', '/_fake/page/page.js', '/_fake/openapi.json']) {
    t.equal((await fetch(url + path)).status, 200, path)
  }

  const { Uid, Gid, CapInh, CapPrm, CapEff, CapBnd, CapAmb, NoNewPrivs } = processStatus(pid)
  t.strictSame([Uid, Gid], [Array(4).fill('1000'), Array(4).fill('1000')])
  t.strictSame([CapInh, CapPrm, CapEff, CapBnd, CapAmb].flat(), Array(5).fill('0'.repeat(16)))
  t.strictSame(NoNewPrivs, ['1'])

  const mounts = readFileSync(`/proc/${pid}/mountinfo`, 'utf8').split('\n').map((line) => line.split(' '))
  t.match(mounts.find(([, , , , path]) => path === '/')?.[5], /^ro\b/)
  const writable = "find / '(' -path /proc -o -path /dev -o -path /sys ')' -prune -o -writable -print 2>/dev/null; id -u"
  t.equal(await docker('exec', id, 'bash', '-c', writable), '1000')
})

t.test('without --read-only, too, nothing of what runs can be written', here(), async (t) => {
  t.equal(await inside('fake-sfox', 'id -u; find /app /usr /bin /etc -writable ! -type l'), '1000')
})

t.test('any user will do', here(), async (t) => {
  const { pid, url } = await ready(t, { args: ['--user', '12345:54321'] })
  t.equal((await mint(url, 'user-1')).status, 201)
  const { Uid, Gid } = processStatus(pid)
  t.strictSame([Uid, Gid], [Array(4).fill('12345'), Array(4).fill('54321')])
})

t.test('options come by environment, PORT among them, and the health check follows; the key is not logged', here(), async (t) => {
  const key = 'a-key-that-nobody-may-read'
  const { id, ip, url } = await ready(t, { env: { PORT: '8080', FAKE_SFOX_TOKEN_TTL: '90s', SFOX_ENTERPRISE_API_KEY: key } })
  const before = Date.now()
  const answer = await mint(url, 'user-1', key)
  const lifetime = Date.parse(answer.json.data.expires) - before
  t.equal(answer.status, 201)
  t.ok(lifetime >= 90_000 && lifetime < 95_000, `${lifetime} ms`)
  t.equal((await fetch(`http://${ip}:8080/_fake/health`)).status, 200)
  await t.rejects(fetch(`http://${ip}:7369/_fake/health`), { cause: { code: 'ECONNREFUSED' } })

  const { stdout, stderr } = await execute('docker', ['logs', id])
  t.match(stdout, `${tokensPath}/user-1`)
  t.notMatch(stdout + stderr, key)
})

t.test('with a certificate it speaks https, and the health check follows', here(), async (t) => {
  const { dir, options: { tlsCert, tlsKey } } = await certificate(t)
  await chmod(tlsKey, 0o644)
  const { authority, id } = await ready(t, {
    env: { FAKE_SFOX_TLS_CERT: '/tls/fake-sfox.crt', FAKE_SFOX_TLS_KEY: '/tls/fake-sfox.key' },
    args: ['--volume', `${dir}:/tls:ro`]
  })
  const { stdout } = await execute('curl', [
    '--silent', '--show-error', '--noproxy', '*', '--cacert', tlsCert, '--request', 'POST', '--header', `Authorization: ${authorization}`,
    '--write-out', ' %{http_code}', `https://${authority}${tokensPath}/user-1`
  ])
  t.match(stdout, /"token":"[0-9a-f]{64}".* 201$/)
  await docker('kill', '--signal', 'STOP', id)
  t.equal(await probe(id), false)
})

t.test('what the image adds to its base is small, and holds neither package managers nor settings of npm', here(), async (t) => {
  const size = async (image: string) => Number(await docker('image', 'inspect', '--format', '{{.Size}}', image))
  const added = await size('fake-sfox') - await size('node:24-bookworm-slim')
  console.log(`The layers on top of the base image: ${(added / 1e6).toFixed(1)} MB`)
  t.ok(added > 1_000_000 && added < maxLayers, `${added} bytes`)

  const managers = 'type -P npm npx yarn yarnpkg corepack apt apt-get dpkg | wc -l'
  t.equal(await inside('node:24-bookworm-slim', managers), '8')
  t.equal(await inside('fake-sfox', managers), '0')
  t.equal(await inside('fake-sfox', 'find / -xdev -name "*npmrc"', ['--user', '0']), '')
})
