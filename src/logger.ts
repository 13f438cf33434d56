/** Which logger the application gets, and what it never says. */
import { LogController, type FastifyServerOptions } from 'fastify'
import { pino, type Logger, type LoggerOptions } from 'pino'
import { optionError } from './option-error.ts'
import type { Config } from './options.ts'
import type { Redact } from './world/fingerprint.ts'

/**
 * Makes the application's logger.
 *
 * @param config - `logger` is a pino logger, its options, or false; `logLevel` is the level where the options have none
 * @param redact - cleans the texts of errors
 * @returns a pino logger, or undefined for none
 * @throws an option error where pino does not take the options, or a logger of another make was given
 */
export function createLogger (
  { logger, logLevel }: Pick<Config, 'logger' | 'logLevel'>, redact: Redact
): Logger | undefined {
  if (logger === false) return undefined
  const serializers = { err: (error: unknown) => serializeError(error, redact) }
  try {
    if (isLogger(logger)) return logger.child({}, { serializers })
    return pino({ level: logLevel, ...logger, serializers: { ...logger.serializers, ...serializers } })
  } catch (error) {
    throw optionError(`logger: ${(error as Error).message}`)
  }
}

/**
 * Makes the server options that quieten the framework: its own lines repeat ours, and hold raw URLs. From warnings
 * upwards it is heard. Requests log through the given logger itself, without a child for each.
 *
 * @param log - the application's logger, or undefined for none
 * @returns options to spread into Fastify's
 */
export function loggingOptions (log: Logger | undefined): FastifyServerOptions {
  if (!log) return { logger: false }
  const level = log.isLevelEnabled('warn') ? 'warn' : log.level
  return {
    loggerInstance: log.child({}, { level }),
    childLoggerFactory: () => log,
    logController: new LogController({ disableRequestLogging: true })
  }
}

function isLogger (value: Logger | LoggerOptions): value is Logger {
  if (!('child' in value)) return false
  if ('isLevelEnabled' in value) return true
  throw new TypeError('only a pino logger will do')
}

function serializeError (error: unknown, { text }: Redact) {
  if (!(error instanceof Error)) return text(String(error))
  const { name, message, stack = '' } = error
  return { type: name, message: text(message), stack: text(stack), ...('code' in error && { code: error.code }) }
}
