/**
 * The catalogue of refusals: one row per reason. The answers, their texts, `/_fake/catalog`, the OpenAPI document and
 * `docs/fidelity.md` all come from this table; a fixtures file can override a row through the assumption of the same
 * name (see assumptions.ts).
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
  /** How to get it with one request, a magic id or a fault; left out where it takes more. */
  provoke?: Provocation
}

/** A way to get an outcome. */
export interface Provocation {
  request?: RequestExample
  /** A user id that makes either token route answer so. */
  magicId?: string
  /** A fault to add. */
  fault?: object
}

/** A request, but for the host. */
export interface RequestExample {
  method: string
  path: string
  /**
   * The Authorization header; null for none. `{key}` stands for the enterprise key, `{token}` for a user token,
   * `{expired_token}` and `{revoked_token}` for one that is no longer good.
   */
  authorization: string | null
  accept?: string
  /** The body as it is sent; left out for none. */
  body?: string
}

const errorTable = 'sFOX API docs, table of error statuses'
const textOnly = 'The status is documented, the text is not.'

const list = '/v1/enterprise/user-tokens'
const withKey = 'Bearer {key}'
const post = (path: string, authorization: string | null, rest: Partial<RequestExample> = {}): Provocation =>
  ({ request: { method: 'POST', path, authorization, ...rest } })

/** Every refusal, in the order in which a request meets them. Keys are the values of `x-fake-sfox-reason`. */
export const refusals = {
  'malformed-url': {
    status: 400,
    error: 'The path cannot be decoded: each percent sign must begin a valid UTF-8 escape.',
    when: 'the path has a percent escape that cannot be decoded',
    statusSource: null,
    why: '400 is documented for what is malformed; that a path can be malformed is our reading.',
    provoke: post(`${list}/%zz`, withKey)
  },
  'rate-limited': {
    status: 429,
    error: 'Over the limit of {requests} requests in {window}; wait for {wait}.',
    when: 'over the documented limit, with `--rate-limit on`; the header Retry-After says how long to wait, in seconds',
    statusSource: errorTable,
    why: textOnly,
    provoke: { magicId: 'fake:rate-limited' }
  },
  'unknown-endpoint': {
    status: 404,
    error: 'There is no endpoint at this path.',
    when: 'no route has this path',
    statusSource: errorTable,
    why: textOnly,
    provoke: post('/v1/nope', null)
  },
  'method-not-allowed': {
    status: 405,
    error: 'This endpoint does not take {method}; it takes {allow}.',
    when: 'the path exists, the method does not; the header Allow lists those that do',
    statusSource: errorTable,
    why: textOnly,
    provoke: { request: { method: 'GET', path: list, authorization: null } }
  },
  'missing-credentials': {
    status: 401,
    error: 'The Authorization header is missing; send "Authorization: Bearer <key>".',
    when: 'there is no Authorization header',
    statusSource: errorTable,
    why: textOnly,
    provoke: post(list, null)
  },
  'malformed-credentials': {
    status: 401,
    error: 'The Authorization header must read "Bearer <key>".',
    when: 'the Authorization header is not the word Bearer and one credential',
    statusSource: errorTable,
    why: textOnly,
    provoke: post(list, 'Bearer ')
  },
  'unknown-key': {
    status: 401,
    error: 'The enterprise key is not the one this fake-sfox was started with.',
    when: 'the credential is neither the enterprise key nor shaped like a user token',
    statusSource: errorTable,
    why: textOnly,
    provoke: post(list, 'Bearer undefined')
  },
  'unknown-token': {
    status: 401,
    error: 'This fake-sfox did not mint the user token.',
    when: 'the credential is shaped like a user token, but was not minted here',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that a user token counts as a key here is our reading.',
    provoke: post(list, `Bearer ${'0'.repeat(64)}`)
  },
  'expired-token': {
    status: 401,
    error: 'The user token expired at {expires}.',
    when: 'the user token is past its end',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that an expired user token counts as incorrect is our reading.',
    provoke: post(list, 'Bearer {expired_token}')
  },
  'revoked-token': {
    status: 401,
    error: 'The user token has been revoked.',
    when: 'the user token was revoked, or its user removed, through `/_fake`',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that a revoked user token counts as incorrect is our reading.',
    provoke: post(list, 'Bearer {revoked_token}')
  },
  'wrong-credential-kind': {
    status: 403,
    error: 'This endpoint takes the enterprise key, not a user token.',
    when: 'a valid user token is sent to an enterprise route',
    statusSource: null,
    why: '403 is documented for a key that is not authorized for an endpoint; that a user token is such a key is our reading.',
    provoke: post(list, 'Bearer {token}')
  },
  'not-acceptable': {
    status: 406,
    error: 'Every answer is application/json, which the Accept header rules out.',
    when: 'the Accept header rules JSON out',
    statusSource: errorTable,
    why: textOnly,
    provoke: post(list, withKey, { accept: 'text/html' })
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
    why: '400 is documented for what is malformed; that a missing body or a `__proto__` key is malformed is our reading.',
    provoke: post(list, withKey, { body: '{"data":[' })
  },
  fault: {
    status: 503,
    error: 'An injected fault answered {status} here.',
    when: 'a fault or a magic id asked for it; the status is what it says, from 200 to 599',
    statusSource: errorTable,
    why: 'Faults are ours; 500 and 503 are documented, other statuses may not be. The text is ours.',
    provoke: { magicId: 'fake:status=503', fault: { status: 503 } }
  },
  'unknown-magic-id': {
    status: 400,
    error: 'There is no magic id "{user_id}"; known are {known}.',
    when: 'an id starts with `fake:` and is no instruction',
    statusSource: null,
    why: 'Magic ids are ours.',
    provoke: { magicId: 'fake:nope' }
  },
  'invalid-body': {
    status: 400,
    error: 'The request body is not as documented: {problem}.',
    when: 'the body is JSON, but breaks the schema',
    statusSource: null,
    why: '400 is documented for what is malformed, 422 for invalid input in the main table only; which of them an empty list gives is not documented.',
    provoke: post(list, withKey, { body: '{"data":[]}' })
  },
  'unknown-user': {
    status: 404,
    error: 'There is no user with the id "{user_id}".',
    when: 'no user has the id; in a list, one such id refuses the whole list',
    statusSource: null,
    why: 'Not documented. Of sFOX\'s other refusals an unknown account gives 404, an unknown transfer 422, an unknown order 400.',
    provoke: { magicId: 'fake:unknown-user' }
  },
  'deactivated-user': {
    status: 404,
    error: 'The user "{user_id}" has been deactivated.',
    when: 'the magic id `fake:deactivated-user` asked for it',
    statusSource: null,
    why: 'Documented is that no more tokens can be made for the user, not the status. 404 is what deactivating an account that does not exist gives.',
    provoke: { magicId: 'fake:deactivated-user' }
  },
  'internal-error': {
    status: 500,
    error: 'fake-sfox failed to answer; its log says why.',
    when: 'the fake itself has a defect',
    statusSource: errorTable,
    why: textOnly
  }
} as const satisfies Record<string, RefusalRow>

/** A value of the header that names a refusal's cause. */
export type Reason = keyof typeof refusals

/** Every reason, in the table's order. */
export const reasons = Object.keys(refusals) as Reason[]
