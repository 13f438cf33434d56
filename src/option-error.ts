/** The error for a mistake in the options, which the command answers with one line and exit status 2. */

const code = 'FAKE_SFOX_BAD_OPTION'

/**
 * Makes the error for an option that is unknown or has a bad value.
 *
 * @param message - one line that names the option and says what it takes; it must not hold the key
 * @returns an Error whose `code` is `FAKE_SFOX_BAD_OPTION`
 */
export function optionError (message: string): Error & { code: string } {
  return Object.assign(new Error(message), { code })
}

/**
 * Tells a mistake in the options from any other error.
 *
 * @param error - anything that was thrown
 * @returns true for what `optionError()` made
 */
export function isOptionError (error: unknown): error is Error {
  return error instanceof Error && 'code' in error && error.code === code
}
