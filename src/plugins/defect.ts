/** What the log says of a defect of the fake's own. */
import type { FastifyBaseLogger } from 'fastify'

/**
 * Logs what should never have been thrown.
 *
 * @param log - the log
 * @param error - what was thrown; where the log throws too, there is nowhere left to say so
 */
export function logDefect (log: FastifyBaseLogger, error: unknown): void {
  try {
    log.error({ err: error }, 'unexpected error')
  } catch {}
}
