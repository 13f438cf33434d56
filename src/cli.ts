#!/usr/bin/env node
/** The command: argv and env in, a server until a signal comes. The only file that sees `process`. */
import type { FakeSfox } from './server.ts'
import { helpText, readCommandLine } from './command-line.ts'
import { isOptionError } from './option-error.ts'
import { optionTable, type FakeSfoxOptions } from './options.ts'
import { version } from './version.ts'

const exitStatus = { failed: 1, usage: 2 }

// Signals are heard before the server is even loaded: as process 1 of a container, a program that does not listen
// for SIGTERM does not get it. A second signal changes nothing: npm passes on the Ctrl-C that the terminal has sent
// to the whole group already.
const signal = new Promise<void>((resolve) => {
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => resolve())
})

// Whoever read our output may have seen enough, as in `fake-sfox | head -1`.
process.stdout.on('error', () => {})

try {
  const command = readCommandLine(process.argv.slice(2), process.env)
  if (command.action === 'help') process.stdout.write(helpText())
  else if (command.action === 'version') process.stdout.write(`${version}\n`)
  else await serve(command.options)
} catch (error) {
  process.exitCode = isOptionError(error) ? exitStatus.usage : exitStatus.failed
  process.stderr.write(`fake-sfox: ${explain(error)}\n`)
}

async function serve (options: FakeSfoxOptions): Promise<void> {
  const terminal = process.stdout.isTTY === true
  const [{ startFakeSfox }, { createCommandLog }] = await Promise.all([import('./server.ts'), import('./command-log.ts')])
  const logger = await createCommandLog({ level: options.logLevel, terminal })
  const sfox = await startFakeSfox({ ...options, logger })
  if (terminal) process.stdout.write(banner(sfox))
  else logger.child({}, { level: 'info' }).info({ url: sfox.url }, `ready at ${sfox.url}`)
  await signal
  await sfox.close()
  process.exit()
}

/** A real key is never on a screen: the shell fills it in. */
function banner ({ url, key }: FakeSfox): string {
  const { key: { default: defaultKey, env } } = optionTable
  return `
  fake-sfox ${version} ready at ${url}

  Try it:
  curl -X POST ${url}/v1/enterprise/user-tokens/user-1 -H "Authorization: Bearer ${key === defaultKey ? key : `$${env}`}"

`
}

/** One line for what a user can mend; the stack of anything else, which is a defect. */
function explain (error: unknown): string {
  const { code, address, port, message, stack } = error as NodeJS.ErrnoException & { address?: string, port?: number }
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use; choose another with --port or PORT`
  /* c8 ignore next -- there is no known defect to provoke */
  return code === undefined ? String(stack) : message
}
