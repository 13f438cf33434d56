/** From a command line and an environment to a configuration, and the text of `--help`. Pure. */
import { parseArgs } from 'node:util'
import { defaultText, resolveConfig } from './config.ts'
import { optionError } from './option-error.ts'
import { optionRows, type Config } from './options.ts'
import { readVerifyConfig, verifyOptionRows, type VerifyConfig } from './verify/options.ts'

/** What a command line asks for. */
export type Command =
  | { action: 'help' }
  | { action: 'version' }
  | { action: 'serve', config: Config }
  | { action: 'exec', config: Config, command: string[] }
  | { action: 'verify', config: VerifyConfig }

/**
 * Reads a command line and an environment. A flag wins over a variable, which wins over the default.
 *
 * @param args - the arguments after the program's name
 * @param env - the environment
 * @returns what to do
 * @throws an option error for an unknown flag, a stray argument, a flag without its value, a bad value, `exec` without
 *   a command, or a server that nobody has confirmed for `verify`
 */
export function readCommandLine (args: string[], env: Record<string, string | undefined>): Command {
  if (args[0] === 'exec') return readExec(args.slice(1), env)
  if (args[0] === 'verify') return readVerify(args.slice(1), env)
  const flags = readFlags(args, ofServer)
  return askedFor(flags) ?? { action: 'serve', config: readConfig(flags, env) }
}

function readExec (args: string[], env: Record<string, string | undefined>): Command {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const command = args.slice(end + 1)
  const flags = readFlags(args.slice(0, end), ofServer)
  const asked = askedFor(flags)
  if (asked) return asked
  if (command.length === 0) throw optionError('exec needs a command after --, as in: fake-sfox exec -- npm test')

  const ofTheCommand = optionRows.filter(([, row]) => row.inExec !== undefined)
  const rest = { ...env, ...Object.fromEntries(ofTheCommand.map(([, row]) => [row.env, undefined])) }
  for (const [, row] of ofTheCommand) if (!flags.has(row.flag)) flags.set(row.flag, [String(row.inExec)])
  return { action: 'exec', config: readConfig(flags, rest), command }
}

function readVerify (args: string[], env: Record<string, string | undefined>): Command {
  const flags = readFlags(args, verifyOptionRows)
  return askedFor(flags) ?? { action: 'verify', config: readVerifyConfig(flags, env) }
}

function askedFor (flags: Flags): Command | undefined {
  if (flags.has('--help')) return { action: 'help' }
  return flags.has('--version') ? { action: 'version' } : undefined
}

function readConfig (flags: Flags, env: Record<string, string | undefined>): Config {
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

/** A flag that may be given. */
interface FlagRow {
  flag: string
  /** A flag without one takes no value. */
  placeholder?: string
  /** Whether it takes several values. */
  many?: true
}

/** Texts by flag, in the order in which they were given. */
type Flags = Map<string, string[]>

const ofServer: FlagRow[] = optionRows.map(([, row]) => row)

function readFlags (args: string[], rows: FlagRow[]): Flags {
  const known: Record<string, { type: 'string' | 'boolean', short?: string }> = {
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' }
  }
  for (const { flag, placeholder } of rows) known[flag.slice(2)] = { type: placeholder ? 'string' : 'boolean' }
  const takesMany = new Set(rows.filter(({ many }) => many).map(({ flag }) => flag))

  const flags: Flags = new Map()
  const add = (flag: string, text: string) => flags.set(flag, [...flags.get(flag) ?? [], text])
  let latest = ''
  // Not strict, since the messages of strict mode run over several lines.
  for (const token of parseArgs({ args, options: known, strict: false, tokens: true }).tokens) {
    if (token.kind === 'option-terminator') continue
    if (token.kind === 'positional') {
      // Not repeated: a stray argument may well be the key.
      if (!takesMany.has(latest)) throw optionError('only flags are taken (a command for exec goes after --); see fake-sfox --help')
      add(latest, token.value)
      continue
    }
    const type = known[token.name]?.type
    if (!type) throw optionError(`unknown flag ${token.rawName}; see fake-sfox --help`)
    const nextFlag = !token.inlineValue && token.value?.startsWith('-')
    if (type === 'string' && (token.value === undefined || nextFlag)) {
      throw optionError(`${token.rawName} needs a value (written --flag=VALUE where it begins with a dash)`)
    }
    latest = `--${token.name}`
    add(latest, token.value ?? 'true')
  }
  return flags
}

/**
 * Writes the text of `fake-sfox --help` from the tables of options.
 *
 * @returns the lines, the last one ended
 */
export function helpText (): string {
  const options = optionRows.map(([name, row]) => helpOf(row, `${row.env}, default: ${defaultText(name)}`))
  const ofVerify = verifyOptionRows.map((row) => helpOf(row, row.env))
  return `Usage: fake-sfox [options]
       fake-sfox exec [options] -- COMMAND [ARGUMENT...]
       fake-sfox verify --against URL [--key KEY] [--user-id ID...]

A local stand-in for sFOX's enterprise API. Not affiliated with sFOX.

exec starts one on a free port, runs the command with SFOX_BASE_URL and SFOX_ENTERPRISE_API_KEY set, stops it, and
exits with the command's status. PORT and LOG_LEVEL are the command's there; the log goes to standard error.

verify asks a server and this fake the same, and prints what differs. It exits with 0 where nothing does, 1 where
something does, 2 where it could not run.

Options, each with its environment variable and default (a flag wins over a variable):
${options.join('')}  -h, --help                this text
  -v, --version             the version

Options of verify:
${ofVerify.join('')}`
}

const indent = ''.padEnd(28)

function helpOf ({ flag, placeholder, meaning }: FlagRow & { meaning: string }, below: string | undefined): string {
  const left = `  ${flag}${placeholder ? ` ${placeholder}` : ''}`
  const line = `${left.padEnd(indent.length - 1)} ${meaning.replaceAll('`', '')}\n`
  return below === undefined ? line : `${line}${indent}${below}\n`
}
