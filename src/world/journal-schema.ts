/** Define the schemas of the journal of requests to the vendor's API. */
import { Type, type Static } from '@sinclair/typebox'
import { Duration, Nullable, StringEnum, TextSchema, UserIdSchema } from '../values/schemas.ts'
import { PathPatternSchema } from './path-pattern.ts'

/** The longest timeout of a wait, in ms of real time. */
export const longestWait = 3_600_000

const fingerprint = Type.String({ description: '# and the first 8 hex characters of the SHA-256' })
const userToken = Type.Object({
  user_id: Type.String(), token: fingerprint, expires: Type.String()
}, { additionalProperties: false })

/** One request. It is journalled when its response is sent or its connection is closed. */
export const EntrySchema = Type.Object({
  id: Type.Integer({ description: 'greater than the id of any earlier entry' }),
  at: Type.String({ description: 'ISO-8601 instant of arrival, by the world\'s clock' }),
  method: Type.String(),
  path: Type.String({ description: 'without the query; secrets are replaced with fingerprints' }),
  query: Nullable(Type.String({ description: 'as sent, without the question mark, cut at 2,000 characters; null if there is none' })),
  body: Nullable(Type.String({ description: 'as sent, cut at 2,000 characters; null if there is none, or it was not read' })),
  scheme: Nullable(StringEnum(['bearer', 'basic', 'bare'], { description: 'how the credential was sent; null for none' })),
  status: Nullable(Type.Integer({ description: 'null if the connection was closed before a response' })),
  reason: Nullable(Type.String({ description: 'x-fake-sfox-reason of a refusal' })),
  error: Nullable(Type.String({ description: 'text of the error in the response' })),
  duration_ms: Type.Integer({ description: 'in real time' }),
  user_ids: Type.Array(Type.String(), { description: 'the first 20 user ids in the request' }),
  user_count: Type.Integer({ description: 'number of user ids in the request' }),
  key: Nullable(fingerprint),
  tokens: Type.Array(fingerprint, { description: 'the presented token, if any, and the first 20 minted tokens' }),
  minted: Type.Array(userToken, { description: 'the first 20 minted tokens' }),
  used: Type.Union([userToken, Type.Null()], { description: 'the presented token, if this fake minted it' }),
  fault: Nullable(Type.String({ description: 'id of the fault that was applied, or the magic id' }))
}, { additionalProperties: false })

/** One request. */
export type Entry = Static<typeof EntrySchema>

/** Response of `GET /_fake/requests` and `GET /_fake/requests/wait`. */
export const EntryListSchema = Type.Object({
  requests: Type.Array(EntrySchema),
  dropped: Type.Integer({ description: 'number of older entries that were dropped' })
}, { additionalProperties: false })

const count = (meaning: string) =>
  Type.String({ pattern: '^\\d{1,15}$', description: meaning, errorMessage: 'must be a whole number, 0 or more' })

const filters = {
  method: Type.Optional(TextSchema),
  path: Type.Optional(PathPatternSchema),
  status: Type.Optional(Type.String({
    pattern: '^(?:[1-5]\\d\\d|null)$', description: 'null for requests without a response', errorMessage: 'must be a status code, or null'
  })),
  user_id: Type.Optional(UserIdSchema),
  reason: Type.Optional(TextSchema),
  since: Type.Optional(count('only entries after the entry with this id')),
  limit: Type.Optional(count('only this many of the newest entries'))
}

/** Query of `GET /_fake/requests`. */
export const FilterQuerySchema = Type.Object(filters, { additionalProperties: false })

/** Query of `GET /_fake/requests/wait`. */
export const WaitQuerySchema = Type.Object({
  ...filters,
  count: Type.Optional(count('number of matching requests to wait for, at most as many as the journal keeps')),
  timeout: Type.Optional(Duration(longestWait, '1 h'))
}, { additionalProperties: false })

/** A selection of requests. All conditions have to hold. */
export interface Filter {
  /** In upper or lower case. */
  method?: string | undefined
  /** A route (`/v1/orders/:id`), or a path; a `*` at the end matches any suffix. */
  path?: string | undefined
  /** Null for requests without a response. */
  status?: number | null | undefined
  user_id?: string | undefined
  reason?: string | undefined
  /** Only entries after the entry with this id. */
  since?: number | undefined
  /** Only this many of the newest entries. */
  limit?: number | undefined
}
