#!/usr/bin/env node
/**
 * The command: argv and env in; a server until a signal comes, or until the command of `exec` is over, or a comparison
 * with another server. The only file that sees `process`.
 */
import type { FakeSfox } from './client/fake-sfox.ts'
import type { RunningCommand } from './exec.ts'
import type { Config } from './options.ts'
import type { VerifyConfig } from './verify/options.ts'

const args = process.argv.slice(2)

// Before anything is loaded, which takes most of the start: as process 1 of a container, a program that does not yet
// listen for SIGTERM never gets it. A second signal changes nothing, since npm passes on the Ctrl-C that the terminal
// has sent to the whole group already. (`exec` may be ended by a signal until its command runs: there is nothing to
// stop, and a status of 0 would say that the command has done well.)
let stop: (() => Promise<void>) | undefined
let stopping: Promise<void> | undefined
for (const name of args[0] === 'exec' ? [] : ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => { stopping ??= Promise.resolve(stop?.()).finally(() => process.exit()) })
}

// Whoever read our output may have seen enough, as in `fake-sfox --help | head -1`.
process.stdout.on('error', () => {})

const exitStatus = { failed: 1, usage: 2 }
// Ended before it has begun, a comparison has not found everything the same.
if (args[0] === 'verify') process.exitCode = exitStatus.usage
const [{ helpText, readCommandLine }, { isOptionError }, { optionTable }, { version }] = await Promise.all([
  import('./command-line.ts'), import('./option-error.ts'), import('./options.ts'), import('./version.ts')
])

try {
  const command = readCommandLine(args, process.env)
  if (command.action !== 'verify') process.exitCode = 0
  if (command.action === 'help') process.stdout.write(helpText())
  else if (command.action === 'version') process.stdout.write(`${version}\n`)
  else if (command.action === 'serve') await serve(command.config)
  else if (command.action === 'exec') await exec(command.config, command.command)
  else await compare(command.config)
} catch (error) {
  const { exitStatus: own = exitStatus.failed } = error as { exitStatus?: number }
  process.exitCode = isOptionError(error) ? exitStatus.usage : own
  process.stderr.write(`fake-sfox: ${explain(error)}\n`)
}

async function serve (config: Config): Promise<void> {
  const terminal = process.stdout.isTTY === true
  const { sfox, logger, close } = await open(config, { fd: 1, terminal })
  stop = close
  if (terminal) process.stdout.write(banner(sfox, config))
  else logger.child({}, { level: 'info' }).info({ url: sfox.url }, `ready at ${sfox.url}`)
}

/** The log goes to standard error, since standard output is the command's. */
async function exec (config: Config, command: string[]): Promise<void> {
  const { runCommand } = await import('./exec.ts')
  const { sfox, close } = await open(config, { fd: 2, terminal: process.stderr.isTTY === true })
  let running: RunningCommand | undefined
  passSignals((signal) => running?.pass(signal))
  try {
    running = runCommand(command, { ...process.env, ...sfox.env() })
    process.exitCode = await running.status
  } finally {
    await close()
  }
  process.exit()
}

/** A signal ends it early; what it has made is taken back first. */
async function compare (config: VerifyConfig): Promise<void> {
  const { verify } = await import('./verify.ts')
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
  // A status of 1 would say that something differs.
  process.exitCode = await run.catch((error: Error) => { throw Object.assign(error, { exitStatus: exitStatus.usage }) })
}

function passSignals (pass: (signal: NodeJS.Signals) => void): void {
  // A terminal sends these to the whole group, and so to the command; sent twice, they make many a test runner give up
  // its own tidy end.
  const byTerminal = process.stdin.isTTY ? ['SIGINT', 'SIGQUIT'] : []
  for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGUSR1', 'SIGUSR2'] as const) {
    process.on(name, () => { if (!byTerminal.includes(name)) pass(name) })
  }
}

/** Starts a fake that logs to a file descriptor. */
async function open (config: Config, output: { fd: number, terminal: boolean }) {
  const [{ listen }, { createCommandLog }] = await Promise.all([import('./server.ts'), import('./command-log.ts')])
  const { logger, end } = await createCommandLog({ level: config.logLevel, ...output })
  const sfox = await listen({ ...config, logger })
  const close = async () => {
    await sfox.close()
    await end()
  }
  return { sfox, logger, close }
}

/** A real key is never on a screen: the shell fills it in, and the page asks for it. */
function banner ({ url, key }: FakeSfox, { tlsCert }: Config): string {
  const { key: { default: defaultKey, env } } = optionTable
  const isDefault = key === defaultKey
  const trust = tlsCert === undefined ? '' : ` --cacert ${tlsCert}`
  return `
  fake-sfox ${version} ready at ${url}

  Look at it:
  ${url}/${isDefault ? `#key=${key}` : ''}

  Try it:
  curl${trust} -X POST ${url}/v1/enterprise/user-tokens/user-1 -H "Authorization: Bearer ${isDefault ? key : `$${env}`}"

`
}

/** One line for what a user can mend; the stack of anything else, which is a defect. */
function explain (error: unknown): string {
  const { code, address, port, message, stack } = error as NodeJS.ErrnoException & { address?: string, port?: number }
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use; choose another with --port or PORT`
  /* c8 ignore next -- there is no known defect to provoke */
  return code === undefined ? String(stack) : message
}
