/**
 * What the fake answers, as data: each case runs over inject() and over a real socket (conformance.test.ts).
 * A reason of the catalogue without a case here makes the suite fail.
 */
import type { Reason } from '../../src/errors.ts'
import { authorization, key, mintList, tokensPath, type Call } from '../helper.ts'

export interface RefusalCase {
  reason: Reason
  status: number
  error: string
  headers?: Record<string, string>
  call: Call
}

const at = (path: string, call: Partial<Call> = {}): Call => ({ path, ...call })
const withKey = (call: Partial<Call> = {}): Call => ({ path: tokensPath, headers: { authorization }, ...call })
const bearing = (credential: string): Call => ({ path: tokensPath, headers: { authorization: credential } })

const needsIds = 'The request body is not as documented: /data must list at least one user id, for example {"data":["user-1"]}.'
const emptyId = 'The request body is not as documented: /data/1 must be a non-empty string.'
const noObject = 'The request body is not as documented: it must be an object, for example {"data":["user-1"]}.'
const notJson = 'The request body must be JSON: it is missing, malformed, or has a "__proto__" key.'
const undecodable = 'The path cannot be decoded: each percent sign must begin a valid UTF-8 escape.'
const noEndpoint = 'There is no endpoint at this path.'
const noCredentials = 'The Authorization header is missing; send "Authorization: Bearer <key>".'
const badCredentials = 'The Authorization header must read "Bearer <key>".'
const otherKey = 'The credential is neither the enterprise key that this fake-sfox was started with nor a user token.'
const foreignToken = 'This fake-sfox did not mint the user token.'
const notAcceptable = 'Every answer is application/json, which the Accept header rules out.'
const challenge = { 'www-authenticate': 'Bearer' }

const malformedUrl = (path: string): RefusalCase =>
  ({ reason: 'malformed-url', status: 400, error: undecodable, call: at(path, { headers: { authorization } }) })
const unknownEndpoint = (path: string, call: Partial<Call> = {}): RefusalCase =>
  ({ reason: 'unknown-endpoint', status: 404, error: noEndpoint, call: at(path, call) })
const wrongMethod = (method: string, path = tokensPath): RefusalCase => ({
  reason: 'method-not-allowed',
  status: 405,
  error: `This endpoint does not take ${method}; it takes POST.`,
  headers: { allow: 'POST' },
  call: at(path, { method })
})
const malformedCredentials = (value: string): RefusalCase =>
  ({ reason: 'malformed-credentials', status: 401, error: badCredentials, headers: challenge, call: bearing(value) })
const unknownKey = (value: string): RefusalCase =>
  ({ reason: 'unknown-key', status: 401, error: otherKey, headers: challenge, call: bearing(`Bearer ${value}`) })
const refusedList = (id: string, refused: Pick<RefusalCase, 'reason' | 'status' | 'error' | 'headers'>): RefusalCase[] =>
  [mintList(['a', id]), at(`${tokensPath}/${id}`, { headers: { authorization } })].map((call) => ({ ...refused, call }))
const unacceptable = (accept: string): RefusalCase => ({
  reason: 'not-acceptable', status: 406, error: notAcceptable, call: withKey({ headers: { authorization, accept } })
})
const malformedJson = (body?: string): RefusalCase =>
  ({ reason: 'malformed-json', status: 400, error: notJson, call: withKey(body === undefined ? {} : { body }) })
const invalidBody = (body: unknown, error: string): RefusalCase =>
  ({ reason: 'invalid-body', status: 400, error, call: withKey({ body: JSON.stringify(body) }) })

const withKeyAt = (method: string, path: string, body?: object): Call =>
  ({ method, path, headers: { authorization }, ...(body && { body: JSON.stringify(body) }) })

const magicForms = 'fake:status=200…599, fake:unknown-user, fake:deactivated-user, fake:rate-limited, fake:reset, ' +
  'fake:hang, fake:truncate, fake:garbage, fake:delay=DURATION, fake:expired, fake:ttl=DURATION'
const unknownMagicId = (id: string) => refusedList(id, {
  reason: 'unknown-magic-id', status: 400, error: `There is no magic id "${id}"; known are ${magicForms}.`
})

