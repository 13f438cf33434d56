/** Which logger the application gets, and what it never says. */
import { LogController, type FastifyBaseLogger, type FastifyServerOptions } from 'fastify'
import { pino, type Logger, type LoggerOptions } from 'pino'
import type { Config } from './options.ts'
import type { Redact } from './world/fingerprint.ts'

/**
 * Makes the application's logger.
 *
 * @param config - `logger` is a pino logger, its options, or false; `logLevel` is the level where the options have none
 * @param redact - cleans the texts of errors
 * @returns a pino logger, or undefined for none
 */
export function createLogger ({ logger, logLevel }: Pick<Config, 'logger' | 'logLevel'>, redact: Redact): FastifyBaseLogger | undefined {
  if (logger === false) return undefined
  const serializers = { err: (error: Error) => serializeError(error, redact) }
  if (isLogger(logger)) return (logger as Logger).child({}, { serializers })
  return pino({ level: logLevel, ...logger, serializers: { ...logger.serializers, ...serializers } })
}

/**
 * Makes the server options that quieten the framework: its own lines repeat ours, and hold raw URLs. From warnings
 * upwards it is heard. Requests log through the given logger itself, without a child for each.
 *
 * @param log - the application's logger, or undefined for none
 * @returns options to spread into Fastify's
 */
export function loggingOptions (log: FastifyBaseLogger | undefined): FastifyServerOptions {
  if (!log) return { logger: false }
  const level = (log as Logger).isLevelEnabled('warn') ? 'warn' : log.level
  return {
    loggerInstance: log.child({}, { level }),
    childLoggerFactory: () => log,
    logController: new LogController({ disableRequestLogging: true })
  }
}

function isLogger (value: FastifyBaseLogger | LoggerOptions): value is FastifyBaseLogger {
  return 'child' in value && typeof value.child === 'function'
}

function serializeError ({ name, message, stack = '' }: Error, redact: Redact) {
  return { type: name, message: redact.text(message), stack: redact.text(stack) }
}
