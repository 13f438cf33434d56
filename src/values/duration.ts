/** Parse durations: text with a unit, for example `90s`, `15m`, `24h` or `1d`, or milliseconds. */

const units = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const pattern = /^(?<count>\d+(?:\.\d+)?)(?<unit>ms|s|m|h|d)$|^(?<whole>\d+)$/

/** The forms of a duration in words, for messages and descriptions. */
export const durationForms = 'a number with ms, s, m, h or d, for example "90s" or "24h", or milliseconds'

/** Ten years of 365.25 days in ms: the longest lifetime of a user token. */
export const tenYears = 3652.5 * units.d

/**
 * Parse a duration.
 *
 * @param value - text with a unit, or milliseconds as digits or as a number
 * @returns whole milliseconds; undefined if the value is not a duration of zero or more
 */
export function parseDuration (value: string | number): number | undefined {
  const length = typeof value === 'number' ? value : readText(value)
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined
}

function readText (text: string): number {
  const { count, unit, whole } = pattern.exec(text)?.groups ?? {}
  return unit === undefined ? Number(whole) : Math.round(Number(count) * units[unit as keyof typeof units])
}
