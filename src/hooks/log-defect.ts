/** Log defects of the fake itself. */
import type { FastifyBaseLogger } from 'fastify'

/** Log an error that should never have been thrown. Errors of the logger itself are ignored. */
export function logDefect (log: FastifyBaseLogger, error: unknown): void {
  try {
    log.error({ err: error }, 'unexpected error')
  } catch {}
}
