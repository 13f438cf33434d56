/**
 * Time. The only file that reads the wall clock: everything else asks a world's clock, so that issuing a token and
 * checking it can never disagree.
 */

/** A world's clock. All instants are milliseconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  now: () => number
}

/** Where a clock starts. */
export interface ClockStart {
  /** Instant at which it starts; the real time where undefined. */
  startAt: number | undefined
  /** Whether it stands still. */
  frozen: boolean
}

/** The latest instant that a clock may show or a token may state, the end of the year 9999, in ms since 1970. */
export const latestInstant = Date.UTC(10_000, 0) - 1

/**
 * Starts a clock.
 *
 * @param start - see ClockStart
 * @param real - reads the real time in ms; replaced in tests only
 * @returns a clock that runs at the speed of real time, or stands still where frozen
 */
export function createClock (start: ClockStart, real: () => number = wallTime): Clock {
  const began = real()
  const startAt = start.startAt ?? began
  return {
    now: () => start.frozen ? startAt : startAt + (real() - began)
  }
}

/**
 * Reads the real time; for a world's time ask its clock.
 *
 * @returns ms since 1970
 */
export function wallTime (): number {
  return Date.now()
}

/**
 * Writes an instant as sFOX's single-token sample does.
 *
 * @param instant - ms since 1970
 * @returns ISO-8601 in UTC with milliseconds, `2024-05-14T19:22:09.901Z`
 */
export function toIso (instant: number): string {
  return new Date(instant).toISOString()
}

/**
 * Writes an instant as sFOX's token-list sample does.
 *
 * @param instant - ms since 1970
 * @returns ISO-8601 in UTC cut down to the second, `2022-02-08T03:28:56Z`
 */
export function toIsoSeconds (instant: number): string {
  return `${toIso(instant).slice(0, -5)}Z`
}

const iso = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i

/**
 * Reads an instant.
 *
 * @param value - a Date, or ISO-8601 text with a date, a time and an offset from UTC, such as `2026-01-31T12:00:00Z`
 *   or `2026-01-31T12:00+01:00`; without the offset it would be no instant
 * @returns ms since 1970, or undefined where the value is no such instant, names a day that does not exist, or lies
 *   outside the years 1970 to 9999
 */
export function parseInstant (value: unknown): number | undefined {
  const instant = value instanceof Date ? value.getTime() : parseIso(String(value))
  return instant >= 0 && instant <= latestInstant ? instant : undefined
}

function parseIso (text: string): number {
  const day = iso.exec(text)?.[1]
  // Date.parse lets 30 February roll over into March, so the day has to come back as it was.
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return midnight >= 0 && toIso(midnight).startsWith(day as string) ? Date.parse(text.toUpperCase()) : Number.NaN
}
