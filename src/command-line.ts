/** From a command line and an environment to a configuration, and the text of `--help`. Pure. */
import { parseArgs } from 'node:util'
import { defaultText, resolveConfig } from './config.ts'
import { optionError } from './option-error.ts'
import { optionRows, type Config } from './options.ts'

/** What a command line asks for. */
export type Command =
  | { action: 'help' }
  | { action: 'version' }
  | { action: 'serve', config: Config }
  | { action: 'exec', config: Config, command: string[] }

/**
 * Reads a command line and an environment. A flag wins over a variable, which wins over the default.
 *
 * @param args - the arguments after the program's name
 * @param env - the environment
 * @returns what to do
 * @throws an option error for an unknown flag, a stray argument, a flag without its value, a bad value, or `exec`
 *   without a command
 */
export function readCommandLine (args: string[], env: Record<string, string | undefined>): Command {
  if (args[0] === 'exec') return readExec(args.slice(1), env)
  const flags = readFlags(args)
  return askedFor(flags) ?? { action: 'serve', config: readConfig(flags, env) }
}

function readExec (args: string[], env: Record<string, string | undefined>): Command {
  const end = args.includes('--') ? args.indexOf('--') : args.length
  const command = args.slice(end + 1)
  const flags = readFlags(args.slice(0, end))
  const asked = askedFor(flags)
  if (asked) return asked
  if (command.length === 0) throw optionError('exec needs a command after --, as in: fake-sfox exec -- npm test')

  const ofTheCommand = optionRows.filter(([, row]) => row.inExec !== undefined)
  const rest = { ...env, ...Object.fromEntries(ofTheCommand.map(([, row]) => [row.env, undefined])) }
  for (const [, row] of ofTheCommand) if (!flags.has(row.flag)) flags.set(row.flag, String(row.inExec))
  return { action: 'exec', config: readConfig(flags, rest), command }
}

function askedFor (flags: Map<string, string>): Command | undefined {
  if (flags.has('--help')) return { action: 'help' }
  return flags.has('--version') ? { action: 'version' } : undefined
}

function readConfig (flags: Map<string, string>, env: Record<string, string | undefined>): Config {
  const options: Record<string, unknown> = {}
  const labels: Record<string, string> = {}
  for (const [name, row] of optionRows) {
    const variable = env[row.env] === '' && !row.refuseEmpty ? undefined : env[row.env]
    const text = flags.get(row.flag) ?? variable
    labels[name] = flags.has(row.flag) || variable === undefined ? row.flag : row.env
    options[name] = text === undefined ? row.default : (row.read ?? String)(text)
  }
  return resolveConfig(options, (name) => labels[name] as string)
}

/** Texts by flag; the last one wins. */
function readFlags (args: string[]): Map<string, string> {
  const known: Record<string, { type: 'string' | 'boolean', short?: string }> = {
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'v' }
  }
  for (const [, { flag, placeholder }] of optionRows) known[flag.slice(2)] = { type: placeholder ? 'string' : 'boolean' }

  const flags = new Map<string, string>()
  // Not strict, since the messages of strict mode run over several lines.
  for (const token of parseArgs({ args, options: known, strict: false, tokens: true }).tokens) {
    // Not repeated: a stray argument may well be the key.
    if (token.kind === 'positional') throw optionError('only flags are taken (a command for exec goes after --); see fake-sfox --help')
    if (token.kind === 'option-terminator') continue
    const type = known[token.name]?.type
    if (!type) throw optionError(`unknown flag ${token.rawName}; see fake-sfox --help`)
    const nextFlag = !token.inlineValue && token.value?.startsWith('-')
    if (type === 'string' && (token.value === undefined || nextFlag)) {
      throw optionError(`${token.rawName} needs a value (written --flag=VALUE where it begins with a dash)`)
    }
    flags.set(`--${token.name}`, token.value ?? 'true')
  }
  return flags
}

/**
 * Writes the text of `fake-sfox --help` from the option table.
 *
 * @returns the lines, the last one ended
 */
export function helpText (): string {
  const indent = ''.padEnd(28)
  const lines = optionRows.map(([name, row]) => {
    const left = `  ${row.flag}${row.placeholder ? ` ${row.placeholder}` : ''}`
    const meaning = row.meaning.replaceAll('`', '')
    return `${left.padEnd(indent.length - 1)} ${meaning}\n${indent}${row.env}, default: ${defaultText(name)}`
  })
  return `Usage: fake-sfox [options]
       fake-sfox exec [options] -- COMMAND [ARGUMENT...]

A local stand-in for sFOX's enterprise API. Not affiliated with sFOX.

exec starts one on a free port, runs the command with SFOX_BASE_URL and SFOX_ENTERPRISE_API_KEY set, stops it, and
exits with the command's status. PORT and LOG_LEVEL are the command's there; the log goes to standard error.

Options, each with its environment variable and default (a flag wins over a variable):
${lines.join('\n')}
  -h, --help                this text
  -v, --version             the version
`
}
