/**
 * The catalogue of refusals: one row per reason. The answers, their texts and `docs/fidelity.md` all come from
 * this table; a fixtures file can override a row through the assumption of the same name (see assumptions.ts).
 *
 * A leaf: imports nothing of ours.
 */

/** What the fake knows about one way of being refused. */
export interface RefusalRow {
  /** HTTP status of the answer. */
  status: number
  /** Text of `{"error": …}`. `{name}` is replaced by the value of that name which the refusing code supplies. */
  error: string
  /** What makes the fake give this answer. */
  when: string
  /** Where sFOX documents the status; null where it is this project's reading. None of these texts is documented. */
  statusSource: string | null
  /** What is open, and why this status. */
  why: string
}

const errorTable = 'sFOX API docs, table of error statuses'
const textOnly = 'The status is documented, the text is not.'

/** Every refusal, in the order in which a request meets them. Keys are the values of `x-fake-sfox-reason`. */
export const refusals = {
  'malformed-url': {
    status: 400,
    error: 'The path cannot be decoded: each percent sign must begin a valid UTF-8 escape.',
    when: 'the path has a percent escape that cannot be decoded',
    statusSource: null,
    why: '400 is documented for what is malformed; that a path can be malformed is our reading.'
  },
  'unknown-endpoint': {
    status: 404,
    error: 'There is no endpoint at this path.',
    when: 'no route has this path',
    statusSource: errorTable,
    why: textOnly
  },
  'method-not-allowed': {
    status: 405,
    error: 'This endpoint does not take {method}; it takes {allow}.',
    when: 'the path exists, the method does not; the header Allow lists those that do',
    statusSource: errorTable,
    why: textOnly
  },
  'missing-credentials': {
    status: 401,
    error: 'The Authorization header is missing; send "Authorization: Bearer <key>".',
    when: 'there is no Authorization header',
    statusSource: errorTable,
    why: textOnly
  },
  'malformed-credentials': {
    status: 401,
    error: 'The Authorization header must read "Bearer <key>".',
    when: 'the Authorization header is not the word Bearer and one credential',
    statusSource: errorTable,
    why: textOnly
  },
  'unknown-key': {
    status: 401,
    error: 'The enterprise key is not the one this fake-sfox was started with.',
    when: 'the credential is neither the enterprise key nor shaped like a user token',
    statusSource: errorTable,
    why: textOnly
  },
  'unknown-token': {
    status: 401,
    error: 'This fake-sfox did not mint the user token.',
    when: 'the credential is shaped like a user token, but was not minted here',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that a user token counts as a key here is our reading.'
  },
  'expired-token': {
    status: 401,
    error: 'The user token expired at {expires}.',
    when: 'the user token is past its end',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that an expired user token counts as incorrect is our reading.'
  },
  'wrong-credential-kind': {
    status: 403,
    error: 'This endpoint takes the enterprise key, not a user token.',
    when: 'a valid user token is sent to an enterprise route',
    statusSource: null,
    why: '403 is documented for a key that is not authorized for an endpoint; that a user token is such a key is our reading.'
  },
  'not-acceptable': {
    status: 406,
    error: 'Every answer is application/json, which the Accept header rules out.',
    when: 'the Accept header rules JSON out',
    statusSource: errorTable,
    why: textOnly
  },
  'body-too-large': {
    status: 413,
    error: 'The request body is larger than 32 MiB.',
    when: 'the body is over the limit',
    statusSource: null,
    why: 'No limit is documented; 413 is what HTTP has for it (RFC 9110, section 15.5.14).'
  },
  'malformed-json': {
    status: 400,
    error: 'The request body must be JSON: it is missing, malformed, or has a "__proto__" key.',
    when: 'the body is missing where one is needed, is not JSON, or has a `__proto__` key',
    statusSource: null,
    why: '400 is documented for what is malformed; that a missing body or a `__proto__` key is malformed is our reading.'
  },
  'invalid-body': {
    status: 400,
    error: 'The request body is not as documented: {problem}.',
    when: 'the body is JSON, but breaks the schema',
    statusSource: null,
    why: '400 is documented for what is malformed, 422 for invalid input in the main table only; which of them an empty list gives is not documented.'
  },
  'unknown-user': {
    status: 404,
    error: 'There is no user with the id "{user_id}".',
    when: 'no user has the id; in a list, one such id refuses the whole list',
    statusSource: null,
    why: 'Not documented. Of sFOX\'s other refusals an unknown account gives 404, an unknown transfer 422, an unknown order 400.'
  },
  'internal-error': {
    status: 500,
    error: 'fake-sfox failed to answer; its log says why.',
    when: 'the fake itself has a defect',
    statusSource: errorTable,
    why: textOnly
  }
} as const satisfies Record<string, RefusalRow>

/** The header of a refusal that names its cause. */
export const reasonHeader = 'x-fake-sfox-reason'

/** A value of that header. */
export type Reason = keyof typeof refusals

/** Every reason, in the table's order. */
export const reasons = Object.keys(refusals) as Reason[]

const mark = Symbol('refusal')

/** What a refusing piece of code throws, and the scope's error handler turns into an answer. */
export interface Refusal extends Error {
  [mark]: true
  reason: Reason
  /** Values for the placeholders of the row's text. */
  values: Record<string, string>
  /** Headers that only the refusing code can know, such as Allow. */
  headers: Record<string, string>
}

/**
 * Makes the error to throw when a request is refused.
 *
 * @param reason - the row of the catalogue
 * @param values - values for the placeholders in the row's text
 * @param headers - further headers of the answer, names in lower case
 * @returns an Error that carries the three; the status and the text are looked up when it is answered
 */
export function refusal (
  reason: Reason,
  values: Record<string, string> = {},
  headers: Record<string, string> = {}
): Refusal {
  const error = new Error(fillIn(refusals[reason].error, values))
  return Object.assign(error, { [mark]: true as const, reason, values, headers })
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
