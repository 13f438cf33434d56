/** Containers of the image that engine.sh has built, run by podman as a careful person would. */
import { execFile } from 'node:child_process'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Test } from 'tap'

export const execute = promisify(execFile)

/** For `t.test()`: skips, with engine.sh's reason, what cannot be run here. */
export const here = { skip: process.env.FAKE_SFOX_IMAGE_NOT_RUN ?? false }

/** As docker-compose.yml runs it: no capability, nothing to write to. */
const hardened = [
  '--cap-drop', 'ALL', '--security-opt', 'no-new-privileges', '--read-only', '--read-only-tmpfs=false'
]

export interface Container {
  id: string
  /** Of its process 1, as seen from outside. */
  pid: number
  /** On its own network. */
  ip: string
  /** Where its port is published. */
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

export async function podman (...args: string[]): Promise<string> {
  return (await execute('podman', args)).stdout.trim()
}

export async function inspect (id: string): Promise<Inspected> {
  return JSON.parse(await podman('inspect', id))[0]
}

export interface RunOptions {
  env?: Record<string, string>
  args?: string[]
}

/** Starts a container, removed after the test. */
export async function run (t: Test, { env = {}, args = [] }: RunOptions = {}): Promise<Container> {
  const port = env.PORT ?? '7369'
  const environment = Object.entries(env).flatMap(([name, value]) => ['--env', `${name}=${value}`])
  const id = await podman('run', '--detach', ...hardened, '--publish', `127.0.0.1::${port}`, ...environment, ...args, 'fake-sfox')
  t.teardown(async () => await podman('rm', '--force', '--time', '0', id))
  const { State: { Pid }, NetworkSettings: { IPAddress, Ports } } = await inspect(id)
  const authority = `127.0.0.1:${Ports[`${port}/tcp`]?.[0]?.HostPort}`
  return { id, pid: Pid, ip: IPAddress, authority, url: `http://${authority}` }
}

/** One health check, as a timer would start it: whether it passed. */
export async function probe (id: string): Promise<boolean> {
  return await podman('healthcheck', 'run', id).then(() => true, () => false)
}

/** Checks the health again and again, until the container has this status. */
export async function untilHealth (id: string, status: 'healthy' | 'unhealthy'): Promise<State> {
  for (;;) {
    await probe(id)
    const { State } = await inspect(id)
    if (State.Health.Status === status) return State
    await setTimeout(100)
  }
}

/** A container that serves. */
export async function ready (t: Test, options?: RunOptions): Promise<Container> {
  const container = await run(t, options)
  await untilHealth(container.id, 'healthy')
  return container
}

/** Runs something while containers with this label have their health checked, for which an engine has timers. */
export async function withTimers<Result> (label: string, work: () => Promise<Result>): Promise<Result> {
  const done = new AbortController()
  const timers = (async () => {
    while (!done.signal.aborted) {
      for (const id of (await podman('ps', '--quiet', '--filter', `label=${label}`)).split('\n').filter(Boolean)) await probe(id)
      await setTimeout(250)
    }
  })()
  try {
    return await work()
  } finally {
    done.abort()
    await timers
  }
}

/** Runs a line of bash in a new container of an image. */
export async function inside (image: string, line: string, args: string[] = []): Promise<string> {
  return await podman('run', '--rm', '--network', 'none', '--entrypoint', '/bin/bash', ...args, image, '-c', line)
}
