/** Turn options into a configuration: check them against the option table and fill in the defaults. */
import { Type, type TSchema } from '@sinclair/typebox'
import { OptionError } from './option-error.ts'
import { optionRows, optionTable, type Config, type FakeSfoxOptions } from './table.ts'
import { createValidator, type Check } from '../values/validator.ts'

const compile = createValidator()

const schemas: Record<string, TSchema> = {
  ...Object.fromEntries(optionRows.map(([name, { schema }]) => [name, schema])),
  logger: Type.Union([Type.Literal(false), Type.Object({})], { errorMessage: 'must be a pino logger, its options, or false' })
}

/** A cache of compiled checks. They are compiled lazily, since compiling all of them takes a tenth of a start. */
const checks = new Map<string, Check>()

/**
 * Check options and fill in the defaults.
 *
 * @param options - a value of undefined counts as not given
 * @param label - names an option in error messages; the command names the flag or variable that it came from
 * @throws OptionError for an unknown option, a bad value, or an option that needs another one
 */
export function resolveConfig (options: FakeSfoxOptions = {}, label = (name: string) => name): Config {
  if (Object.prototype.toString.call(options) !== '[object Object]') throw new OptionError('options must be an object')
  const defaults = Object.fromEntries(optionRows.map(([name, row]) => [name, row.inProcess ?? row.default]))
  const given = Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined))
  const values: Record<string, unknown> = { logger: false, ...defaults, ...given }

  for (const [name, value] of Object.entries(given)) {
    const problem = checkOf(name)(value)
    if (problem) throw new OptionError(`${label(name)} ${problem.message}`)
  }

  for (const [name, { convert, schema }] of optionRows) {
    if (!convert || values[name] === undefined) continue
    values[name] = convert(values[name])
    if (values[name] === undefined) throw new OptionError(`${label(name)} ${schema.errorMessage}`)
  }
  for (const [name, other] of [['tlsCert', 'tlsKey'], ['tlsKey', 'tlsCert']] as const) {
    if (values[name] !== undefined && values[other] === undefined) {
      throw new OptionError(`${label(name)} needs ${label(other)} as well`)
    }
  }
  return values as Config
}

function checkOf (name: string): Check {
  const schema = Object.hasOwn(schemas, name) ? schemas[name] : undefined
  if (!schema) return () => ({ pointer: '', message: `is not a known property; known properties: ${Object.keys(schemas).join(', ')}` })
  const check = checks.get(name) ?? compile(schema)
  checks.set(name, check)
  return check
}

/** Return the default of an option as text, for example `7369` or `none`. */
export function defaultText (name: keyof typeof optionTable): string {
  return String(optionTable[name].default ?? '') || 'none'
}
