/**
 * docker-compose.yml, as far as Debian's docker-compose 1.29 goes. It has no `up --wait`; what that waits for, that the
 * service is healthy, is what `condition: service_healthy` waits for, too.
 */
import t from 'tap'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { mint } from '../../helper.ts'
import { execute, here, inspect, podman, untilHealth } from '../podman.ts'

const root = join(import.meta.dirname, '../../..')
const { PORT: _port, SFOX_ENTERPRISE_API_KEY: _key, ...environment } = process.env

/** Runs docker-compose on our file, and on others beside it. */
function composeOf (given: Record<string, string>, ...others: string[]) {
  const files = ['docker-compose.yml', ...others].flatMap((file) => ['--file', file])
  const env = { ...environment, DOCKER_HOST: environment.FAKE_SFOX_ENGINE, ...given }
  return async (...args: string[]) => (await execute('docker-compose', [...files, ...args], { cwd: root, env })).stdout
}

t.test('it is valid; key and port have defaults, and come from the environment', here, async (t) => {
  const byDefault = await composeOf({})('config')
  for (const line of ['SFOX_ENTERPRISE_API_KEY: fake-enterprise-key', "PORT: '7369'", '127.0.0.1:7369:7369/tcp']) t.match(byDefault, line)
  const given = await composeOf({ SFOX_ENTERPRISE_API_KEY: 'another-key', PORT: '8123' })('config')
  for (const line of ['SFOX_ENTERPRISE_API_KEY: another-key', "PORT: '8123'", '127.0.0.1:8123:8123/tcp']) t.match(given, line)
})

t.test('a service that depends on the fake starts when it is healthy, and finds it by name', here, async (t) => {
  const [key, port] = ['another-key', '8123']
  const mints = `
    fetch('http://fake-sfox:${port}/v1/enterprise/user-tokens/a', { method: 'POST', headers: { authorization: 'Bearer ${key}' } })
      .then(({ status }) => { process.exitCode = status === 201 ? 0 : 1 })`
  const dir = t.testdir({
    'dependent.json': JSON.stringify({
      services: {
        dependent: {
          image: 'fake-sfox',
          entrypoint: ['node', '--eval', mints],
          depends_on: { 'fake-sfox': { condition: 'service_healthy' } }
        }
      }
    })
  })
  const compose = composeOf({ SFOX_ENTERPRISE_API_KEY: key, PORT: port }, join(dir, 'dependent.json'))
  t.teardown(async () => await composeOf({})('down', '--timeout', '0', '--remove-orphans'))
  const up = compose('up', '--detach', '--no-build')
  const url = `http://127.0.0.1:${port}`
  await Promise.race([up, (async () => {
    while (!await fetch(`${url}/_fake/health`).then(({ ok }) => ok, () => false)) await setTimeout(100)
  })()])
  await setTimeout(2000) // Time enough to start the other too early: nothing has checked the health yet.
  const fake = (await compose('ps', '--quiet', 'fake-sfox')).trim()
  t.equal((await compose('ps', '--quiet', 'dependent')).trim(), '')
  const { Health } = await untilHealth(fake, 'healthy')
  await up
  const dependent = (await compose('ps', '--quiet', 'dependent')).trim()
  t.equal(await podman('wait', dependent), '0')
  t.ok((await inspect(dependent)).State.StartedAt > (Health.Log[0]?.End ?? 'never'))

  t.equal((await mint(url, 'user-1', key)).status, 201)
  t.equal((await inspect(fake)).HostConfig.ReadonlyRootfs, true)
  await compose('stop', '--timeout', '1', 'fake-sfox') // After that second it would be killed, with 137.
  t.equal((await inspect(fake)).State.ExitCode, 0)
})
