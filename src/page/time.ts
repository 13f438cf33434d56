/** Instants and durations on the page, in ms. Instants count from 1970. */

/** The fake's clock at a moment of the browser's clock. */
export interface ClockReading {
  now: number
  frozen: boolean
  /** `performance.now()` at the reading. It never jumps. */
  readAt: number
}

/**
 * Return the current instant of the fake's clock.
 *
 * @param at - the browser's `performance.now()`
 */
export function currentInstant ({ now, frozen, readAt }: ClockReading, at: number): number {
  return frozen ? now : now + at - readAt
}

/** Format an instant as ISO 8601 in UTC: `2026-01-31T12:00:00.500Z`. */
export function toIso (instant: number): string {
  return new Date(instant).toISOString()
}

/** Format an instant in UTC: `2026-01-31 12:00:00`. */
export function formatInstant (instant: number): string {
  return toIso(instant).slice(0, 19).replace('T', ' ')
}

/** Return the time of day of an ISO 8601 instant: `12:00:00.500`. */
export function timeOfDay (iso: string): string {
  return iso.slice(11, 23)
}

const units: Array<[unit: string, ms: number]> =
  [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]]

/** Format the absolute value of a duration with its two largest units: `23 h 59 min`, `2 d`, `0 s`. */
export function formatDuration (duration: number): string {
  let rest = Math.round(Math.abs(duration) / 1000) * 1000
  const parts = units.flatMap(([unit, ms]) => {
    const count = Math.floor(rest / ms)
    rest -= count * ms
    return count > 0 ? `${count} ${unit}` : []
  })
  return parts.slice(0, 2).join(' ') || '0 s'
}
