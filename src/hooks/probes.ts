/** Probes of refusals that any request may meet: credentials, paths, methods, `Accept`, bodies, limits. */
import { tokenOfDeactivated } from '../resources/end-users/probes.ts'
import {
  asked, InconclusiveError, isGood, never, onlyFakes, propertiesOf, row, told, type ProbeClient, type ProbeRow
} from '../resources/probe.ts'
import { acceptsOrder } from '../resources/orders/probes.ts'
import { notEmulatedExamples } from '../resources/not-emulated.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'
import { bodyLimit } from './refusals.ts'

/** A path that no server has. */
export const nowhere = '/v1/fake-sfox-verify'

/** A user's route that only reads and has no rate limit of its own. */
const ofUser = '/v1/account/weekly-deposit-limit'

const ours = "it is fake-sfox's own"

/** Send a list of an unknown id, which is refused in any case, with this Authorization header. */
const withHeader = (authorization: string | null) => async ({ send, unknownUser }: ProbeClient) =>
  await send({ method: 'POST', path: tokensPath, authorization, body: JSON.stringify({ data: [unknownUser] }) })

/** Send a GET request with this Authorization header. */
const get = (path: string, authorization: string | null) => async ({ send }: ProbeClient) =>
  await send({ method: 'GET', path, authorization })

const withBody = (body: unknown) => async ({ byKey }: ProbeClient) => await byKey('POST', tokensPath, body)

const bodies: Array<[title: string, body: unknown]> = [
  ['a list of no ids', { data: [] }],
  ['a body without data', {}],
  ['text instead of a list', { data: 'fake-sfox-verify' }],
  ['a number instead of an id', { data: [1] }],
  ['an empty id', { data: [''] }],
  ['a list instead of an object', []]
]

/** Tell whether a list with this Authorization header is refused with 401. */
const acceptance = (title: string, headerOf: (key: string) => string) => told(title, ['key'], async (client) => {
  const answer = await withHeader(headerOf(client.keyHeader.slice('Bearer '.length)))(client)
  if (answer.status === 401) return 'refuse'
  if (!isGood(answer) && !('error' in propertiesOf(answer))) throw new InconclusiveError('its answer is not that of an API')
  return 'accept'
})