/** Refusals that a fake started with `--users registered` and no fixtures gives without further ado. */
export const refusalCases: RefusalCase[] = [
  malformedUrl(`${tokensPath}/%`),
  malformedUrl(`${tokensPath}/%zz`),
  malformedUrl(`${tokensPath}/%ff`),
  malformedUrl('/v2/%c3%28'),

  {
    reason: 'not-emulated',
    status: 404,
    error: 'sFOX documents this endpoint; fake-sfox does not emulate it. A stub in the fixtures can answer in its place.',
    call: at('/v1/account/transactions', { method: 'GET', headers: { accept: 'text/html' } })
  },

  unknownEndpoint('/v1/enterprise/user-token'),
  unknownEndpoint('/v2/enterprise/user-tokens'),
  unknownEndpoint('/V1/enterprise/user-tokens'),
  unknownEndpoint('/v1//enterprise/user-tokens'),
  unknownEndpoint(`${tokensPath}/a/b`),
  unknownEndpoint(`${tokensPath}//`, { headers: { authorization } }),
  unknownEndpoint('/'),
  unknownEndpoint('/_fakery', { method: 'GET' }),
  unknownEndpoint('/v1/nope', { headers: { authorization, accept: 'text/html' }, body: 'not JSON' }),

  ...['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].map((method) => wrongMethod(method)),
  wrongMethod('PROPFIND'),
  wrongMethod('GET', `${tokensPath}/`),
  wrongMethod('GET', `${tokensPath}?x=1`),
  wrongMethod('GET', `${tokensPath}/user-1`),

  { reason: 'missing-credentials', status: 401, error: noCredentials, headers: challenge, call: at(tokensPath) },
  { reason: 'missing-credentials', status: 401, error: noCredentials, headers: challenge, call: at(`${tokensPath}/a`) },
  {
    reason: 'missing-credentials',
    status: 401,
    error: noCredentials,
    headers: challenge,
    call: at(tokensPath, { headers: { accept: 'text/html' }, body: '{' })
  },

  malformedCredentials(''),
  malformedCredentials('Bearer'),
  malformedCredentials('Bearer '),
  malformedCredentials(key),
  malformedCredentials(`Basic ${key}`),
  malformedCredentials(`Bearer ${key} ${key}`),
  malformedCredentials(`Bearer${key}`),

  unknownKey('undefined'),
  unknownKey('wrong'),
  unknownKey(key.toUpperCase()),
  unknownKey(`${key}~`),
  unknownKey(`${key}~a/b`),
  unknownKey('A'.repeat(64)),

  { reason: 'unknown-token', status: 401, error: foreignToken, headers: challenge, call: bearing(`Bearer ${'0'.repeat(64)}`) },

  unacceptable('text/html'),
  unacceptable('application/xml, text/*'),
  unacceptable('application/json;q=0, */*'),
  unacceptable('application/json;charset=utf-8;q=0'),

  malformedJson(),
  malformedJson(''),
  malformedJson(' '),
  malformedJson('{"data":["a"]'),
  malformedJson('data=a&data=b'),
  malformedJson('{"data":["a"],"__proto__":{}}'),
  malformedJson('{"data":["a"],"x":{"__proto__":1}}'),
  { ...malformedJson('{'), call: at(`${tokensPath}/user-1`, { headers: { authorization }, body: '{' }) },

  invalidBody({}, needsIds),
  invalidBody({ data: [] }, needsIds),
  invalidBody({ data: 'a' }, needsIds),
  invalidBody({ data: null }, needsIds),
  invalidBody({ data: { 0: 'a' } }, needsIds),
  invalidBody({ partnerUserIDs: ['a'] }, needsIds),
  invalidBody({ data: ['a', ''] }, emptyId),
  invalidBody({ data: ['a', 7] }, emptyId),
  invalidBody({ data: ['a', null] }, emptyId),
  invalidBody({ data: ['a', ['b']] }, emptyId),
  invalidBody(['a'], noObject),
  invalidBody('a', noObject),
  invalidBody(null, noObject),

  {
    reason: 'invalid-query',
    status: 400,
    error: 'The query is not as documented: /accountRole must be one of client, advisor.',
    call: withKeyAt('GET', '/v1/enterprise/users?accountRole=nobody')
  },

  {
    reason: 'unknown-user',
    status: 404,
    error: 'There is no user with the id "no\u00e9".',
    call: at(`${tokensPath}/no%C3%A9`, { headers: { authorization } })
  },
  { reason: 'unknown-user', status: 404, error: 'There is no user with the id "b".', call: mintList(['b', 'c']) },

  ...refusedList('fake:status=503', { reason: 'fault', status: 503, error: 'An injected fault answered 503 here.' }),
  ...refusedList('fake:status=201', { reason: 'fault', status: 201, error: 'An injected fault answered 201 here.' }),
  ...refusedList('fake:status=401', {
    reason: 'fault', status: 401, error: 'An injected fault answered 401 here.', headers: challenge
  }),
  ...refusedList('fake:status=429', {
    reason: 'fault', status: 429, error: 'An injected fault answered 429 here.', headers: { 'retry-after': '60' }
  }),
  ...refusedList('fake:unknown-user', {
    reason: 'unknown-user', status: 404, error: 'There is no user with the id "fake:unknown-user".'
  }),
  ...refusedList('fake:deactivated-user', {
    reason: 'deactivated-user', status: 404, error: 'The user "fake:deactivated-user" has been deactivated.'
  }),
  ...refusedList('fake:rate-limited', {
    reason: 'rate-limited',
    status: 429,
    error: 'Over the limit of 250 requests in 10 s; wait for 60 s.',
    headers: { 'retry-after': '60' }
  }),
  ...[
    'fake:', 'fake:nope', 'fake:toString', 'fake:hang=1', 'fake:status', 'fake:status=600', 'fake:status=1e2', 'fake:ttl=11y',
    'fake:ttl=', 'fake:delay=61m', 'fake:delay=-1s', 'fake:unknown-user=x'
  ].flatMap(unknownMagicId),
  {
    reason: 'unknown-account',
    status: 404,
    error: 'The account does not exist to be disabled.',
    call: withKeyAt('DELETE', '/v1/enterprise/account/nobody')
  }
]
