/** Start the servers to measure: each in its own process, on one core. The load generator has the other cores. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../scripts/free-port.ts'

/** A running server. */
export interface Server {
  name: string
  url: string
  stop: () => void
}

/** True if a process can be pinned to a core, and there is another core for the load. */
export const pinned = process.platform === 'linux' && availableParallelism() > 1

/** Return the command line that pins a command to a core, if that is possible. */
export function onCore (core: number, command: string[]): [string, ...string[]] {
  return (pinned ? ['taskset', '-c', String(core), ...command] : command) as [string, ...string[]]
}

/**
 * Start a server, and discard its output.
 *
 * @param name - its name in tables
 * @param command - returns the command line for a port of 127.0.0.1, which is also in the variable `PORT`
 * @param env - additional variables
 * @returns the server, when it accepts connections
 * @throws rejects if it exits before that
 */
export async function serve (
  name: string, command: (port: number) => string[], env: Record<string, string> = {}
): Promise<Server> {
  const port = await freePort()
  const [file, ...args] = onCore(0, command(port))
  const server = spawn(file, args, {
    env: { PATH: process.env.PATH, PORT: String(port), ...env }, stdio: ['ignore', 'pipe', 'inherit']
  })
  const [reader, ...readerArgs] = onCore(1, ['sh', '-c', 'cat > /dev/null'])
  spawn(reader, readerArgs, { stdio: [server.stdout, 'ignore', 'inherit'] })
  await ready(name, server, port)
  return { name, url: `http://127.0.0.1:${port}`, stop () { server.kill('SIGKILL') } }
}

async function ready (name: string, server: ChildProcess, port: number): Promise<void> {
  for (;;) {
    if (server.exitCode !== null) throw new Error(`${name} ended with status ${server.exitCode}`)
    const socket = connect(port, '127.0.0.1')
    try {
      await once(socket, 'connect')
      return
    } catch {
      // Not ready yet. The servers have no event in common to wait for.
      await sleep(50)
    } finally {
      socket.destroy()
    }
  }
}
