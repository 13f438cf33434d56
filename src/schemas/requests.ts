/** Shapes of the journal: the requests to the vendor's side, as the control side tells of them. */
import { Type, type Static } from '@sinclair/typebox'
import { Duration, Nullable } from './common.ts'

/** Longest wait that can be asked for, in ms of real time. */
export const longestWait = 3_600_000

const fingerprint = Type.String({ description: '# and the first 8 hex characters of the SHA-256' })
const userToken = Type.Object({
  user_id: Type.String(), token: fingerprint, expires: Type.String()
}, { additionalProperties: false })

/** One request, told when its answer was out or its connection cut. */
export const EntrySchema = Type.Object({
  id: Type.Integer({ description: 'greater than that of any entry before' }),
  at: Type.String({ description: 'ISO-8601 instant of its arrival, by the world\'s clock' }),
  method: Type.String(),
  path: Type.String({ description: 'without the query; secrets as fingerprints' }),
  status: Nullable(Type.Integer({ description: 'null where the connection was cut' })),
  reason: Nullable(Type.String({ description: 'the x-fake-sfox-reason of a refusal' })),
  error: Nullable(Type.String({ description: 'the text answered' })),
  duration_ms: Type.Integer({ description: 'in real time' }),
  user_ids: Type.Array(Type.String(), { description: 'the first 20 that were asked about' }),
  user_count: Type.Integer({ description: 'how many were asked about' }),
  key: Nullable(fingerprint),
  tokens: Type.Array(fingerprint, { description: 'the token presented, if any, and the first 20 minted' }),
  minted: Type.Array(userToken, { description: 'the first 20' }),
  used: Type.Union([userToken, Type.Null()], { description: 'the token of ours that was presented' }),
  fault: Nullable(Type.String({ description: 'id of the fault that applied, or the magic id' }))
}, { additionalProperties: false })

/** One request. */
export type Entry = Static<typeof EntrySchema>

/** Answer of `GET /_fake/requests` and of `GET /_fake/requests/wait`. */
export const EntryListSchema = Type.Object({
  requests: Type.Array(EntrySchema),
  dropped: Type.Integer({ description: 'how many older ones are no longer kept' })
}, { additionalProperties: false })

const count = (meaning: string) =>
  Type.String({ pattern: '^\\d{1,15}$', description: meaning, errorMessage: 'must be a whole number, 0 or more' })

const filters = {
  method: Type.Optional(Type.String()),
  path: Type.Optional(Type.String({ description: 'may end in * for whatever follows' })),
  status: Type.Optional(Type.String({
    pattern: '^(?:[1-5]\\d\\d|null)$', description: 'null for those that were cut', errorMessage: 'must be a status, or null'
  })),
  user_id: Type.Optional(Type.String()),
  reason: Type.Optional(Type.String()),
  since: Type.Optional(count('only those after the entry of this id')),
  limit: Type.Optional(count('only the newest so many'))
}

/** Query of `GET /_fake/requests`. */
export const FilterQuerySchema = Type.Object(filters, { additionalProperties: false })

/** Query of `GET /_fake/requests/wait`. */
export const WaitQuerySchema = Type.Object({
  ...filters,
  count: Type.Optional(count('how many have to match')),
  timeout: Type.Optional(Duration(longestWait, '1 h'))
}, { additionalProperties: false })

/** Which requests to tell of; all conditions have to hold. */
export interface Filter {
  /** In whatever case. */
  method?: string | undefined
  /** May end in `*` for whatever follows. */
  path?: string | undefined
  /** Null for those that were cut. */
  status?: number | null | undefined
  user_id?: string | undefined
  reason?: string | undefined
  /** Only those after the entry of this id. */
  since?: number | undefined
  /** Only the newest so many. */
  limit?: number | undefined
}
