/** Run a command and report its exit status as a shell does. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** A running command. */
export interface RunningCommand {
  /**
   * Resolves to the exit status: 128 plus the signal number if a signal ended the command. Rejects with an Error if
   * the command cannot be run; its `exitStatus` is 127 if there is no such command, else 126 (POSIX, Shell Command
   * Language, 2.8.2).
   */
  status: Promise<number>
  /** Sends a signal to the command. Does nothing if it has ended, or runs as another user, for example with `sudo`. */
  pass: (signal: NodeJS.Signals) => void
}

/**
 * Run a command without a shell, with the standard input and output of this process.
 *
 * @param command - the program and its arguments
 * @param env - the environment of the command
 */
export function runCommand ([program, ...args]: string[], env: Record<string, string | undefined>): RunningCommand {
  const child = spawn(program as string, args, { env, stdio: 'inherit' })
  const status = new Promise<number>((resolve, reject) => {
    child.on('error', ({ code }: NodeJS.ErrnoException) => {
      /* c8 ignore next 2 -- a command that runs as another user cannot be signalled, and goes on */
      if (child.pid !== undefined) return
      const exitStatus = code === 'ENOENT' ? 127 : 126
      reject(Object.assign(new Error(`${program} cannot be run (${code})`), { code, exitStatus }))
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]))
  })
  return { status, pass: (signal) => child.kill(signal) }
}
