/**
 * Time. The only file that reads the wall clock: everything else asks a world's clock, so that issuing a token and
 * checking it can never disagree.
 */

/** A world's clock. All instants are milliseconds since 1970, from there to the end of the year 9999. */
export interface Clock {
  now: () => number
  /** Whether it stands still. */
  readonly frozen: boolean
  /** Moves it, stops it, or lets it run. What is not given stays as it is. */
  set: (change: { now?: number | undefined, frozen?: boolean | undefined }) => void
  /** Starts it anew, as it started when it was made. */
  reset: () => void
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
 * @param began - the real instant at which it started, in ms; now where not given
 * @param real - reads the real time in ms; replaced in tests only
 * @returns a clock that runs at the speed of real time until the end of the year 9999, or stands still where frozen
 */
export function createClock (start: ClockStart, began?: number, real: () => number = wallTime): Clock {
  // What it showed at a real instant, from which the rest follows.
  let [shown, at, frozen] = [0, 0, false]
  const now = () => frozen ? shown : Math.min(Math.max(shown + real() - at, 0), latestInstant)
  const begin = (instant: number) => { [shown, at, frozen] = [start.startAt ?? instant, instant, start.frozen] }
  begin(began ?? real())
  return {
    now,
    get frozen () { return frozen },
    set (change) { [shown, at, frozen] = [change.now ?? now(), real(), change.frozen ?? frozen] },
    reset: () => begin(real())
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

/**
 * Writes an instant as the `Date` header has it.
 *
 * @param instant - ms since 1970
 * @returns such as `Sat, 31 Jan 2026 12:00:00 GMT` (RFC 9110, section 5.6.7)
 */
export function toHttpDate (instant: number): string {
  return new Date(instant).toUTCString()
}

/**
 * Makes a writer that keeps what it wrote last, for where the same instant nearly always comes again.
 *
 * @param write - writes an instant
 * @returns the same, but quicker for an instant that was written just before
 */
export function writeOnce (write: (instant: number) => string): (instant: number) => string {
  let [instant, text] = [Number.NaN, '']
  return (next) => {
    if (next !== instant) [instant, text] = [next, write(next)]
    return text
  }
}

/**
 * Makes a Date of what the control side answered.
 *
 * @param text - ISO-8601 in UTC
 * @returns the Date
 */
export function toDate (text: string): Date {
  return new Date(text)
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
