/** Probes of the documented routes that only read: whether their answers have the documented shape. */
import { asked, row, type ProbeRow } from './row.ts'

const ofUser = (path: string) =>
  row(asked('what it answers', ['key', 'user'], async (side) => await side.byToken(await side.token(), 'GET', path)))

/** Rows of the table, by endpoint; see probes.ts. */
export const readingProbes = {
  'GET /v1/enterprise/users': row(
    asked('what it answers', ['key', 'user'], async ({ byKey }) => await byKey('GET', '/v1/enterprise/users?accountRole=client'))
  ),
  'GET /v1/enterprise/users/:user_id': row(
    asked('what it answers', ['key', 'user'],
      async ({ byKey, users: [id] }) => await byKey('GET', `/v1/enterprise/users/${encodeURIComponent(id as string)}`))
  ),
  'GET /v1/account/weekly-deposit-limit': ofUser('/v1/account/weekly-deposit-limit'),
  'GET /v1/user/balance': ofUser('/v1/user/balance'),
  'GET /v1/orders': ofUser('/v1/orders')
} satisfies Record<string, ProbeRow>
