/** Refusals that any request to the vendor's side may get, in the order in which they are checked. */
import { byKey, freshUser, type Provocation, type RequestExample, unauthenticated, withKey, withToken } from '../resources/example.ts'
import { notEmulatedExamples } from '../resources/not-emulated.ts'
import { defineRefusals, refusalsOf, textOnly, undocumented } from '../resources/refusal.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'
import { maxDepth } from '../values/payload.ts'

/** The page of sFOX's documentation that lists the statuses of errors. */
const errorTable = 'sFOX API docs, table of error statuses'

/** The pages that show a 401 with its text. */
const pagesOf401 = 'fee rates, volume and DDQ upload'
const documented401 = `sFOX API docs, ${pagesOf401}`

/** The text of every 401. The reason tells the cause. */
const invalidToken = 'invalid token. check authorization header.'

/** Why the text of a 401 is an assumption: for an invalid credential, and for any other cause. */
const textElsewhere = `Status and text are documented for ${pagesOf401}. That other routes have the same text is inferred.`
const textInferred = `The text is documented for an invalid token on ${pagesOf401}; for this cause and other routes it is inferred.`
const statusOf401 = 'The status is documented for a missing or incorrect key.'

/** The largest request body, in bytes. */
export const bodyLimit = 8 * 1024 * 1024

/** Create a POST request that provokes a refusal. */
const post = (path: string, authorization: string | null, rest: Partial<RequestExample> = {}): Provocation =>
  ({ request: { method: 'POST', path, authorization, ...rest } })

/** The refusals, by reason. */
export const requestRefusals = defineRefusals({
  'malformed-request': {
    status: 400,
    error: 'The request is not valid HTTP: {problem}.',
    when: 'the HTTP parser refuses the request, its Host header is missing, or its method is CONNECT; the connection is closed',
    source: undocumented,
    why: '400 is documented for malformed requests; that invalid HTTP is malformed is our reading.'
  },
  'headers-too-large': {
    status: 431,
    error: 'The request line and the headers are larger than 16 KiB.',
    when: 'the request line and the headers are larger than 16 KiB; the connection is closed',
    source: undocumented,
    why: 'No limit is documented; 431 is the HTTP status for it (RFC 6585, section 5).'
  },
  'request-timeout': {
    status: 408,
    error: 'The request was not complete in time: its headers within {headers}, its body within {whole}.',
    when: 'the headers or the body do not arrive in time; the connection is closed',
    source: undocumented,
    why: 'No timeout is documented; 408 is the HTTP status for it (RFC 9110, section 15.5.9).'
  },
  'malformed-url': {
    status: 400,
    error: 'The path or the query cannot be decoded: each "%" must begin a valid UTF-8 escape, for example %20.',
    when: 'the path or the query has a percent escape that cannot be decoded',
    source: undocumented,
    why: '400 is documented for malformed requests; that an undecodable path or query is malformed is our reading.',
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
    error: invalidToken,
    when: 'there is no Authorization header',
    source: { status: errorTable, text: null },
    why: `${statusOf401} ${textInferred}`,
    provoke: post(tokensPath, null)
  },
  'malformed-credentials': {
    status: 401,
    error: invalidToken,
    when: 'the Authorization header is neither `Bearer` and one credential, nor `Basic` with a credential as user name and an empty password, nor one credential alone',
    source: { status: errorTable, text: null },
    why: `${statusOf401} ${textInferred}`,
    provoke: post(tokensPath, 'Bearer ')
  },
  'unknown-key': {
    status: 401,
    error: invalidToken,
    when: 'the credential is not the enterprise key and does not have the form of a user token',
    source: { status: errorTable, text: documented401 },
    why: textElsewhere,
    provoke: post(tokensPath, 'Bearer undefined')
  },
  'unknown-token': {
    status: 401,
    error: invalidToken,
    when: 'the credential has the form of a user token, but this fake did not mint it',
    source: { status: documented401, text: documented401 },
    why: textElsewhere,
    provoke: post(tokensPath, `Bearer ${'0'.repeat(64)}`)
  },
  'expired-token': {
    status: 401,
    error: invalidToken,
    when: 'the user token has expired',
    source: undocumented,
    why: `${statusOf401} That an expired user token counts as incorrect is our reading. ${textInferred}`,
    provoke: post(tokensPath, 'Bearer {expired_token}')
  },
  'revoked-token': {
    status: 401,
    error: invalidToken,
    when: 'the user token was revoked, or its user was removed through `/_fake` or deactivated',
    source: undocumented,
    why: `${statusOf401} That a revoked user token counts as incorrect is our reading. ${textInferred}`,
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
  'unsupported-encoding': {
    status: 415,
    error: 'The request body has the coding "{coding}"; send it without Content-Encoding.',
    when: 'the body has a content coding other than identity, or a transfer coding other than chunked',
    source: undocumented,
    why: 'No coding is documented; 415 is the HTTP status for it (RFC 9110, section 15.5.16).'
  },
  'malformed-json': {
    status: 400,
    error: 'The request body must be JSON: {problem}.',
    when: `a required body is missing, or the body is neither JSON nor a form, is not UTF-8, has more than ${maxDepth} levels, or has a \`__proto__\` key`,
    source: undocumented,
    why: '400 is documented for malformed requests; that each of these is malformed is our reading.',
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
