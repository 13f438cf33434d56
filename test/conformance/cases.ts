/**
 * Variants of refusals: further requests for the same reason. conformance.test.ts runs each case by inject() and over a
 * socket. The texts are repeated here on purpose, with the values of the request filled in.
 */
import { notEmulated } from '../../src/resources/not-emulated.ts'
import type { Reason } from '../../src/vendor/assumptions.ts'
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

const oneId = 'must list at least one user id, for example {"data":["user-1"]}.'
const needsIds = `Invalid request body: /data ${oneId}`
const needsData = `Invalid request body: /data is required; it ${oneId}`
const emptyId = 'Invalid request body: /data/1 must be a non-empty string.'
const noObject = 'Invalid request body: it must be an object, for example {"data":["user-1"]}.'
const notJson = (problem: string) => `The request body must be JSON: ${problem}.`
const undecodable = 'The path or the query cannot be decoded: each "%" must begin a valid UTF-8 escape, for example %20.'
const noEndpoint = 'There is no endpoint at this path.'
const invalidToken = 'invalid token. check authorization header.'
const notAcceptable = 'Every response is application/json; the Accept header must allow it.'
const formType = 'application/x-www-form-urlencoded'
const base64 = (text: string) => Buffer.from(text).toString('base64')
const challenge = { 'www-authenticate': 'Bearer' }

const malformedUrl = (path: string): RefusalCase =>
  ({ reason: 'malformed-url', status: 400, error: undecodable, call: at(path, { headers: { authorization } }) })
const unknownEndpoint = (path: string, call: Partial<Call> = {}): RefusalCase =>
  ({ reason: 'unknown-endpoint', status: 404, error: noEndpoint, call: at(path, call) })
const wrongMethod = (method: string, path = tokensPath): RefusalCase => ({
  reason: 'method-not-allowed',
  status: 405,
  error: `This endpoint does not allow ${method}. Allowed: POST.`,
  headers: { allow: 'POST' },
  call: at(path, { method })
})
const malformedCredentials = (value: string): RefusalCase =>
  ({ reason: 'malformed-credentials', status: 401, error: invalidToken, headers: challenge, call: bearing(value) })
const unknownKey = (value: string, scheme = 'Bearer '): RefusalCase =>
  ({ reason: 'unknown-key', status: 401, error: invalidToken, headers: challenge, call: bearing(scheme + value) })
const refusedList = (id: string, refused: Pick<RefusalCase, 'reason' | 'status' | 'error' | 'headers'>): RefusalCase[] =>
  [mintList(['a', id]), at(`${tokensPath}/${id}`, { headers: { authorization } })].map((call) => ({ ...refused, call }))
const unacceptable = (accept: string): RefusalCase => ({
  reason: 'not-acceptable', status: 406, error: notAcceptable, call: withKey({ headers: { authorization, accept } })
})
const malformedJson = (problem: string, body?: string): RefusalCase =>
  ({ reason: 'malformed-json', status: 400, error: notJson(problem), call: withKey(body === undefined ? {} : { body }) })
const malformedForm = (problem: string, body: string): RefusalCase =>
  ({ ...malformedJson(problem), call: withKey({ headers: { authorization, 'content-type': formType }, body }) })
const coded = (coding: string): RefusalCase => ({
  reason: 'unsupported-encoding',
  status: 415,
  error: `The request body has the coding "${coding}"; send it without Content-Encoding.`,
  headers: { 'accept-encoding': 'identity' },
  call: withKey({ headers: { authorization, 'content-encoding': coding }, body: '{"data":["a"]}' })
})
const invalidBody = (body: unknown, error: string): RefusalCase =>
  ({ reason: 'invalid-body', status: 400, error, call: withKey({ body: JSON.stringify(body) }) })

const withKeyAt = (method: string, path: string, body?: object): Call =>
  ({ method, path, headers: { authorization }, ...(body && { body: JSON.stringify(body) }) })

