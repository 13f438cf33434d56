/** Parse and format instants: ms since 1970, up to the end of the year 9999. world/clock.ts reads the wall clock. */

/** The latest instant of a clock or of a token's expiry. */
export const latestInstant = Date.UTC(10_000, 0) - 1

/**
 * Format an instant like sFOX's single-token sample.
 *
 * @returns ISO-8601 in UTC with milliseconds: `2024-05-14T19:22:09.901Z`
 */
export function toIso (instant: number): string {
  return new Date(instant).toISOString()
}

/**
 * Format an instant like sFOX's token-list sample.
 *
 * @returns ISO-8601 in UTC, truncated to the second: `2022-02-08T03:28:56Z`
 */
export function toIsoSeconds (instant: number): string {
  return `${toIso(instant).slice(0, -5)}Z`
}

/**
 * Format an instant for the `Date` header.
 *
 * @returns the form of RFC 9110, section 5.6.7: `Sat, 31 Jan 2026 12:00:00 GMT`
 */
export function toHttpDate (instant: number): string {
  return new Date(instant).toUTCString()
}

/**
 * Add a cache of one result to a function that formats instants. Consecutive calls usually have the same instant.
 */
export function cacheLast (format: (instant: number) => string): (instant: number) => string {
  let [instant, text] = [Number.NaN, '']
  return (next) => {
    if (next !== instant) [instant, text] = [next, format(next)]
    return text
  }
}

/** Create a Date from the ISO-8601 text of a control response. */
export function toDate (text: string): Date {
  return new Date(text)
}

const iso = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i

/**
 * Parse an instant.
 *
 * @param value - a Date, or ISO-8601 text with a date, a time and an offset from UTC: `2026-01-31T12:00:00Z`,
 *   `2026-01-31T12:00+01:00`
 * @returns ms since 1970; undefined if the format is wrong, the day does not exist, or the year is not 1970 to 9999
 */
export function parseInstant (value: unknown): number | undefined {
  const instant = value instanceof Date ? value.getTime() : parseIso(String(value))
  return instant >= 0 && instant <= latestInstant ? instant : undefined
}

function parseIso (text: string): number {
  const day = iso.exec(text)?.[1]
  // Date.parse turns 30 February into 2 March, so check that the day comes back unchanged.
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return midnight >= 0 && toIso(midnight).startsWith(day as string) ? Date.parse(text.toUpperCase()) : Number.NaN
}
