/** Runs a command, and tells how it ended in the way of a shell. */
import { spawn } from 'node:child_process'
import { constants } from 'node:os'

/** A command that runs. */
export interface RunningCommand {
  /**
   * Its exit status: 128 and the signal's number where a signal ended it. Rejects where it cannot be run, with an Error
   * whose message says why and whose `exitStatus` is what a shell would give: 127 where there is no such command, else
   * 126 (POSIX, Shell Command Language, 2.8.2).
   */
  status: Promise<number>
  /** Passes a signal on; none where it is over, or another user's, as with `sudo`. */
  pass: (signal: NodeJS.Signals) => void
}

/**
 * Runs a command, with this process's standard input and output.
 *
 * @param command - the program and its arguments, taken as they are, by no shell
 * @param env - its environment
 * @returns see RunningCommand
 */
export function runCommand ([program, ...args]: string[], env: Record<string, string | undefined>): RunningCommand {
  const child = spawn(program as string, args, { env, stdio: 'inherit' })
  const status = new Promise<number>((resolve, reject) => {
    child.on('error', ({ code }: NodeJS.ErrnoException) => {
      /* c8 ignore next 2 -- takes a command of another user's, which cannot be signalled and goes on */
      if (child.pid !== undefined) return
      const exitStatus = code === 'ENOENT' ? 127 : 126
      reject(Object.assign(new Error(`${program} cannot be run (${code})`), { code, exitStatus }))
    })
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal as NodeJS.Signals]))
  })
  return { status, pass: (signal) => child.kill(signal) }
}
