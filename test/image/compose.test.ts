/**
 * docker-compose.yml and examples/compose, by Debian's docker-compose 1.29. It has no `up --wait`; what that waits for,
 * that the service is healthy, is what `condition: service_healthy` waits for, too.
 */
import t, { type Test } from 'tap'
import { randomUUID } from 'node:crypto'
import { copyFileSync } from 'node:fs'
import { join } from 'node:path'
import { docker } from '../../scripts/docker.ts'
import { freePort } from '../../scripts/free-port.ts'
import { root } from '../markdown.ts'
import { mint, tokensPath } from '../helper.ts'
import { needs } from '../needs.ts'
import { execute, here, inspect } from './docker.ts'

const { PORT: _port, SFOX_ENTERPRISE_API_KEY: _key, ...environment } = process.env
/** Make the options of a test that runs docker-compose. */
function withCompose () {
  const options = here()
  return options.skip === false ? { ...options, ...needs(['docker-compose']) } : options
}

/** An application for a container: it mints once, and its status says whether it was answered 201. */
const application = `
  const { SFOX_BASE_URL: url, SFOX_ENTERPRISE_API_KEY: key } = process.env
  fetch(url + '${tokensPath}/a', { method: 'POST', headers: { authorization: 'Bearer ' + key } })
    .then(({ status }) => process.exit(status === 201 ? 0 : 1))`

/** Make a function that runs docker-compose on some files; its containers are removed after the test. */
function composeOf (t: Test, files: string[], given: Record<string, string> = {}) {
  const env = { ...environment, COMPOSE_PROJECT_NAME: `fake-sfox-${randomUUID()}`, ...given }
  const run = async (files: string[], ...args: string[]) =>
    (await execute('docker-compose', [...files.flatMap((file) => ['--file', file]), ...args], { cwd: root, env })).stdout.trim()
  // Whatever belongs to the project goes; the test's own files are gone by then.
  t.teardown(async () => await run(['docker-compose.yml'], 'down', '--timeout', '0', '--remove-orphans'))
  return async (...args: string[]) => await run(files, ...args)
}

t.test('key and port of docker-compose.yml have defaults, and come from the environment', withCompose(), async (t) => {
  const byDefault = await composeOf(t, ['docker-compose.yml'])('config')
  for (const line of ['SFOX_ENTERPRISE_API_KEY: fake-enterprise-key', "PORT: '7369'", '127.0.0.1:7369:7369/tcp']) t.match(byDefault, line)
  const given = await composeOf(t, ['docker-compose.yml'], { SFOX_ENTERPRISE_API_KEY: 'another-key', PORT: '8123' })('config')
  for (const line of ['SFOX_ENTERPRISE_API_KEY: another-key', "PORT: '8123'", '127.0.0.1:8123:8123/tcp']) t.match(given, line)
})

t.test('a service that depends on docker-compose.yml starts when it is healthy, and finds it by name', withCompose(), async (t) => {
  const [key, port] = ['another-key', String(await freePort())]
  const environment = { SFOX_BASE_URL: `http://fake-sfox:${port}`, SFOX_ENTERPRISE_API_KEY: key }
  const dependent = {
    image: 'fake-sfox',
    entrypoint: ['node', '--eval', application.replaceAll('$', '$$')],
    environment,
    depends_on: { 'fake-sfox': { condition: 'service_healthy' } }
  }
  const dir = t.testdir({ 'dependent.json': JSON.stringify({ services: { dependent } }) })
  const compose = composeOf(t, ['docker-compose.yml', join(dir, 'dependent.json')], { SFOX_ENTERPRISE_API_KEY: key, PORT: port })
  await compose('up', '--detach', '--no-build')
  const [fake, other] = [await compose('ps', '--quiet', 'fake-sfox'), await compose('ps', '--quiet', 'dependent')]
  t.equal(await docker('wait', other), '0')
  const { State: { Health }, HostConfig } = await inspect(fake)
  const passed = Health.Log.find(({ ExitCode }) => ExitCode === 0)?.End ?? 'never'
  t.ok(Date.parse((await inspect(other)).State.StartedAt) >= Date.parse(passed), 'no sooner')

  t.equal((await mint(`http://127.0.0.1:${port}`, 'user-1', key)).status, 201, 'its port is published')
  t.equal(HostConfig.ReadonlyRootfs, true)
  await compose('stop', '--timeout', '1', 'fake-sfox') // After that second it would be killed, with 137.
  t.equal((await inspect(fake)).State.ExitCode, 0)
})

t.test('examples/compose runs beside an application', withCompose(), async (t) => {
  const dir = t.testdir({
    Dockerfile: 'FROM fake-sfox\nCOPY app.js /\nENTRYPOINT ["node", "/app.js"]\n', 'app.js': application, '.dockerignore': ''
  })
  copyFileSync(join(root, 'examples/compose/docker-compose.yml'), join(dir, 'docker-compose.yml'))
  await docker('tag', 'fake-sfox', 'ghcr.io/fake-sfox/fake-sfox:0.1')
  const compose = composeOf(t, [join(dir, 'docker-compose.yml')])
  await t.resolves(compose('up', '--exit-code-from', 'app'), 'the application was answered 201')
})
