/** Parse the command line and the environment, and write the text of `--help`. */
import { parseArgs } from 'node:util'
import { defaultText, resolveConfig } from '../options/resolve.ts'
import { OptionError } from '../options/option-error.ts'
import { optionRows, type Config } from '../options/table.ts'
import { readVerifyConfig, verifyOptionRows, type VerifyConfig } from '../verify/options.ts'

/** A parsed command line. */
export type Command =
  | { action: 'help' }
  | { action: 'version' }
  | { action: 'serve', config: Config }
  | { action: 'exec', config: Config, command: string[] }
  | { action: 'verify', config: VerifyConfig }

type Environment = Record<string, string | undefined>

/**
 * Parse a command line and an environment. A flag wins over a variable, which wins over the default.
 *
 * @param args - the arguments after the name of the program
 * @throws OptionError for an unknown flag, a stray argument, a flag without its value, a bad value, `exec` without a
 *   command, or `verify` against a server that needs a confirmation flag
 */
export function readCommandLine (args: string[], env: Environment): Command {
  // `--help` and `--version` win over any mistake.
  const { help, version } = parseArgs({ args, options: informing, strict: false }).values
  if (help !== undefined) return { action: 'help' }
  if (version !== undefined) return { action: 'version' }

  const [name, ...rest] = args
  if (name === 'exec') return readExec(rest, env)
  if (name === 'verify') return { action: 'verify', config: readVerifyConfig(readFlags(rest, verifyOptionRows), env) }
  return { action: 'serve', config: readConfig(readFlags(args, serverRows), env) }
}

/** The flags that print something and end. */
const informing = { help: { type: 'boolean', short: 'h' }, version: { type: 'boolean', short: 'v' } } as const

/** An example of each command, for messages. */
const examples: Record<string, string> = {
  exec: 'fake-sfox exec -- npm test',
  verify: 'fake-sfox verify --against http://127.0.0.1:7369'
}

function readExec (args: string[], env: Environment): Command {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const command = args.slice(end + 1)
  if (command.length === 0) throw new OptionError(`exec needs a command after --, as in: ${examples['exec']}`)
  const flags = readFlags(args.slice(0, end), serverRows)

  const rest = { ...env }
  for (const [, { flag, env: variable, inExec }] of optionRows) {
    if (inExec === undefined) continue
    rest[variable] = undefined
    if (!flags.has(flag)) flags.set(flag, [String(inExec)])
  }
  return { action: 'exec', config: readConfig(flags, rest), command }
}

function readConfig (flags: Flags, env: Environment): Config {
  const options: Record<string, unknown> = {}
  const labels: Record<string, string> = {}
  for (const [name, row] of optionRows) {
    const variable = env[row.env] === '' && !row.refuseEmpty ? undefined : env[row.env]
    const text = flags.get(row.flag)?.at(-1) ?? variable
    labels[name] = flags.has(row.flag) || variable === undefined ? row.flag : row.env
    options[name] = text === undefined ? row.default : (row.read ?? String)(text)
  }
  return resolveConfig(options, (name) => labels[name] as string)
}

/** A flag of the command line. */
interface FlagRow {
  flag: string
  /** A flag without a placeholder takes no value. */
  placeholder?: string
  /** True if several values may follow the flag. */
  many?: true
}

/** The values of each flag, in the order of the command line. */
type Flags = Map<string, string[]>

const serverRows: FlagRow[] = optionRows.map(([, row]) => row)

function readFlags (args: string[], rows: FlagRow[]): Flags {
  const known: Record<string, { type: 'string' | 'boolean' }> = {}
  for (const { flag, placeholder } of rows) known[flag.slice(2)] = { type: placeholder ? 'string' : 'boolean' }
  const takesMany = new Set(rows.filter(({ many }) => many).map(({ flag }) => flag))

  const flags: Flags = new Map()
  const add = (flag: string, text: string) => flags.set(flag, [...flags.get(flag) ?? [], text])
  let latest = ''
  // Not strict: the error messages of strict mode have several lines.
  for (const token of parseArgs({ args, options: known, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      if (!takesMany.has(latest)) throw new OptionError(describeUnexpected(token.value, latest))
      add(latest, token.value)
      continue
    }
    const type = known[token.name]?.type
    if (!type) throw new OptionError(describeUnknown(token.rawName))
    const nextFlag = !token.inlineValue && token.value?.startsWith('-')
    if (type === 'string' && (token.value === undefined || nextFlag)) {
      throw new OptionError(`${token.rawName} needs a value (write --flag=VALUE if the value begins with a dash)`)
    }
    latest = `--${token.name}`
    add(latest, token.value ?? 'true')
  }
  return flags
}

function describeUnknown (flag: string): string {
  const isOfVerify = verifyOptionRows.some((row) => row.flag === flag) && !serverRows.some((row) => row.flag === flag)
  return isOfVerify ? `${flag} is a flag of verify, as in: ${examples['verify']}` : `unknown flag ${flag}; see fake-sfox --help`
}

/** Describe an argument that is no flag. Only the name of a command is repeated: another argument may be the key. */
function describeUnexpected (argument: string, latest: string): string {
  if (Object.hasOwn(examples, argument)) return `${argument} has to come before the flags, as in: ${examples[argument]}`
  const place = latest === '' ? '' : ` after ${latest}`
  return `unexpected argument${place}: the commands are ${Object.keys(examples).join(' and ')}, all else is flags; see fake-sfox --help`
}

/** Return the text of `fake-sfox --help`. */
export function helpText (): string {
  const options = optionRows.map(([name, row]) => helpOf(row, `${row.env}, default: ${defaultText(name)}`))
  const ofVerify = verifyOptionRows.map((row) => helpOf(row, row.env))
  return `Usage: fake-sfox [options]
       fake-sfox exec [options] -- COMMAND [ARGUMENT...]
       fake-sfox verify --against URL [--key KEY] [--user-id ID...]

A local stand-in for sFOX's enterprise API. Not affiliated with sFOX.

exec starts a fake on a free port, runs COMMAND with SFOX_BASE_URL and SFOX_ENTERPRISE_API_KEY set and the fake's host
in NO_PROXY, stops the fake, and exits with the status of COMMAND. It leaves PORT and LOG_LEVEL to COMMAND, and logs to
standard error.

verify sends the same requests to a server and to this fake, and prints the differences. It exits with 0 if there are
none, 1 if there are some, 2 if it could not run.

Options, each with its environment variable and default (a flag wins over a variable):
${options.join('')}  -h, --help                show this text
  -v, --version             show the version

Options of verify:
${ofVerify.join('')}`
}

const indent = ''.padEnd(28)

function helpOf ({ flag, placeholder, meaning }: FlagRow & { meaning: string }, below: string | undefined): string {
  const left = `  ${flag}${placeholder ? ` ${placeholder}` : ''}`
  const line = `${left.padEnd(indent.length - 1)} ${meaning.replaceAll('`', '')}\n`
  return below === undefined ? line : `${line}${indent}${below}\n`
}
