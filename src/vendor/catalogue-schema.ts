/** Schemas of the catalogue. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum } from '../values/schemas.ts'
import { ObservationSchema } from './observation.ts'

const placeholders = 'a placeholder such as {0.usd.1.id} stands for a value from the responses to the requests of before: ' +
  'the index of the request, then property names and indices within its body; indices begin at 0, and other braces are literal'

const requestExample = Type.Object({
  method: Type.String(),
  path: Type.String({ description: placeholders }),
  authorization: Nullable(Type.String({
    description: 'the Authorization header; null for none. {key} stands for the enterprise key, {token} for a token of ' +
      'the user example-user, minted just before this request is sent, {expired_token} and {revoked_token} for tokens that ' +
      'are no longer valid'
  })),
  accept: Type.Optional(Type.String()),
  body: Type.Optional(Type.String({ description: `the text to send; ${placeholders}` })),
  padding: Type.Optional(Type.Integer({ minimum: 1, description: 'the number of spaces to append to the body' }))
}, { additionalProperties: false })

const provocation = Type.Object({
  before: Type.Optional(Type.Array(requestExample, {
    description: 'requests to send before the request, in this order; ignore the status of their responses. They make the ' +
      'outcome repeatable'
  })),
  request: Type.Optional(requestExample),
  magic_id: Type.Optional(Type.String({ description: 'a user id for which both token endpoints give the outcome' })),
  fault: Type.Optional(Type.Object({}, {
    additionalProperties: true,
    description: 'a fault to add. Without request and magic_id, no request can provoke the outcome as the fake is set up: ' +
      'the fault imitates it, with the reason fault'
  }))
}, { additionalProperties: false, minProperties: 1, description: 'alternative ways to provoke the outcome; before belongs to request' })

/** Schema of how something is known. */
const BasisSchema = StringEnum(['documented', 'assumed', 'observed', 'ours'], {
  description: 'documented: by sFOX. assumed: a guess, or set by the fixtures. observed: seen at a real server, according to ' +
    'the fixtures. ours: a feature of the fake, which sFOX does not have'
})

/** How something is known. */
export type Basis = Static<typeof BasisSchema>

const observed = Nullable(ObservationSchema)

/** Schema of one outcome. */
const OutcomeSchema = Type.Object({
  status: Nullable(Type.Integer({ description: 'null if the connection is cut or hangs' })),
  reason: Nullable(Type.String({ description: 'the header x-fake-sfox-reason; null if the request is not refused' })),
  body: Type.Unknown({ description: 'an example of the body; null for none' }),
  when: Type.String(),
  provoke: provocation,
  documented: Type.Boolean({ description: 'whether sFOX documents the status of this outcome' }),
  source: Nullable(Type.String({ description: 'where sFOX documents it; null if it does not' })),
  basis: BasisSchema,
  text_basis: Nullable(BasisSchema),
  observed,
  note: Nullable(Type.String({ description: 'what is not documented, and why the fake does this' }))
}, { additionalProperties: false })

/** One outcome. */
export type Outcome = Static<typeof OutcomeSchema>

/** Schema of what the fake does if sFOX's documentation leaves a choice. */
const BehaviourSchema = Type.Object({
  name: Type.String({ description: 'the name of the assumption' }),
  value: Type.Unknown({ description: 'the value in force' }),
  basis: BasisSchema,
  observed,
  source: Nullable(Type.String({ description: 'where sFOX documents it; null if it does not' })),
  note: Type.String({ description: 'what is not documented, and why the fake does this' })
}, { additionalProperties: false })

/** A behaviour of the fake that sFOX's documentation leaves open. */
export type Behaviour = Static<typeof BehaviourSchema>

/** Schema of the response of `GET /_fake/catalog`. */
export const CatalogSchema = Type.Object({
  outcomes: Type.Array(OutcomeSchema), behaviours: Type.Array(BehaviourSchema)
}, { additionalProperties: false })

/** The response of `GET /_fake/catalog`. */
export type Catalog = Static<typeof CatalogSchema>
