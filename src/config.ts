/** From options to a configuration: checks them against the option table and fills in the defaults. */
import { Type, type TSchema } from '@sinclair/typebox'
import { optionError } from './option-error.ts'
import { optionRows, optionTable, type Config, type FakeSfoxOptions } from './options.ts'
import { createValidator, type Check } from './validator.ts'

const compile = createValidator()

const schemas: Record<string, TSchema> = {
  ...Object.fromEntries(optionRows.map(([name, { schema }]) => [name, schema])),
  logger: Type.Union([Type.Literal(false), Type.Object({})], { errorMessage: 'must be a pino logger, its options, or false' })
}

/** Checks, each compiled when its option is first given: to compile them all takes a tenth of a start. */
const checks = new Map<string, Check>()

/**
 * Checks options in process and fills in the defaults.
 *
 * @param options - see FakeSfoxOptions; undefined counts as not given
 * @param label - names an option in a message; the command names the flag or the variable that it came from
 * @returns the configuration
 * @throws an option error for an unknown option, a bad value, or one that needs another
 */
export function resolveConfig (options: FakeSfoxOptions = {}, label = (name: string) => name): Config {
  if (Object.prototype.toString.call(options) !== '[object Object]') throw optionError('options must be an object')
  const defaults = Object.fromEntries(optionRows.map(([name, row]) => [name, row.inProcess ?? row.default]))
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const values: Record<string, unknown> = { logger: false, ...defaults, ...given }

  for (const [name, value] of Object.entries(given)) {
    const problem = checkOf(name)(value)
    if (problem) throw optionError(`${label(name)} ${problem.message}`)
  }

  for (const [name, { convert, schema }] of optionRows) {
    if (!convert || values[name] === undefined) continue
    const converted = convert(values[name])
    if (converted === undefined) throw optionError(`${label(name)} ${schema.errorMessage}`)
    values[name] = converted
  }
  for (const [name, other] of [['tlsCert', 'tlsKey'], ['tlsKey', 'tlsCert']] as const) {
    if (values[name] !== undefined && values[other] === undefined) {
      throw optionError(`${label(name)} needs ${label(other)} as well`)
    }
  }
  return values as Config
}

function checkOf (name: string): Check {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (!schema) return () => ({ pointer: '', message: `is not a known property; known are ${Object.keys(schemas).join(', ')}` })
  const check = checks.get(name) ?? compile(schema)
  checks.set(name, check)
  return check
}

/**
 * Says what holds where an option is not given.
 *
 * @param name - the option
 * @returns such as `7369` or `none`
 */
export function defaultText (name: keyof typeof optionTable): string {
  return String(optionTable[name].default ?? '') || 'none'
}
