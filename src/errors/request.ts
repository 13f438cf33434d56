/** What any request to the vendor's side may be refused for, in the order in which it meets it. */
import { byKey, errorTable, list, post, textOnly, withKey, withToken, type RefusalRow } from './row.ts'
import { anew } from './steps.ts'

/** Rows of the catalogue; see errors.ts. */
export const requestRefusals = {
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
    when: 'over a documented limit, with `--rate-limit on`; the header Retry-After says how long to wait, in seconds',
    statusSource: errorTable,
    why: textOnly,
    provoke: { magicId: 'fake:rate-limited' }
  },
  'not-emulated': {
    status: 404,
    error: 'sFOX documents this endpoint; fake-sfox does not emulate it. A stub in the fixtures can answer in its place.',
    when: 'sFOX documents the endpoint, and this fake has not built it; a stub of the fixtures can stand in for it',
    statusSource: null,
    ours: true,
    why: 'Ours: the real API has the endpoint. 404 is what it answers for one that it does not have.',
    provoke: { request: { method: 'GET', path: '/v1/account/transactions', authorization: null } }
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
    error: 'The credential is neither the enterprise key that this fake-sfox was started with nor a user token.',
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
    when: 'the user token was revoked, its user removed through `/_fake`, or deactivated',
    statusSource: null,
    why: '401 is documented for a missing or incorrect key; that a revoked user token counts as incorrect is our reading.',
    provoke: { before: anew(), ...post(list, 'Bearer {revoked_token}') }
  },
  'too-many-worlds': {
    status: 507,
    error: 'This fake-sfox holds {most} worlds, and makes no more; use keys again, or start it anew.',
    when: 'the key names a world that is not there yet, and there are as many as one fake holds',
    statusSource: null,
    ours: true,
    why: 'Worlds are ours. 507 is what HTTP has for a server that has no room for what a request needs it to keep (RFC 4918, section 11.5); 503 would promise that waiting helps.'
  },
  'wrong-credential-kind': {
    status: 403,
    error: 'This endpoint takes {wanted}, not {given}.',
    when: 'a valid user token is sent to an enterprise route, or the enterprise key to a route of a user\'s account',
    statusSource: null,
    why: '403 is documented for a key that is not authorized for an endpoint; that the other kind of credential is such a key is our reading. Documented is that a user\'s routes reject the enterprise key.',
    provoke: { before: anew(), ...post(list, withToken) }
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
    why: 'No limit is documented; 413 is what HTTP has for it (RFC 9110, section 15.5.14).',
    provoke: post(list, withKey, { body: '{"data":[]}', padding: 32 * 1024 * 1024 })
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
    statusSource: null,
    ours: true,
    why: 'Faults are ours. Of the statuses that they can have sFOX documents some, 500 and 503 among them.',
    provoke: { magicId: 'fake:status=503', fault: { status: 503 } }
  },
  'unknown-magic-id': {
    status: 400,
    error: 'There is no magic id "{user_id}"; known are {known}.',
    when: 'an id starts with `fake:` and is no instruction',
    statusSource: null,
    ours: true,
    why: 'Magic ids are ours.',
    provoke: { magicId: 'fake:nope' }
  },
  'invalid-query': {
    status: 400,
    error: 'The query is not as documented: {problem}.',
    when: 'a query parameter has a bad value, or one that is needed is missing',
    statusSource: null,
    why: '400 is documented for what is malformed; which status a bad query gives is not documented.',
    provoke: { request: byKey('GET', '/v1/enterprise/users?accountRole=other') }
  },
  'invalid-body': {
    status: 400,
    error: 'The request body is not as documented: {problem}.',
    when: 'the body is JSON, but breaks the schema',
    statusSource: null,
    why: '400 is documented for what is malformed, 422 for invalid input in the main table only; which of them an empty list gives is not documented.',
    provoke: post(list, withKey, { body: '{"data":[]}' })
  }
} as const satisfies Record<string, RefusalRow>
