/** Which logger the application gets, and what it never says. */
import { LogController } from 'fastify'
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
 * For Fastify's options. It gets no logger, or it would make and check a child for each request and listen to each
 * response, which is a tenth of a call (docs/performance.md); requests get theirs from plugins/request-log.ts.
 */
export const frameworkLogging = {
  logger: false, logController: new LogController({ disableRequestLogging: true })
} as const

/**
 * Makes the logger of the framework itself: its own lines repeat ours, and hold raw URLs. From warnings upwards it is
 * heard.
 *
 * @param log - the application's logger
 * @returns a child of it
 */
export function quieten (log: Logger): Logger {
  return log.child({}, { level: log.isLevelEnabled('warn') ? 'warn' : log.level })
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
