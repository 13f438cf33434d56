/** Create the loggers of the application. They never write secrets. */
import { LogController } from 'fastify'
import { pino, type Logger, type LoggerOptions } from 'pino'
import { OptionError } from '../options/option-error.ts'
import type { Config } from '../options/table.ts'
import type { Redact } from '../world/fingerprint.ts'

/**
 * Create the logger of the application.
 *
 * @param config - `logger` is a pino logger, its options, or false; `logLevel` applies if the options have no level
 * @param redact - removes secrets from error texts
 * @returns a pino logger, or undefined for no log
 * @throws OptionError if pino rejects the options, or the logger is not pino's
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
    throw new OptionError(`logger: ${(error as Error).message}`)
  }
}

/**
 * Options that switch Fastify's logger off: its child logger and listener for each request take a tenth of the time of
 * a call (docs/performance.md). hooks/request-log.ts logs requests instead.
 */
export const frameworkLogging = {
  logger: false, logController: new LogController({ disableRequestLogging: true })
} as const

/**
 * Create Fastify's own logger. It logs warnings and errors only, since its other lines repeat ours and have raw URLs.
 */
export function quieten (log: Logger): Logger {
  return log.child({}, { level: log.isLevelEnabled('warn') ? 'warn' : log.level })
}

function isLogger (value: Logger | LoggerOptions): value is Logger {
  if (!('child' in value)) return false
  if ('isLevelEnabled' in value) return true
  throw new TypeError('must be a pino logger')
}

function serializeError (error: unknown, { text }: Redact) {
  if (!(error instanceof Error)) return text(String(error))
  const { name, message, stack = '' } = error
  return { type: name, message: text(message), stack: text(stack), ...('code' in error && { code: error.code }) }
}
