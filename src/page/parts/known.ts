/** How what the fake does is known, in words. */
import type { Behaviour, Outcome } from '../../schemas/catalog.ts'

/**
 * Says how an outcome or a behaviour is known, as the documents of this project say it.
 *
 * @param row - of the catalogue
 * @returns such as `documented`, `status documented, text assumed` or `observed 2026-11-26 at api.staging.sfox.com`
 */
export function knownAs (row: Outcome | Behaviour): string {
  const { basis, observed } = row
  if (observed) return `observed ${observed.date} at ${observed.host}`
  if (basis === 'ours') return 'fake-sfox\'s own'
  const text = 'text_basis' in row ? row.text_basis : null
  return text === null || text === basis ? basis : `status ${basis}, text ${text}`
}