export const requestProbes = {
  'malformed-request': never('no HTTP client sends it'),
  'headers-too-large': onlyFakes('20 kB are too much to send to a real server', 'a path of 20 kB', ['key'],
    async ({ byKey }) => await byKey('GET', `${nowhere}/${'a'.repeat(20_000)}`)),
  'request-timeout': never('it takes a minute'),
  'missing-credentials': row(
    asked('a list, without credentials', [], withHeader(null)),
    asked("a user's route, without credentials", [], get(ofUser, null))
  ),
  'malformed-credentials': row(
    asked('Bearer without a credential', [], withHeader('Bearer ')),
    asked('Basic with a password', [], withHeader('Basic ZmFrZS1zZm94OnZlcmlmeQ=='))
  ),
  'unknown-key': row(
    asked('Bearer undefined', [], withHeader('Bearer undefined')),
    asked("a user's route, with Bearer undefined", [], get(ofUser, 'Bearer undefined'))
  ),
  'unknown-token': row(
    asked('an unknown token', [], withHeader(`Bearer ${'0'.repeat(64)}`)),
    asked("a user's route, with an unknown token", [], get(ofUser, `Bearer ${'0'.repeat(64)}`))
  ),
  'expired-token': row(
    asked("a user's route, with an expired token", ['expired token'],
      async (client) => await client.byToken(await client.expiredToken(), 'GET', ofUser))
  ),
  'revoked-token': row(
    asked("a user's route, with the token of a deactivated user", ['key', 'writing'], async (client) => {
      const answer = await client.byToken(await tokenOfDeactivated(client), 'GET', ofUser)
      if (isGood(answer)) throw new InconclusiveError('a token stays good when its user is deactivated')
      return answer
    })
  ),
  'wrong-credential-kind': row(
    asked("a user's route, with the enterprise key", ['key'], async ({ byKey }) => await byKey('GET', ofUser)),
    asked('a list, with a user token', ['key', 'user'], async (client) => await withHeader(`Bearer ${await client.token()}`)(client))
  ),
  'unknown-endpoint': row(
    asked('an unknown path, without credentials', [], get(nowhere, null)),
    asked('an unknown path, with the key', ['key'], async ({ byKey }) => await byKey('GET', nowhere))
  ),
  'method-not-allowed': row(
    asked('GET instead of POST, without credentials', [], get(tokensPath, null)),
    asked('GET instead of POST, with the key', ['key'], async ({ byKey }) => await byKey('GET', tokensPath))
  ),
  'malformed-url': row(
    asked('a path that cannot be decoded', ['key'], async ({ byKey }) => await byKey('POST', `${tokensPath}/%zz`))
  ),
  'not-acceptable': row(
    asked('Accept: text/html', ['key'], async ({ byKey, unknownUser }) =>
      await byKey('POST', tokensPath, { data: [unknownUser] }, 'text/html'))
  ),
  'malformed-json': row(
    asked('truncated JSON', ['key'], async ({ keyHeader, send }) =>
      await send({ method: 'POST', path: tokensPath, authorization: keyHeader, body: '{"data":[' })),
    asked('no body', ['key'], withBody(undefined))
  ),
  'invalid-body': row(...bodies.map(([title, body]) => asked(title, ['key'], withBody(body)))),
  'invalid-query': row(
    asked('an unknown role', ['key'], async ({ byKey }) => await byKey('GET', '/v1/enterprise/users?accountRole=other'))
  ),
  'unknown-properties': told('a list, with an undocumented property', ['key', 'user'], async ({ byKey, userIds: [id] }) =>
    isGood(await byKey('POST', tokensPath, { data: [id], fake_sfox_verify: true })) ? 'ignore' : 'refuse'),
  'null-properties': told('an order with null for its amount', ['key', 'user', 'writing'], async (client) =>
    await acceptsOrder(client, { amount: null }) ? 'absent' : 'refuse'),
  'empty-parameters': told('a list of orders, with an empty limit', ['key', 'user'], async (client) =>
    isGood(await client.byToken(await client.token(), 'GET', '/v1/orders?limit=')) ? 'absent' : 'keep'),
  'basic-credentials': acceptance('a list, with Basic and the key', (key) => `Basic ${Buffer.from(`${key}:`).toString('base64')}`),
  'bare-credentials': acceptance('a list, with the key alone', (key) => key),
  'bank-accounts-401': never('no endpoint of bank accounts is emulated'),
  'unsupported-encoding': row(
    asked('a coded body', ['key'], async ({ keyHeader, send }) => await send({
      method: 'POST', path: tokensPath, authorization: keyHeader, body: '{"data":[]}', headers: { 'content-encoding': 'gzip' }
    }))
  ),
  'form-bodies': told('a list, as a form', ['key', 'user'], async ({ keyHeader, send, userIds: [id] }) => {
    const body = `data[]=${encodeURIComponent(id as string)}`
    const headers = { 'content-type': 'application/x-www-form-urlencoded' }
    return isGood(await send({ method: 'POST', path: tokensPath, authorization: keyHeader, body, headers })) ? 'read' : 'refuse'
  }),
  'body-too-large': onlyFakes('8 MiB are too much to send to a real server', 'a body of more than 8 MiB', ['key'],
    async ({ keyHeader, send }) => {
      const padding = ' '.repeat(bodyLimit)
      return await send({ method: 'POST', path: tokensPath, authorization: keyHeader, body: `{"data":[]}${padding}` })
    }),
  'not-emulated': row(...notEmulatedExamples.map(({ method, path }) => ({
    ...asked('an endpoint that is not emulated', ['key'], async ({ byKey }) => await byKey(method, path)),
    onlyFakes: `${ours}: the real API has the endpoint`
  }))),
  fault: onlyFakes(ours, 'the magic id fake:status=503', ['key'], async ({ mintOne }) => await mintOne('fake:status=503')),
  'unknown-magic-id': onlyFakes(ours, 'an unknown magic id', ['key'], async ({ mintOne }) => await mintOne('fake:nope')),
  'too-many-worlds': never(ours),
  'internal-error': never('it needs a defect')
} satisfies Record<string, ProbeRow>

/** Probes that are asked last, because a limit may have been met by then. */
export const lastProbes = {
  'rate-limited': row(
    asked('too many requests', ['key'], async ({ isFake, first429, send, keyHeader }) => {
      const met = first429()
      if (!isFake && !met) throw new InconclusiveError('no limit was met, and the probe does not provoke one')
      return met ?? await send({ method: 'POST', path: `${tokensPath}/fake:rate-limited`, authorization: keyHeader, accepts429: true })
    })
  )
} satisfies Record<string, ProbeRow>
