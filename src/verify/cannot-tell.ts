/** What is thrown where two answers cannot be compared, and what it says about why. */

const mark = Symbol('cannot tell')

/** What is known of the cause besides its words. */
export interface Cause {
  /** Whether it should have been possible: what was asked for did not come. Otherwise there was nothing to ask. */
  failed?: boolean
  /** Whether nobody answered at all. */
  silent?: boolean
  /** Whether nothing was even sent. */
  unsent?: boolean
}

/** An error that says why there is nothing to compare. */
export interface CannotTell extends Error, Cause {
  [mark]: true
}

/**
 * Makes the error to throw where there is nothing to compare.
 *
 * @param why - the reason, as it stands in the table; it must not hold a secret
 * @param cause - see Cause
 * @returns an Error that carries them
 */
export function cannotTell (why: string, cause: Cause = {}): CannotTell {
  return Object.assign(new Error(why), { [mark]: true as const, ...cause })
}

/**
 * Tells such an error from any other.
 *
 * @param error - anything that was thrown
 * @returns true for what `cannotTell()` made
 */
export function isCannotTell (error: unknown): error is CannotTell {
  return error instanceof Error && mark in error
}
