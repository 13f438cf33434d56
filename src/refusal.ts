/** What a refusing piece of code throws, and the scope's error handler turns into an answer. */
import { controlRefusals, type ControlReason } from './control-errors.ts'
import { refusals, type Reason } from './errors.ts'

/** The header of a refusal that names its cause. */
export const reasonHeader = 'x-fake-sfox-reason'

/** A way to be refused, on either side. */
export type AnyReason = Reason | ControlReason

/** The rows of both catalogues. */
export const anyRefusal: Record<AnyReason, { status: number, error: string, when: string }> =
  { ...refusals, ...controlRefusals }

const mark = Symbol('refusal')

/** A refusal on its way to the error handler. */
export interface Refusal extends Error {
  [mark]: true
  reason: AnyReason
  /** Values for the placeholders of the row's text. */
  values: Record<string, string>
  /** Headers that only the refusing code can know, such as Allow. */
  headers: Record<string, string>
  /** Status, text as it is, and headers, where the row's do not hold: a fault sets them. */
  instead: { status?: number | undefined, error?: string | undefined, headers?: Record<string, string> }
}

/**
 * Makes the error to throw when a request is refused.
 *
 * @param reason - the row of one of the two catalogues
 * @param values - values for the placeholders in the row's text
 * @param headers - further headers of the answer, names in lower case
 * @param instead - status, text and headers where the row's do not hold
 * @returns an Error that carries them; the status and the text are looked up when it is answered
 */
export function refusal (
  reason: AnyReason,
  values: Record<string, string> = {},
  headers: Record<string, string> = {},
  instead: Refusal['instead'] = {}
): Refusal {
  const error = new Error(fillIn(anyRefusal[reason].error, values))
  return Object.assign(error, { [mark]: true as const, reason, values, headers, instead })
}

/**
 * Tells a refusal from any other error.
 *
 * @param error - anything that was thrown
 * @returns true for what `refusal()` made
 */
export function isRefusal (error: unknown): error is Refusal {
  return error instanceof Error && mark in error
}

/**
 * Puts values into the `{name}` placeholders of a text.
 *
 * @param text - a row's text, or what an assumption put in its place
 * @param values - by placeholder name
 * @returns the text; a placeholder without a value stays as it is, so that a text with braces survives
 */
export function fillIn (text: string, values: Record<string, string>): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : placeholder)
}
