/** The servers that are measured: each a process of its own, on one core; whatever puts load on them has the others. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { freePort } from '../scripts/free-port.ts'

/** A server that runs. */
export interface Server {
  name: string
  url: string
  stop: () => void
}

/** Whether a process can be held to a core, and there is one for the load besides. */
export const pinned = process.platform === 'linux' && availableParallelism() > 1

/**
 * Holds a command to one core, where that can be done.
 *
 * @param core - its number
 * @param command - the command line
 * @returns the command line that does it
 */
export function onCore (core: number, command: string[]): [string, ...string[]] {
  return (pinned ? ['taskset', '-c', String(core), ...command] : command) as [string, ...string[]]
}

/**
 * Starts a server, with its output read by somebody who throws it away.
 *
 * @param name - what it is called in tables
 * @param command - makes the command line for a port of 127.0.0.1, which is in `PORT` as well
 * @param env - further variables
 * @returns the server, once it takes connections
 * @throws rejects where it ends instead
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
      // Not yet. There is no event to wait for: none of the others says the same when it is ready.
      await sleep(50)
    } finally {
      socket.destroy()
    }
  }
}
