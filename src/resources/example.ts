/**
 * Example requests. The catalogue shows them, the page and the tests send them, and the documents list them. Most begin
 * by creating a fresh example user, so that repeating them gives the same response.
 */

/**
 * A request without its host. In path and body, `{0.usd.1.id}` is a placeholder for `usd[1].id` in the response to the
 * first request of `before`. Do not put any other text of word characters and dots between braces.
 */
export interface RequestExample {
  method: string
  path: string
  /**
   * The Authorization header; null for none. Placeholders: `{key}` for the enterprise key, `{token}` for a new token of
   * the example user, `{expired_token}` and `{revoked_token}` for invalid tokens.
   */
  authorization: string | null
  accept?: string
  body?: string
  /** Number of spaces to append to the body. */
  padding?: number
}

/** Ways to get an outcome. */
export interface Provocation {
  /** Requests to send first, in this order. Their statuses are ignored. */
  before?: readonly RequestExample[]
  request?: RequestExample
  /** A user id that gets this outcome from both token routes. */
  magicId?: string
  /** A fault to add. */
  fault?: object
}

/** A successful call of an endpoint, and its reply. */
export interface Example {
  /** A clause for the documents and the catalogue. */
  when: string
  before?: readonly RequestExample[]
  /** Values of the path parameters. */
  params?: Record<string, string>
  /** Including the question mark. */
  query?: string
  /** An object to send as JSON, or text to send unchanged. */
  body?: object | string
  /** The reply, or a function of the assumptions. */
  reply: unknown
  /** The assumption that the reply depends on, if sFOX does not document it. */
  assumption?: string
  /** The open question, if the assumption does not state it. */
  note?: string
}

/** Id of the example user. */
export const exampleUser = 'example-user'

/** The Authorization header with the enterprise key. */
export const withKey = 'Bearer {key}'

/** The Authorization header with a user token. */
export const withToken = 'Bearer {token}'

function createSender (authorization: string | null) {
  return (method: string, path: string, body?: object | string): RequestExample => ({
    method,
    path,
    authorization,
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) })
  })
}

/** Create a request with the enterprise key. A body of type string is sent unchanged. */
export const byKey = createSender(withKey)

/** Create a request with a user token. A body of type string is sent unchanged. */
export const byToken = createSender(withToken)

/** Create a request without credentials. */
export const unauthenticated = createSender(null)

const registry = `/_fake/users/${exampleUser}`

/** Remove the example user. A deactivated user stays deactivated. */
export const removeUser = byKey('DELETE', registry)

/** Remove the example user and create it again with these properties: two requests. */
export const freshUser = (user: object = {}): RequestExample[] => [removeUser, byKey('PUT', registry, user)]

/** Show the example user, with verification code and micro-deposits. */
export const showUser = byKey('GET', registry)
