/** Instants and lengths of time, as the page counts and writes them. All are in ms, instants since 1970. */

/** What the fake's clock showed, and when that was by the browser's own clock, which never jumps. */
export interface Reading {
  now: number
  frozen: boolean
  at: number
}

/**
 * Tells what the fake's clock shows by now.
 *
 * @param reading - what it showed
 * @param at - the browser's time
 * @returns the fake's instant
 */
export function goneOn ({ now, frozen, at: since }: Reading, at: number): number {
  return frozen ? now : now + at - since
}

/**
 * Writes an instant as the fake does.
 *
 * @param instant - the instant
 * @returns ISO-8601 in UTC, such as `2026-01-31T12:00:00.500Z`
 */
export function toIso (instant: number): string {
  return new Date(instant).toISOString()
}

/**
 * Writes an instant in full.
 *
 * @param instant - the instant
 * @returns such as `2026-01-31 12:00:00`, in UTC
 */
export function inFull (instant: number): string {
  return toIso(instant).slice(0, 19).replace('T', ' ')
}

/**
 * Writes the time of day of an ISO-8601 instant.
 *
 * @param iso - as the fake writes it
 * @returns such as `12:00:00.500`
 */
export function timeOfDay (iso: string): string {
  return iso.slice(11, 23)
}

const units: Array<[unit: string, ms: number]> =
  [['d', 86_400_000], ['h', 3_600_000], ['min', 60_000], ['s', 1000]]

/**
 * Writes a length of time, roughly.
 *
 * @param length - the length; its sign plays no part
 * @returns such as `23 h 59 min`, `2 d` or `0 s`
 */
export function inWords (length: number): string {
  let rest = Math.round(Math.abs(length) / 1000) * 1000
  const parts = units.flatMap(([unit, ms]) => {
    const count = Math.floor(rest / ms)
    rest -= count * ms
    return count > 0 ? `${count} ${unit}` : []
  })
  return parts.slice(0, 2).join(' ') || '0 s'
}
