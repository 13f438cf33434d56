#!/usr/bin/env node
/** The command: argv and env in, a server until a signal comes. The only file that sees `process`. */
import type { FakeSfox } from './client/fake-sfox.ts'
import type { Config } from './options.ts'

// Before anything is loaded, which takes most of the start: as process 1 of a container, a program that does not yet
// listen for SIGTERM never gets it. A second signal changes nothing, since npm passes on the Ctrl-C that the terminal
// has sent to the whole group already.
let stop: (() => Promise<void>) | undefined
let stopping: Promise<void> | undefined
for (const name of ['SIGTERM', 'SIGINT'] as const) {
  process.on(name, () => { stopping ??= Promise.resolve(stop?.()).finally(() => process.exit()) })
}

// Whoever read our output may have seen enough, as in `fake-sfox --help | head -1`.
process.stdout.on('error', () => {})

const exitStatus = { failed: 1, usage: 2 }
const [{ helpText, readCommandLine }, { isOptionError }, { optionTable }, { version }] = await Promise.all([
  import('./command-line.ts'), import('./option-error.ts'), import('./options.ts'), import('./version.ts')
])

try {
  const command = readCommandLine(process.argv.slice(2), process.env)
  if (command.action === 'help') process.stdout.write(helpText())
  else if (command.action === 'version') process.stdout.write(`${version}\n`)
  else await serve(command.config)
} catch (error) {
  process.exitCode = isOptionError(error) ? exitStatus.usage : exitStatus.failed
  process.stderr.write(`fake-sfox: ${explain(error)}\n`)
}

async function serve (config: Config): Promise<void> {
  const terminal = process.stdout.isTTY === true
  const [{ listen }, { createCommandLog }] = await Promise.all([import('./server.ts'), import('./command-log.ts')])
  const log = await createCommandLog({ level: config.logLevel, terminal })
  const sfox = await listen({ ...config, logger: log.logger })
  stop = async () => {
    await sfox.close()
    await log.end()
  }
  if (terminal) process.stdout.write(banner(sfox))
  else log.logger.child({}, { level: 'info' }).info({ url: sfox.url }, `ready at ${sfox.url}`)
}

/** A real key is never on a screen: the shell fills it in, and the page asks for it. */
function banner ({ url, key }: FakeSfox): string {
  const { key: { default: defaultKey, env } } = optionTable
  const isDefault = key === defaultKey
  return `
  fake-sfox ${version} ready at ${url}

  Look at it:
  ${url}/${isDefault ? `#key=${key}` : ''}

  Try it:
  curl -X POST ${url}/v1/enterprise/user-tokens/user-1 -H "Authorization: Bearer ${isDefault ? key : `$${env}`}"

`
}

/** One line for what a user can mend; the stack of anything else, which is a defect. */
function explain (error: unknown): string {
  const { code, address, port, message, stack } = error as NodeJS.ErrnoException & { address?: string, port?: number }
  if (code === 'EADDRINUSE') return `port ${port} on ${address} is already in use; choose another with --port or PORT`
  /* c8 ignore next -- there is no known defect to provoke */
  return code === undefined ? String(stack) : message
}
