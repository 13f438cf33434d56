/** Containers of the image that engine.sh has built, run by Docker as docker-compose.yml runs them. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import t, { type Test } from 'tap'
import { docker, healthBecomes } from '../../scripts/docker.ts'

export const execute = promisify(execFile)

/** Make options for `t.test()`: the tests mostly wait, so they run side by side; engine.sh says why none can run. */
export const here = () => ({ buffered: true, skip: process.env.FAKE_SFOX_IMAGE_NOT_RUN ?? false })
t.jobs = 6

const hardened = ['--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only']

/** The image's own checks are ten seconds apart on an engine that does not know --start-interval. */
const often = ['--health-interval', '250ms']

export interface Container {
  id: string
  /** Of its process 1, as seen from outside. */
  pid: number
  /** On its own network. */
  ip: string
  /** The address of its published port. */
  authority: string
  url: string
}

export interface State {
  Pid: number
  ExitCode: number
  StartedAt: string
  FinishedAt: string
  Health: { Status: string, FailingStreak: number, Log: Array<{ Start: string, End: string, ExitCode: number }> }
}

export interface Inspected {
  State: State
  HostConfig: { ReadonlyRootfs: boolean, CapDrop: string[] }
  NetworkSettings: { IPAddress: string, Ports: Record<string, Array<{ HostIp: string, HostPort: string }>> }
}

/** Return what Docker knows of a container. */
export async function inspect (id: string): Promise<Inspected> {
  return JSON.parse(await docker('inspect', id))[0]
}

export interface RunOptions {
  env?: Record<string, string>
  args?: string[]
  /** The command that runs in it instead of the fake. */
  command?: string[]
  /** How often the health is checked; as often as can be by default. */
  checks?: string[]
}

/** Start a container, which is removed after the test. */
export async function run (
  t: Test, { env = {}, args = [], command = [], checks = often }: RunOptions = {}
): Promise<Container> {
  const port = env.PORT ?? '7369'
  const environment = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const [entrypoint, ...rest] = command
  const options = [...hardened, ...checks, '--publish', `127.0.0.1::${port}`, ...environment, ...args]
  if (entrypoint !== undefined) options.push('--entrypoint', entrypoint)
  const id = await docker('run', '--detach', ...options, 'fake-sfox', ...rest)
  t.teardown(async () => await docker('rm', '--force', id))
  const { State: { Pid }, NetworkSettings: { IPAddress, Ports } } = await inspect(id)
  const authority = `127.0.0.1:${Ports[`${port}/tcp`]?.[0]?.HostPort}`
  return { id, pid: Pid, ip: IPAddress, authority, url: `http://${authority}` }
}

/** Run the image's health check in a container, once: whether it passes. */
export async function probe (id: string): Promise<boolean> {
  return await docker('exec', id, '/app/healthcheck.sh').then(() => true, () => false)
}

/** Wait until the engine's own checks give a container this status. */
export async function untilHealth (id: string, status: 'healthy' | 'unhealthy'): Promise<State> {
  const since = Date.now()
  if ((await inspect(id)).State.Health.Status !== status) await healthBecomes(id, status, since)
  return (await inspect(id)).State
}

/** Start a container and wait until it is healthy. */
export async function ready (t: Test, options?: RunOptions): Promise<Container> {
  const container = await run(t, options)
  await untilHealth(container.id, 'healthy')
  return container
}

/** Run a line of bash in a new container of an image, and return its standard output. */
export async function inside (image: string, line: string, args: string[] = []): Promise<string> {
  return await docker('run', '--rm', '--network', 'none', '--entrypoint', '/bin/bash', ...args, image, '-c', line)
}
