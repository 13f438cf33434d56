/** examples/testcontainers does what it says. */
import t from 'tap'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { execute, here } from './docker.ts'

t.test('the example for Testcontainers passes', here(), async (t) => {
  const cwd = t.testdir({})
  cpSync(join(import.meta.dirname, '../../examples/testcontainers'), cwd, { recursive: true })
  const { PATH, HOME, DOCKER_HOST } = process.env
  // Its reaper would be an image to pull. node:test in a process of node:test reports in its own way.
  const env = { PATH, HOME, ...(DOCKER_HOST && { DOCKER_HOST }), TESTCONTAINERS_RYUK_DISABLED: 'true' }
  const npm = async (...args: string[]) => (await execute('npm', args, { cwd, env })).stdout
  await npm('install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline')
  const said = await npm('test', '--silent', '--', '--test-reporter=tap')
  t.match(said, /^ok 1 - a token is minted$/m)
  t.match(said, /^# pass 1$/m)
})