const magicForms = 'fake:status=200…599, fake:unknown-user, fake:deactivated-user, fake:rate-limited, fake:reset, ' +
  'fake:hang, fake:truncate, fake:garbage, fake:delay=DURATION, fake:expired, fake:ttl=DURATION ' +
  '(DURATION is a number with ms, s, m, h or d, for example "90s" or "24h", or milliseconds)'
const unknownMagicId = (id: string) => refusedList(id, {
  reason: 'unknown-magic-id', status: 400, error: `There is no magic id "${id}". Magic ids: ${magicForms}.`
})

/** Refusals of a fake with `--users registered` and no fixtures. */
export const refusalCases: RefusalCase[] = [
  malformedUrl(`${tokensPath}/%`),
  malformedUrl(`${tokensPath}/%zz`),
  malformedUrl(`${tokensPath}/%ff`),
  malformedUrl('/v2/%c3%28'),
  malformedUrl(`${tokensPath}/jos%e9`),
  malformedUrl(`${tokensPath}/%ed%a0%80`),
  malformedUrl('/v1/enterprise/users?accountRole=jos%e9'),
  malformedUrl('/v1/nope?%zz'),

  ...notEmulated.slice(0, 1).map(({ method, path }): RefusalCase => ({
    reason: 'not-emulated',
    status: 404,
    error: 'sFOX documents this endpoint, but fake-sfox does not emulate it. Add a stub to the fixtures to answer it.',
    call: at(path, { method, headers: { accept: 'text/html' } })
  })),

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

  { reason: 'missing-credentials', status: 401, error: invalidToken, headers: challenge, call: at(tokensPath) },
  { reason: 'missing-credentials', status: 401, error: invalidToken, headers: challenge, call: at(`${tokensPath}/a`) },
  {
    reason: 'missing-credentials',
    status: 401,
    error: invalidToken,
    headers: challenge,
    call: at(tokensPath, { headers: { accept: 'text/html' }, body: '{' })
  },

  malformedCredentials(''),
  malformedCredentials('Bearer'),
  malformedCredentials('Bearer '),
  malformedCredentials('Basic'),
  malformedCredentials(`Basic ${key}`),
  malformedCredentials(`Basic ${base64(key)}`),
  malformedCredentials(`Basic ${base64(`${key}:password`)}`),
  malformedCredentials(`Basic ${base64(`:${key}`)}`),
  malformedCredentials(`Basic ${base64(':')}`),
  malformedCredentials(`Basic ${base64(`${key} :`)}`),
  malformedCredentials(`Basic ${base64(`${key}:`)} x`),
  malformedCredentials(`Basic !${base64(`${key}:`)}`),
  malformedCredentials(`Bearer ${key} ${key}`),
  malformedCredentials(`Bearer Bearer ${key}`),
  malformedCredentials(`Token ${key}`),
  malformedCredentials(`${key} ${key}`),

  unknownKey('undefined'),
  unknownKey('wrong'),
  unknownKey(key.toUpperCase()),
  unknownKey(`${key}~`),
  unknownKey(`${key}~a/b`),
  unknownKey('A'.repeat(64)),
  unknownKey('undefined', ''),
  unknownKey(`Bearer${key}`, ''),
  unknownKey(`${key}~a/b`, ''),
  ...['undefined', 'wrong', `${key}~a/b`, `${key}:`, 'jos\u00e9'].map((user) => unknownKey(base64(`${user}:`), 'Basic ')),

  { reason: 'unknown-token', status: 401, error: invalidToken, headers: challenge, call: bearing(`Bearer ${'0'.repeat(64)}`) },

  unacceptable('text/html'),
  unacceptable('application/xml, text/*'),
  unacceptable('application/json;q=0, */*'),
  unacceptable('application/json;charset=utf-8;q=0'),

  ...['gzip', 'br', 'deflate', 'x-gzip', 'identity, gzip', 'unknown', 'chunked'].map(coded),

  malformedJson('it is missing'),
  malformedJson('it is missing', ''),
  malformedJson('it is malformed', ' '),
  malformedJson('it is malformed', '{"data":["a"]'),
  malformedJson('it is malformed', 'data=a&data=b'),
  malformedJson('it is malformed', '\ufeff'),
  malformedJson('it is malformed', '\ufeff\ufeff{"data":["a"]}'),
  malformedJson('it is malformed', `{"data":["${'a'.repeat(300)}`),
  ...['"__proto__"', '"\\u005f_proto__"', '"__pr\\u006Fto__"'].flatMap((name) => [
    malformedJson('it has a "__proto__" key', `{"data":["a"],${name}:{}}`),
    malformedJson('it has a "__proto__" key', `{"data":["a"],"x":[{${name}:1}]}`)
  ]),
  malformedJson('it has more than 100 levels', '['.repeat(101) + ']'.repeat(101)),
  malformedJson('it has more than 100 levels', `{"data":["\\"]}",${'{"x":['.repeat(5000)}${']}'.repeat(5000)}]}`),
  malformedJson('it has more than 100 levels', '['.repeat(5000)),
  { ...malformedJson('it is malformed', '{'), call: at(`${tokensPath}/user-1`, { headers: { authorization }, body: '{' }) },
  malformedForm('it is malformed', '{"data":["a"'),
  malformedForm('it is malformed', ' ["a"'),
  malformedForm('it has a "__proto__" key', 'data[]=a&__proto__=b'),
  malformedForm('it has a "__proto__" key', 'data[]=a&__proto__[]=b'),
  malformedForm('it has a "__proto__" key', '%5f_proto__=b'),
  malformedForm('it has a percent escape that is not UTF-8', 'data[]=jos%e9'),
  malformedForm('it has a percent escape that is not UTF-8', '%=a'),

  invalidBody({}, needsData),
  invalidBody({ data: [] }, needsIds),
  invalidBody({ data: 'a' }, needsIds),
  invalidBody({ data: null }, needsData),
  invalidBody({ data: { 0: 'a' } }, needsIds),
  invalidBody({ partnerUserIDs: ['a'] }, needsData),
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
    error: 'Invalid query: /accountRole must be one of client, advisor.',
    call: withKeyAt('GET', '/v1/enterprise/users?accountRole=nobody')
  },

  {
    reason: 'unknown-user',
    status: 404,
    error: 'There is no user with the id "no\u00e9".',
    call: at(`${tokensPath}/no%C3%A9`, { headers: { authorization } })
  },
  { reason: 'unknown-user', status: 404, error: 'There is no user with the id "b".', call: mintList(['b', 'c']) },

  ...refusedList('fake:status=503', { reason: 'fault', status: 503, error: 'An injected fault answered with status 503.' }),
  ...refusedList('fake:status=201', { reason: 'fault', status: 201, error: 'An injected fault answered with status 201.' }),
  ...refusedList('fake:status=401', {
    reason: 'fault', status: 401, error: 'An injected fault answered with status 401.', headers: challenge
  }),
  ...refusedList('fake:status=429', {
    reason: 'fault', status: 429, error: 'An injected fault answered with status 429.', headers: { 'retry-after': '60' }
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
    error: 'Rate limit exceeded: 250 requests in 10 s. Retry after 60 s.',
    headers: { 'retry-after': '60' }
  }),
  ...[
    'fake:', 'fake:nope', 'fake:toString', 'fake:hang=1', 'fake:status', 'fake:status=600', 'fake:status=1e2',
    'fake:ttl=3653d', 'fake:ttl=1y', 'fake:ttl=', 'fake:delay=61m', 'fake:delay=-1s', 'fake:unknown-user=x'
  ].flatMap(unknownMagicId),
  {
    reason: 'unknown-account',
    status: 404,
    error: 'The account does not exist to be disabled.',
    call: withKeyAt('DELETE', '/v1/enterprise/account/nobody')
  }
]
