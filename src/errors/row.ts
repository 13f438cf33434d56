/** What a row of the catalogue of refusals holds, and what many rows share. */

/** What the fake knows about one way of being refused. */
export interface RefusalRow {
  /** HTTP status of the answer. */
  status: number
  /** Text of `{"error": …}`. `{name}` is replaced by the value of that name which the refusing code supplies. */
  error: string
  /** What makes the fake give this answer. */
  when: string
  /** Where sFOX documents the status; null where it is this project's reading. */
  statusSource: string | null
  /** Where sFOX documents the text; left out where it is ours. */
  textSource?: string
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

/** Where sFOX documents the statuses of errors. */
export const errorTable = 'sFOX API docs, table of error statuses'

/** What is open where only the status is documented. */
export const textOnly = 'The status is documented, the text is not.'

/** What is open where the text is documented as well. */
export const nothingOpen = 'Nothing: status and text are documented.'

/** What is open where neither is. */
export const allOpen = 'Neither status nor text is documented.'

/** The route that most refusals can be seen at. */
export const list = '/v1/enterprise/user-tokens'

/** The header with the enterprise key. */
export const withKey = 'Bearer {key}'

/** The header with a good user token. */
export const withToken = 'Bearer {token}'

/** A request that posts, as a way to get an outcome. */
export const post = (path: string, authorization: string | null, rest: Partial<RequestExample> = {}): Provocation =>
  ({ request: { method: 'POST', path, authorization, ...rest } })
