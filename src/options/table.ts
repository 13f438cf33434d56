/** Define the options in one table: flags, variables, `--help`, types, checks and docs/reference/options.md use it. */
import { isIP } from 'node:net'
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import type { Logger, LoggerOptions } from 'pino'
import { durationForms, parseDuration, tenYears } from '../values/duration.ts'
import type { Fixtures } from './fixtures.ts'
import { parseInstant } from '../values/instant.ts'
import { InstantSchema, StringEnum } from '../values/schemas.ts'
import { defaultKey } from '../world/keys.ts'

/** One option. */
export interface OptionRow<S extends TSchema = TSchema, V = unknown> {
  flag: string
  env: string
  /** Stands for the value in `--help`. A flag without a placeholder takes no value. */
  placeholder?: string
  /** Accepts the values given in process. Its `errorMessage` says the same in words. */
  schema: S
  default?: Static<S>
  /** The default in process, if it differs. */
  inProcess?: Static<S>
  /** The default of `exec`, which leaves the variable to its command. */
  inExec?: Static<S>
  /** Converts the text of a flag or variable into a value for the schema. Without it, the text is the value. */
  read?: (text: string) => unknown
  /** Converts a value that fits the schema into the configured value. Returns undefined for a bad value. */
  convert?: (value: Static<S>) => V | undefined
  /** Makes an empty variable a bad value. Otherwise it counts as not set, as CI systems expect. */
  refuseEmpty?: true
  meaning: string
}

/** Define an option, with a type that keeps the converted type and whether there is a default. */
function option<S extends TSchema, V = Static<S>, D extends Static<S> | undefined = undefined> (
  row: Omit<OptionRow<S, V>, 'default'> & { default?: D }
): OptionRow<S, V> & { default: D } {
  return row as OptionRow<S, V> & { default: D }
}

const second = 1000
const readNumber = (text: string) => /^\d+$/.test(text) ? Number(text) : text
const readBoolean = (text: string) => ({ true: true, false: false })[text] ?? text
const path = Type.String({ minLength: 1, errorMessage: 'must be the path of a file' })
/** Return an address or a host name without the brackets of a URL; undefined if it is neither. */
function readHost (text: string): string | undefined {
  const host = text.replace(/^\[(.*:.*)\]$/, '$1')
  return isIP(host) > 0 || /^[^\s/:[\]]+$/.test(host) ? host : undefined
}
const readList = (text: string) => text.split(',').map((item) => item.trim())

