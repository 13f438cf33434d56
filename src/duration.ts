/** Durations: text such as `90s`, `15m`, `24h`, `1d`, or milliseconds. */
import ms from 'ms'

/**
 * Reads a duration.
 *
 * @param value - text with a unit, digits alone (milliseconds), or a number of milliseconds
 * @returns whole milliseconds, or undefined where the value is no duration of zero or more
 */
export function parseDuration (value: string | number): number | undefined {
  const length = typeof value === 'number' ? value : Math.round(readText(value))
  return Number.isSafeInteger(length) && length >= 0 ? length : undefined
}

function readText (text: string): number {
  // ms() throws for an empty text and for one over 100 characters.
  return text.length > 0 && text.length <= 100 ? ms(text as ms.StringValue) : Number.NaN
}

/** Ten years in ms: the longest life of a user token. */
export const tenYears = parseDuration('10y') as number
