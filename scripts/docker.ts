/** Call Docker, for the tests of the image and its benchmark. */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'

const execute = promisify(execFile)

/**
 * Run `docker` with arguments and return its standard output, trimmed.
 *
 * @throws rejects if it fails
 */
export async function docker (...args: string[]): Promise<string> {
  return (await execute('docker', args)).stdout.trim()
}

/**
 * Wait until the engine's health check gives a container a status.
 *
 * @param id - the id of the container
 * @param status - the status to wait for
 * @param since - in ms since 1970; changes since then count, even before the call
 */
export async function healthBecomes (id: string, status: 'healthy' | 'unhealthy', since: number): Promise<void> {
  const filters = ['--filter', `container=${id}`, '--filter', `event=health_status: ${status}`]
  const options = ['--since', String(since / 1000), ...filters]
  const events = spawn('docker', ['events', ...options], { stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface(events.stdout), 'line')
  events.kill()
}
