/** Parse durations: text with a unit, for example `90s`, `15m`, `24h` or `1d`, or milliseconds. */
import ms from 'ms'

/**
 * Parse a duration.
 *
 * @param value - text with a unit, or milliseconds as digits or as a number
 * @returns whole milliseconds; undefined if the value is not a duration of zero or more
 */
export function parseDuration (value: string | number): number | undefined {
  const length = typeof value === 'number' ? value : Math.round(readText(value))
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined
}

function readText (text: string): number {
  // ms() throws for an empty text and for one over 100 characters.
  return text.length > 0 && text.length <= 100 ? ms(text as ms.StringValue) : Number.NaN
}

/** Ten years in ms: the longest lifetime of a user token. */
export const tenYears = parseDuration('10y') as number
