/**
 * The options: one table, from which flags, environment variables, `--help`, the types, the checks and the README's
 * table come.
 */
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import type { Logger, LoggerOptions } from 'pino'
import { parseDuration, tenYears } from './duration.ts'
import type { Fixtures } from './fixtures.ts'
import { StringEnum } from './schemas/common.ts'
import { parseInstant } from './world/clock.ts'
import { defaultKey } from './world/keys.ts'

/** One option. */
export interface OptionRow<S extends TSchema = TSchema, V = unknown> {
  flag: string
  env: string
  /** What `--help` shows in the place of the value; a flag without one takes none. */
  placeholder?: string
  /** The values that it takes in process. Its `errorMessage` says the same in words. */
  schema: S
  /** Value where nothing is said; none where left out. */
  default?: Static<S>
  /** In process, where that differs. */
  inProcess?: Static<S>
  /** In `exec`, unless the flag says otherwise; the variable is the command's there. */
  inExec?: Static<S>
  /** Turns the text of a flag or a variable into a value for the schema; left out where the text is the value. */
  read?: (text: string) => unknown
  /** Turns a value that fits the schema into what the program uses; undefined where it is none after all. */
  convert?: (value: Static<S>) => V | undefined
  /** Whether an empty variable is a bad value; otherwise it counts as not set, as CI systems expect. */
  refuseEmpty?: true
  meaning: string
}

/** Keeps, in the row's type, what the row converts to and whether it has a default. */
function option<S extends TSchema, V = Static<S>, D extends Static<S> | undefined = undefined> (
  row: Omit<OptionRow<S, V>, 'default'> & { default?: D }
): OptionRow<S, V> & { default: D } {
  return row as OptionRow<S, V> & { default: D }
}

const second = 1000
const readNumber = (text: string) => /^\d+$/.test(text) ? Number(text) : text
const readBoolean = (text: string) => ({ true: true, false: false })[text] ?? text
const path = Type.String({ minLength: 1, errorMessage: 'must be the path of a file' })
const readList = (text: string) => text.split(',').map((item) => item.trim())

/** Every option, by its name in process. */
export const optionTable = {
  host: option({
    flag: '--host',
    env: 'FAKE_SFOX_HOST',
    placeholder: 'ADDRESS',
    schema: Type.String({ pattern: '^[^\\s/]+$', errorMessage: 'must be an IP address or a host name' }),
    default: '127.0.0.1',
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
    meaning: '0 picks a free one'
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
    meaning: 'the enterprise key that is accepted; an empty one is refused'
  }),
  users: option({
    flag: '--users',
    env: 'FAKE_SFOX_USERS',
    placeholder: 'any|registered',
    schema: StringEnum(['any', 'registered']),
    default: 'any',
    meaning: '`any`: every id is a user; `registered`: only users from fixtures, or registered since'
  }),
  fixtures: option({
    flag: '--fixtures',
    env: 'FAKE_SFOX_FIXTURES',
    placeholder: 'FILE',
    schema: Type.Union([Type.String({ minLength: 1 }), Type.Unsafe<Fixtures>({ type: 'object' })], {
      errorMessage: 'must be the path of a JSON file (or, in process, an object)'
    }),
    meaning: 'JSON file with the state that a world starts from'
  }),
  seed: option({
    flag: '--seed',
    env: 'FAKE_SFOX_SEED',
    placeholder: 'TEXT',
    schema: Type.String({ minLength: 1, errorMessage: 'must be a non-empty text' }),
    meaning: 'same seed, same calls in a world, same clock: the same tokens; random where not given'
  }),
  now: option({
    flag: '--now',
    env: 'FAKE_SFOX_NOW',
    placeholder: 'INSTANT',
    schema: Type.Unsafe<string | Date>({
      errorMessage: 'must be an ISO-8601 instant of the years 1970 to 9999, such as 2026-01-31T12:00:00Z'
    }),
    convert: parseInstant,
    meaning: "ISO-8601 instant at which each world's clock starts, at first use and at a reset; real time where not given"
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
      errorMessage: 'must be a duration from 1s to 10y, such as 90s, 15m or 24h'
    }),
    default: '24h',
    convert (value) {
      const length = parseDuration(value)
      return length !== undefined && length >= second && length <= tenYears ? length : undefined
    },
    meaning: 'life of a user token: `90s`, `15m`, `24h`, `1d`, or milliseconds; 1 s to 10 years'
  }),
  rateLimit: option({
    flag: '--rate-limit',
    env: 'FAKE_SFOX_RATE_LIMIT',
    placeholder: 'on|off',
    schema: StringEnum(['on', 'off']),
    default: 'off',
    meaning: "`on`: sFOX's documented limits, per world"
  }),
  journal: option({
    flag: '--journal',
    env: 'FAKE_SFOX_JOURNAL',
    placeholder: 'COUNT',
    schema: Type.Integer({ minimum: 0, errorMessage: 'must be a whole number, 0 or more' }),
    default: 1000,
    read: readNumber,
    meaning: 'requests kept per world'
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
    meaning: 'further host names under which `/_fake` and the page answer; IP addresses, `localhost` and names without a dot always do'
  }),
  portFile: option({
    flag: '--port-file',
    env: 'FAKE_SFOX_PORT_FILE',
    placeholder: 'FILE',
    schema: path,
    meaning: 'the port is written there once ready'
  }),
  tlsCert: option({
    flag: '--tls-cert',
    env: 'FAKE_SFOX_TLS_CERT',
    placeholder: 'FILE',
    schema: path,
    meaning: 'PEM file with a certificate, for clients that insist on https; goes with `--tls-key`'
  }),
  tlsKey: option({
    flag: '--tls-key',
    env: 'FAKE_SFOX_TLS_KEY',
    placeholder: 'FILE',
    schema: path,
    meaning: "PEM file with the certificate's private key, without a passphrase"
  })
}

/** Name of an option, in camel case. */
export type OptionName = keyof typeof optionTable

/** The table as a list, in its order. */
export const optionRows = Object.entries(optionTable) as Array<[OptionName, OptionRow]>

/** Options in process. Each may be left out. */
export type FakeSfoxOptions = {
  [Name in OptionName]?: Static<(typeof optionTable)[Name]['schema']> | undefined
} & {
  /** A pino logger, its options, or false for none, which is the default. */
  logger?: Logger | LoggerOptions | false | undefined
}

type Converted<Row> = Row extends { convert?: (value: never) => infer V } ? Exclude<V, undefined> : never
type WithoutDefault<Row> = Row extends { default: undefined } ? undefined : never

/** The options after checking: defaults filled in, durations in ms, instants in ms since 1970. */
export type Config = {
  [Name in OptionName]: Converted<(typeof optionTable)[Name]> | WithoutDefault<(typeof optionTable)[Name]>
} & {
  logger: Logger | LoggerOptions | false
}
