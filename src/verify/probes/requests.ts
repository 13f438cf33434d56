/** Probes of what any request may be refused for: credentials, paths, methods, what is accepted, bodies. */
import { cannotTell } from '../cannot-tell.ts'
import { isGood, list, type Side } from '../side.ts'
import { asked, never, onlyFakes, row, type ProbeRow } from './row.ts'

/** A path that nobody has. */
export const nowhere = '/v1/fake-sfox-verify'

/** A user's route that only reads, and has no limit of its own. */
const ofUser = '/v1/account/weekly-deposit-limit'

const ours = "it is fake-sfox's own"

/** Sends a list of an unknown id, which is refused in any case, with this Authorization header. */
const withHeader = (authorization: string | null) => async ({ send, unknownUser }: Side) =>
  await send({ method: 'POST', path: list, authorization, body: JSON.stringify({ data: [unknownUser] }) })

const withBody = (body: unknown) => async ({ byKey }: Side) => await byKey('POST', list, body)

const bodies: Array<[title: string, body: unknown]> = [
  ['a list of no ids', { data: [] }],
  ['a body without data', {}],
  ['text in the place of the list', { data: 'fake-sfox-verify' }],
  ['a number in the place of an id', { data: [1] }],
  ['an empty id', { data: [''] }],
  ['a list in the place of the object', []]
]

/** Rows of the table; see probes.ts. */
export const requestProbes = {
  'missing-credentials': row(
    asked('a list, without credentials', [], withHeader(null)),
    asked("a user's route, without credentials", [], async ({ send }) => await send({ method: 'GET', path: ofUser, authorization: null }))
  ),
  'malformed-credentials': row(
    asked('Bearer, and nothing behind it', [], withHeader('Bearer ')),
    asked('Basic in the place of Bearer', [], withHeader('Basic ZmFrZS1zZm94OnZlcmlmeQ=='))
  ),
  'unknown-key': row(
    asked('Bearer undefined', [], withHeader('Bearer undefined')),
    asked("a user's route, with Bearer undefined", [],
      async ({ send }) => await send({ method: 'GET', path: ofUser, authorization: 'Bearer undefined' }))
  ),
  'unknown-token': row(
    asked('a token that nobody minted', [], withHeader(`Bearer ${'0'.repeat(64)}`)),
    asked("a user's route, with such a token", [], async ({ byToken }) => await byToken('0'.repeat(64), 'GET', ofUser))
  ),
  'expired-token': row(
    asked("a user's route, with an expired token", ['expired token'],
      async (side) => await side.byToken(await side.expiredToken(), 'GET', ofUser))
  ),
  'revoked-token': row(
    asked("a user's route, with the token of a deactivated user", ['key', 'writing'], async (side) => {
      const answer = await side.byToken(await tokenOfDeactivated(side), 'GET', ofUser)
      if (isGood(answer)) throw cannotTell('a token stays good when its user is deactivated')
      return answer
    })
  ),
  'wrong-credential-kind': row(
    asked("a user's route, with the enterprise key", ['key'], async ({ byKey }) => await byKey('GET', ofUser)),
    asked('a list, with a user token', ['key', 'user'], async (side) => await withHeader(`Bearer ${await side.token()}`)(side))
  ),
  'unknown-endpoint': row(
    asked('a path that nobody has, without credentials', [],
      async ({ send }) => await send({ method: 'GET', path: nowhere, authorization: null })),
    asked('a path that nobody has, with the key', ['key'], async ({ byKey }) => await byKey('GET', nowhere))
  ),
  'method-not-allowed': row(
    asked('GET where POST belongs, without credentials', [],
      async ({ send }) => await send({ method: 'GET', path: list, authorization: null })),
    asked('GET where POST belongs, with the key', ['key'], async ({ byKey }) => await byKey('GET', list))
  ),
  'malformed-url': row(
    asked('a path that cannot be decoded', ['key'], async ({ byKey }) => await byKey('POST', `${list}/%zz`))
  ),
  'not-acceptable': row(
    asked('Accept: text/html', ['key'], async ({ byKey, unknownUser }) =>
      await byKey('POST', list, { data: [unknownUser] }, 'text/html'))
  ),
  'malformed-json': row(
    asked('a body that breaks off', ['key'], async ({ keyHeader, send }) =>
      await send({ method: 'POST', path: list, authorization: keyHeader, body: '{"data":[' })),
    asked('no body', ['key'], withBody(undefined))
  ),
  'invalid-body': row(...bodies.map(([title, body]) => asked(title, ['key'], withBody(body)))),
  'invalid-query': row(
    asked('a role that there is not', ['key'], async ({ byKey }) => await byKey('GET', '/v1/enterprise/users?accountRole=other'))
  ),
  'body-too-large': onlyFakes('it takes 32 MiB, which nobody should be sent', 'a body of more than 32 MiB', ['key'],
    async ({ keyHeader, send }) => {
      const padding = ' '.repeat(32 * 1024 * 1024)
      return await send({ method: 'POST', path: list, authorization: keyHeader, body: `{"data":[]}${padding}` })
    }),
  'not-emulated': onlyFakes(`${ours}: the real API has the endpoint`, 'an endpoint that is not built', ['key'],
    async ({ byKey }) => await byKey('GET', '/v1/account/transactions')),
  fault: onlyFakes(ours, 'the magic id fake:status=503', ['key'], async ({ mintOne }) => await mintOne('fake:status=503')),
  'unknown-magic-id': onlyFakes(ours, 'a magic id that there is not', ['key'], async ({ mintOne }) => await mintOne('fake:nope')),
  'too-many-worlds': never(ours),
  'internal-error': never('it takes a defect')
} satisfies Record<string, ProbeRow>

/** What is asked last, since a limit may have been met until then. */
export const lastProbes = {
  'rate-limited': row(
    asked('too many requests', ['key'], async ({ isFake, limited, send, keyHeader }) => {
      const met = limited()
      if (!isFake && !met) throw cannotTell('no limit was met, and none is tried for')
      return met ?? await send({ method: 'POST', path: `${list}/fake:rate-limited`, authorization: keyHeader, takes429: true })
    })
  )
} satisfies Record<string, ProbeRow>

/**
 * Gives a token of a user who has been deactivated since; the same one to each probe that asks.
 *
 * @param side - where
 * @returns resolves to the token
 * @throws rejects as `cannotTell()` does where the user cannot be registered, minted for or deactivated
 */
export async function tokenOfDeactivated (side: Side): Promise<string> {
  return await side.once('token of a deactivated user', async () => {
    const { id } = await side.newUser('deactivated')
    const token = await side.token(id)
    if (!isGood(await side.deactivate(id))) throw cannotTell('it refused to deactivate a user')
    return token
  })
}
