/** Shapes of the catalogue: every outcome, and how to get it. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable } from './common.ts'

const provocation = Type.Object({
  request: Type.Optional(Type.Object({
    method: Type.String(),
    path: Type.String(),
    authorization: Nullable(Type.String({
      description: 'the header; {key}, {token}, {expired_token} and {revoked_token} stand for such credentials'
    })),
    accept: Type.Optional(Type.String()),
    body: Type.Optional(Type.String({ description: 'as it is sent' }))
  }, { additionalProperties: false })),
  magic_id: Type.Optional(Type.String({ description: 'a user id that makes either token route answer so' })),
  fault: Type.Optional(Type.Object({}, { additionalProperties: true, description: 'a fault to add' }))
}, { additionalProperties: false, description: 'empty where one request does not do it' })

/** One outcome. */
export const OutcomeSchema = Type.Object({
  status: Nullable(Type.Integer({ description: 'null where the connection is cut or hangs' })),
  reason: Nullable(Type.String({ description: 'the x-fake-sfox-reason; null for what is no refusal' })),
  body: Type.Unknown({ description: 'an example; null for none' }),
  when: Type.String(),
  provoke: provocation,
  documented: Type.Boolean({ description: 'whether sFOX documents the status for this' }),
  source: Nullable(Type.String({ description: 'where it does' })),
  note: Nullable(Type.String({ description: 'what is open' }))
}, { additionalProperties: false })

/** One outcome. */
export type Outcome = Static<typeof OutcomeSchema>

/** Answer of `GET /_fake/catalog`. */
export const CatalogSchema = Type.Object({ outcomes: Type.Array(OutcomeSchema) }, { additionalProperties: false })
