/** examples/testcontainers does what it says. */
import t from 'tap'
import { execute, here, withTimers } from '../podman.ts'

t.test('the example for Testcontainers passes', here, async (t) => {
  const { FAKE_SFOX_TESTCONTAINERS: cwd, FAKE_SFOX_ENGINE: DOCKER_HOST } = process.env
  // Its reaper would be an image to pull. node:test in a process of node:test reports in its own way.
  const env = { PATH: process.env.PATH, HOME: cwd, DOCKER_HOST, TESTCONTAINERS_RYUK_DISABLED: 'true' }
  const { stdout } = await withTimers('org.testcontainers=true', async () => (
    await execute('npm', ['test', '--silent', '--', '--test-reporter=tap'], { cwd, env })
  ))
  t.match(stdout, /^ok 1 - a token is minted$/m)
  t.match(stdout, /^# pass 1$/m)
})
