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
  /** Whether it is about what only a fake has, so that it is no guess about sFOX; left out where not. */
  ours?: true
  /** What is open, and why this status. */
  why: string
  /**
   * How to get it; left out where it takes an assumption set at the start, a defect, or more requests than anybody
   * wants to see: a fault then imitates it.
   */
  provoke?: Provocation
}

/** Ways to get an outcome. */
export interface Provocation {
  /** Requests to send before `request`, in this order, whatever they answer. */
  before?: readonly RequestExample[]
  request?: RequestExample
  /** A user id that makes either token route answer so. */
  magicId?: string
  /** A fault to add. */
  fault?: object
}

/**
 * A request, but for the host. In path and body `{0.usd.1.id}` stands for what is found so, by names and indices, in
 * the answer to the first request of `before`, and so on; nothing else in braces may be word characters and dots alone.
 */
export interface RequestExample {
  method: string
  path: string
  /**
   * The Authorization header; null for none. `{key}` stands for the enterprise key, `{token}` for a token of the
   * example user, minted just before the request is sent, `{expired_token}` and `{revoked_token}` for one that is no
   * longer good.
   */
  authorization: string | null
  accept?: string
  /** The body as it is sent; left out for none. */
  body?: string
  /** How many spaces follow the body; left out for none. */
  padding?: number
}

/** Where sFOX documents the statuses of errors. */
export const errorTable = 'sFOX API docs, table of error statuses'

/** What is open where only the status is documented. */
export const textOnly = 'The status is documented, the text is not.'

/** What is open where the text is documented as well. */
export const nothingOpen = 'Nothing: status and text are documented.'

/** What is open where neither is. */
export const allOpen = 'Neither status nor text is documented.'

/** Id of the user that the ways are about: one that is nobody's, since they take it away and make it anew. */
export const exampleUser = 'example-user'

/** The route that most refusals can be seen at. */
export const list = '/v1/enterprise/user-tokens'

/** The header with the enterprise key. */
export const withKey = 'Bearer {key}'

/** The header with a good user token. */
export const withToken = 'Bearer {token}'

const as = (authorization: string) => (method: string, path: string, body?: object | string): RequestExample => ({
  method,
  path,
  authorization,
  ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
})

/** A request with the enterprise key; a body that is text is sent as it is. */
export const byKey = as(withKey)

/** A request with a user token; a body that is text is sent as it is. */
export const byToken = as(withToken)

/** A request that posts, as a way to get an outcome. */
export const post = (path: string, authorization: string | null, rest: Partial<RequestExample> = {}): Provocation =>
  ({ request: { method: 'POST', path, authorization, ...rest } })
