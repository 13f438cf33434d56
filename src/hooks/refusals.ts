/** Refusals that any request to the vendor's side may get, in the order in which they are checked. */
import { byKey, freshUser, type Provocation, type RequestExample, unauthenticated, withKey, withToken } from '../resources/example.ts'
import { notEmulatedExamples } from '../resources/not-emulated.ts'
import { defineRefusals, refusalsOf, textOnly, undocumented } from '../resources/refusal.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'

/** The page of sFOX's documentation that lists the statuses of errors. */
const errorTable = 'sFOX API docs, table of error statuses'

/** The largest request body, in bytes. */
export const bodyLimit = 8 * 1024 * 1024

/** Create a POST request that provokes a refusal. */
const post = (path: string, authorization: string | null, rest: Partial<RequestExample> = {}): Provocation =>
  ({ request: { method: 'POST', path, authorization, ...rest } })

/** The refusals, by reason. */
export const requestRefusals = defineRefusals({
  'malformed-url': {
    status: 400,
    error: 'The path cannot be decoded: each "%" must begin a valid UTF-8 escape, for example %20.',
    when: 'the path has a percent escape that cannot be decoded',
    source: undocumented,
    why: '400 is documented for malformed requests; that an undecodable path is malformed is our reading.',
    provoke: post(`${tokensPath}/%zz`, withKey)
  },
  'rate-limited': {
    status: 429,
    error: 'Rate limit exceeded: {requests} requests in {window}. Retry after {wait}.',
    when: 'a documented rate limit is exceeded, with `--rate-limit on`; the Retry-After header gives the wait in seconds',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: { magicId: 'fake:rate-limited' }
  },
  'not-emulated': {
    status: 404,
    error: 'sFOX documents this endpoint, but fake-sfox does not emulate it. Add a stub to the fixtures to answer it.',
    when: 'sFOX documents the endpoint, but this fake does not emulate it; a stub in the fixtures can answer in its place',
    source: undocumented,
    ours: true,
    why: 'Ours: the real API has the endpoint. 404 is its status for endpoints that do not exist.',
    ...notEmulatedExamples.map(({ method, path }) => ({ provoke: { request: unauthenticated(method, path) } }))[0]
  },
  'unknown-endpoint': {
    status: 404,
    error: 'There is no endpoint at this path.{hint}',
    when: 'no route has this path; for a path that clients often get wrong, the text names the right one',
    source: { status: errorTable, text: null },
    why: `${textOnly} The text of Express was observed once: \`Cannot {method} {path}\` sets it. Without \`{hint}\`, ` +
      'the text names no other path.',
    provoke: post('/v1/nope', null)
  },
  'method-not-allowed': {
    status: 405,
    error: 'This endpoint does not allow {method}. Allowed: {allow}.{hint}',
    when: 'the path exists, but not with this method; the Allow header lists the methods that it has, and the text names ' +
      'the right path if clients often confuse the two',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: { request: unauthenticated('GET', tokensPath) }
  },
  'missing-credentials': {
    status: 401,
    error: 'The Authorization header is missing; send "Authorization: Bearer <key>".',
    when: 'there is no Authorization header',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: post(tokensPath, null)
  },
  'malformed-credentials': {
    status: 401,
    error: 'The Authorization header must read "Bearer <key>".',
    when: 'the Authorization header is not `Bearer` and one credential',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: post(tokensPath, 'Bearer ')
  },
  'unknown-key': {
    status: 401,
    error: 'The credential is neither the enterprise key that this fake-sfox was started with nor a user token.',
    when: 'the credential is not the enterprise key and does not have the form of a user token',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: post(tokensPath, 'Bearer undefined')
  },
  'unknown-token': {
    status: 401,
    error: 'This fake-sfox did not mint the user token; mint a new one.',
    when: 'the credential has the form of a user token, but this fake did not mint it',
    source: undocumented,
    why: '401 is documented for a missing or incorrect key; that a user token counts as a key here is our reading.',
    provoke: post(tokensPath, `Bearer ${'0'.repeat(64)}`)
  },
  'expired-token': {
    status: 401,
    error: 'The user token expired at {expires}; mint a new one.',
    when: 'the user token has expired',
    source: undocumented,
    why: '401 is documented for a missing or incorrect key; that an expired user token counts as incorrect is our reading.',
    provoke: post(tokensPath, 'Bearer {expired_token}')
  },
  'revoked-token': {
    status: 401,
    error: 'The user token has been revoked.',
    when: 'the user token was revoked, or its user was removed through `/_fake` or deactivated',
    source: undocumented,
    why: '401 is documented for a missing or incorrect key; that a revoked user token counts as incorrect is our reading.',
    provoke: { before: freshUser(), ...post(tokensPath, 'Bearer {revoked_token}') }
  },
  'too-many-worlds': {
    status: 507,
    error: 'This fake-sfox has reached its limit of {most} worlds; reuse keys, or restart it.',
    when: 'the key names a new world, and the fake already holds as many worlds as it can',
    source: undocumented,
    ours: true,
    why: 'Worlds are ours. 507 is the status of a server that cannot store what a request needs (RFC 4918, section 11.5); 503 would suggest that waiting helps.'
  },
  'wrong-credential-kind': {
    status: 403,
    error: 'This endpoint takes {wanted}, not {given}.',
    when: 'a valid user token is sent to an enterprise endpoint, or the enterprise key to an endpoint of a user\'s account',
    source: undocumented,
    why: '403 is documented for a key that is not authorized for an endpoint; that the other kind of credential is such a key is our reading. sFOX does document that a user\'s endpoints reject the enterprise key.',
    provoke: { before: freshUser(), ...post(tokensPath, withToken) }
  },
  'not-acceptable': {
    status: 406,
    error: 'Every response is application/json; the Accept header must allow it.',
    when: 'the Accept header excludes JSON',
    source: { status: errorTable, text: null },
    why: textOnly,
    provoke: post(tokensPath, withKey, { accept: 'text/html' })
  },
  'body-too-large': {
    status: 413,
    error: 'The request body is larger than 8 MiB.',
    when: 'the body is larger than 8 MiB',
    source: undocumented,
    why: 'No limit is documented; 413 is the HTTP status for it (RFC 9110, section 15.5.14).',
    provoke: post(tokensPath, withKey, { body: '{"data":[]}', padding: bodyLimit })
  },
  'malformed-json': {
    status: 400,
    error: 'The request body must be JSON: it is missing, malformed, or has a "__proto__" key.',
    when: 'a required body is missing, or the body is not JSON or has a `__proto__` key',
    source: undocumented,
    why: '400 is documented for malformed requests; that a missing body or a `__proto__` key is malformed is our reading.',
    provoke: post(tokensPath, withKey, { body: '{"data":[' })
  },
  fault: {
    status: 503,
    error: 'An injected fault answered with status {status}.',
    when: 'a fault or a magic id asks for it, with any status from 200 to 599',
    source: undocumented,
    ours: true,
    why: 'Faults are ours. sFOX documents some of their possible statuses, 500 and 503 among them.',
    provoke: { magicId: 'fake:status=503', fault: { status: 503 } }
  },
  'unknown-magic-id': {
    status: 400,
    error: 'There is no magic id "{user_id}". Magic ids: {known}.',
    when: 'a user id starts with `fake:`, but is not a magic id',
    source: undocumented,
    ours: true,
    why: 'Magic ids are ours.',
    provoke: { magicId: 'fake:nope' }
  },
  'invalid-query': {
    status: 400,
    error: 'Invalid query: {problem}.',
    when: 'a query parameter has an invalid value, or a required one is missing',
    source: undocumented,
    why: '400 is documented for malformed requests; the status of an invalid query is not documented.',
    provoke: { request: byKey('GET', '/v1/enterprise/users?accountRole=other') }
  },
  'invalid-body': {
    status: 400,
    error: 'Invalid request body: {problem}.',
    when: 'the body is JSON, but does not match the schema',
    source: undocumented,
    why: '400 is documented for malformed requests, 422 for invalid input in the main table only; which of them an empty list gives is not documented.',
    provoke: post(tokensPath, withKey, { body: '{"data":[]}' })
  },
  'internal-error': {
    status: 500,
    error: 'Internal error in fake-sfox; its log has the details.',
    when: 'the fake itself has a defect',
    source: undocumented,
    ours: true,
    why: 'Ours: it is the fake that fails. 500 is documented for failures at sFOX.'
  }
})

/** Create a refusal from this table. */
export const requestRefusal = refusalsOf(requestRefusals)
