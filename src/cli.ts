#!/usr/bin/env node
/**
 * Run the command: a server until a signal comes, a server beside a command (`exec`), or a comparison of a server with
 * the fake (`verify`). The only file that uses `process`.
 */
import { constants } from 'node:os'
import type { RunningCommand } from './cli/exec.ts'
import type { Config } from './options/table.ts'
import type { VerifyConfig } from './verify/options.ts'

const args = process.argv.slice(2)

// Installed before the rest is loaded, which takes most of a start: as process 1 of a container, a program without a
// handler never gets SIGTERM. A second signal changes nothing, since npm passes on the Ctrl-C that the terminal has
// already sent to the whole group. `exec` handles none before its command runs: an exit status of 0 would mean success.
let stop: (() => Promise<void>) | undefined
let stopping: Promise<void> | undefined
for (const name of args[0] === 'exec' ? [] : ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT'] as const) {
  process.on(name, () => { stopping ??= Promise.resolve(stop?.()).finally(() => process.exit()) })
}

/** Removes the port files when the process exits without `close()`, for example after an unexpected error. */
let cleanUp = () => {}
process.on('exit', () => cleanUp())

// The reader may close the pipe early, for example `fake-sfox --help | head -1`.
process.stdout.on('error', () => {})

const exitStatus = { failed: 1, usage: 2 }
// A signal during the start must not end `verify` with 0, which would mean that nothing differs.
if (args[0] === 'verify') process.exitCode = exitStatus.usage
const [{ helpText, readCommandLine }, { OptionError }] = await Promise.all([
  import('./cli/arguments.ts'), import('./options/option-error.ts')
])

try {
  const command = readCommandLine(args, process.env)
  if (command.action !== 'verify') process.exitCode = 0
  if (command.action === 'help') process.stdout.write(helpText())
  else if (command.action === 'version') process.stdout.write(`${(await import('./package.ts')).version}\n`)
  else if (command.action === 'serve') await serve(command.config)
  else if (command.action === 'exec') await exec(command.config, command.command)
  else await compare(command.config)
} catch (error) {
  const { exitStatus: own = exitStatus.failed } = error as { exitStatus?: number }
  // For `verify`, 1 would mean that something differs.
  process.exitCode = error instanceof OptionError || args[0] === 'verify' ? exitStatus.usage : own
  process.stderr.write(`fake-sfox: ${explain(error)}\n`)
}

async function serve (config: Config): Promise<void> {
  const terminal = process.stdout.isTTY === true
  const { sfox, logger, close } = await open(config, { fd: 1, terminal })
  stop = close
  if (terminal) process.stdout.write((await import('./cli/banner.ts')).banner(sfox, config))
  else logger.child({}, { level: 'info' }).info({ url: sfox.url }, `ready at ${sfox.url}`)
}

/** Run a command beside a fake. The log goes to standard error, since standard output belongs to the command. */
async function exec (config: Config, command: string[]): Promise<void> {
  const [{ runCommand }, { noProxy }] = await Promise.all([import('./cli/exec.ts'), import('./cli/no-proxy.ts')])
  let running: RunningCommand | undefined
  passSignals(() => running)
  const { sfox, close } = await open(config, { fd: 2, terminal: process.stderr.isTTY === true })
  try {
    running = runCommand(command, { ...process.env, ...sfox.env(), ...noProxy(sfox.url, process.env) })
    process.exitCode = await running.status
  } finally {
    await close()
  }
  process.exit()
}

/** Compare a server with the fake. A signal ends the comparison early, after it has removed what it created. */
async function compare (config: VerifyConfig): Promise<void> {
  const { verify } = await import('./verify/command.ts')
  const interrupt = new AbortController()
  const run = verify(config, {
    out: (text) => process.stdout.write(text),
    say: (line) => process.stderr.write(`fake-sfox: ${line}\n`),
    signal: interrupt.signal
  })
  stop = async () => {
    interrupt.abort()
    await run.catch(() => {})
  }
  process.exitCode = await run
}

/** Pass signals on to the command. Before it runs, a signal ends this process with the status that a shell gives it. */
function passSignals (findRunning: () => RunningCommand | undefined): void {
  // A terminal sends these to the whole group, so the command has them already. Many test runners skip their graceful
  // shutdown at the second one.
  const byTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGQUIT'] : []
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const) {
    process.on(name, () => {
      const running = findRunning()
      if (running === undefined) process.exit(128 + constants.signals[name])
      else if (!byTerminal.includes(name)) running.pass(name)
    })
  }
}

/** Start a fake that logs to a file descriptor. */
async function open (config: Config, output: { fd: number, terminal: boolean }) {
  const [{ listen }, { removePortFiles }, { createCommandLog }] = await Promise.all([
    import('./server/listen.ts'), import('./server/port-file.ts'), import('./cli/log.ts')
  ])
  cleanUp = removePortFiles
  const { logger, end } = await createCommandLog({ level: config.logLevel, ...output })
  const sfox = await listen({ ...config, logger })
  const close = async () => {
    await sfox.close()
    await end()
  }
  return { sfox, logger, close }
}

/** Return one line for an error that the user can fix, and the stack for any other, which is a defect. */
function explain (error: unknown): string {
  const { code, syscall = '', address, hostname = address, port, message, stack } =
    error as NodeJS.ErrnoException & { address?: string, hostname?: string, port?: number }
  // `exec` leaves the variable to its command.
  const another = args[0] === 'exec' ? '--port' : '--port or PORT'
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use; choose another with ${another}`
  if (['listen', 'getaddrinfo'].includes(syscall)) {
    const place = [hostname, port].filter((part) => part !== undefined).join(' port ')
    return `cannot listen on ${place} (${code}); see --host and --port`
  }
  /* c8 ignore next -- there is no known defect to provoke */
  return code === undefined ? String(stack) : message
}