/** All options by their name in process. */
export const optionTable = {
  host: option({
    flag: '--host',
    env: 'FAKE_SFOX_HOST',
    placeholder: 'ADDRESS',
    schema: Type.String({ errorMessage: 'must be an IP address or a host name, without a port' }),
    default: '127.0.0.1',
    convert: readHost,
    meaning: 'address to bind'
  }),
  port: option({
    flag: '--port',
    env: 'PORT',
    placeholder: 'PORT',
    schema: Type.Integer({ minimum: 0, maximum: 65535, errorMessage: 'must be a whole number from 0 to 65535' }),
    default: 7369,
    inProcess: 0,
    inExec: 0,
    read: readNumber,
    meaning: 'port to listen on; 0 picks a free one'
  }),
  key: option({
    flag: '--key',
    env: 'SFOX_ENTERPRISE_API_KEY',
    placeholder: 'KEY',
    schema: Type.String({
      pattern: '^[\\x21-\\x7e]+$',
      errorMessage: 'must be at least one visible ASCII character, without spaces (it travels in a header)'
    }),
    default: defaultKey,
    refuseEmpty: true,
    meaning: 'the enterprise key that is accepted; an empty one is refused at start'
  }),
  users: option({
    flag: '--users',
    env: 'FAKE_SFOX_USERS',
    placeholder: 'any|registered',
    schema: StringEnum(['any', 'registered']),
    default: 'any',
    meaning: '`any`: every id is a user; `registered`: only users from fixtures or registered through the API'
  }),
  fixtures: option({
    flag: '--fixtures',
    env: 'FAKE_SFOX_FIXTURES',
    placeholder: 'FILE',
    schema: Type.Union([Type.String({ minLength: 1 }), Type.Unsafe<Fixtures>({ type: 'object' })], {
      errorMessage: 'must be the path of a JSON file (or, in process, an object)'
    }),
    meaning: 'a JSON file with the state that a world starts from'
  }),
  seed: option({
    flag: '--seed',
    env: 'FAKE_SFOX_SEED',
    placeholder: 'TEXT',
    schema: Type.String({ minLength: 1, errorMessage: 'must be a non-empty string' }),
    meaning: 'same seed, same calls in a world, same clock: the same tokens; random by default'
  }),
  now: option({
    flag: '--now',
    env: 'FAKE_SFOX_NOW',
    placeholder: 'INSTANT',
    schema: Type.Unsafe<string | Date>({
      errorMessage: InstantSchema.errorMessage
    }),
    convert: parseInstant,
    meaning: "ISO-8601 instant at which each world's clock starts when the world is made or reset; real time by default"
  }),
  freeze: option({
    flag: '--freeze',
    env: 'FAKE_SFOX_FREEZE',
    schema: Type.Boolean({ errorMessage: 'must be true or false' }),
    default: false,
    read: readBoolean,
    meaning: 'the clocks stand still until moved'
  }),
  tokenTtl: option({
    flag: '--token-ttl',
    env: 'FAKE_SFOX_TOKEN_TTL',
    placeholder: 'DURATION',
    schema: Type.Union([Type.String(), Type.Number()], {
      errorMessage: `must be a duration from 1 s to 10 years: ${durationForms}`
    }),
    default: '24h',
    convert (value) {
      const length = parseDuration(value)
      return length !== undefined && length >= second && length <= tenYears ? length : undefined
    },
    meaning: 'life of a user token: `90s`, `15m`, `24h`, `1d` or milliseconds; from 1 s to 10 years'
  }),
  rateLimit: option({
    flag: '--rate-limit',
    env: 'FAKE_SFOX_RATE_LIMIT',
    placeholder: 'on|off',
    schema: StringEnum(['on', 'off']),
    default: 'off',
    meaning: "`on`: sFOX's documented limits, for each world"
  }),
  journal: option({
    flag: '--journal',
    env: 'FAKE_SFOX_JOURNAL',
    placeholder: 'COUNT',
    schema: Type.Integer({ minimum: 0, errorMessage: 'must be a whole number, 0 or more' }),
    default: 1000,
    read: readNumber,
    meaning: 'number of requests kept in the journal of each world'
  }),
  logLevel: option({
    flag: '--log-level',
    env: 'LOG_LEVEL',
    placeholder: 'LEVEL',
    schema: StringEnum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    default: 'info',
    inExec: 'warn',
    meaning: '`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`'
  }),
  allowHost: option({
    flag: '--allow-host',
    env: 'FAKE_SFOX_ALLOW_HOST',
    placeholder: 'NAME[,NAME]',
    schema: Type.Array(Type.String({ pattern: '^[A-Za-z0-9._-]+$', errorMessage: 'must be a list of host names' }), {
      errorMessage: 'must be a list of host names'
    }),
    default: [],
    read: readList,
    meaning: 'more host names under which `/_fake` and the page answer; IP addresses, `localhost` and names without a dot always do'
  }),
  portFile: option({
    flag: '--port-file',
    env: 'FAKE_SFOX_PORT_FILE',
    placeholder: 'FILE',
    schema: path,
    meaning: 'the port is written to this file when the server is ready; the file is removed on shutdown'
  }),
  tlsCert: option({
    flag: '--tls-cert',
    env: 'FAKE_SFOX_TLS_CERT',
    placeholder: 'FILE',
    schema: path,
    meaning: 'PEM file with a certificate, to serve HTTPS; needs `--tls-key`'
  }),
  tlsKey: option({
    flag: '--tls-key',
    env: 'FAKE_SFOX_TLS_KEY',
    placeholder: 'FILE',
    schema: path,
    meaning: 'PEM file with the private key of the certificate, without a passphrase'
  })
}

/** Name of an option in process. */
export type OptionName = keyof typeof optionTable

/** All options as a list, in the order of the table. */
export const optionRows = Object.entries(optionTable) as Array<[OptionName, OptionRow]>

/** The options in process. All are optional. */
export type FakeSfoxOptions = {
  [Name in OptionName]?: Static<(typeof optionTable)[Name]['schema']> | undefined
} & {
  /** A pino logger, its options, or false (the default) for no log. */
  logger?: Logger | LoggerOptions | false | undefined
}

type Converted<Row> = Row extends { convert?: (value: never) => infer V } ? Exclude<V, undefined> : never
type WithoutDefault<Row> = Row extends { default: undefined } ? undefined : never

/** The checked options: defaults filled in, durations in ms, instants in ms since 1970. */
export type Config = {
  [Name in OptionName]: Converted<(typeof optionTable)[Name]> | WithoutDefault<(typeof optionTable)[Name]>
} & {
  logger: Logger | LoggerOptions | false
}
