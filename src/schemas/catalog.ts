/** Shapes of the catalogue: every outcome, and how to get it. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum } from './common.ts'
import { ObservationSchema } from './observations.ts'

const later = '{0.usd.1.id} in it stands for what is found so, by names and indices from 0, in the answer to the first ' +
  'request of before, and so on: digits, and then word characters and dots, between braces'

/** A request, but for the host. */
export const RequestExampleSchema = Type.Object({
  method: Type.String(),
  path: Type.String({ description: later }),
  authorization: Nullable(Type.String({
    description: 'the header; null for none. {key} in it stands for the enterprise key, {token} for a token of the user ' +
      'example-user, minted just before this request is sent, {expired_token} and {revoked_token} for such tokens'
  })),
  accept: Type.Optional(Type.String()),
  body: Type.Optional(Type.String({ description: `as it is sent; ${later}` })),
  padding: Type.Optional(Type.Integer({ minimum: 1, description: 'how many spaces follow the body' }))
}, { additionalProperties: false })

/** A request, but for the host. */
export type RequestExample = Static<typeof RequestExampleSchema>

const provocation = Type.Object({
  before: Type.Optional(Type.Array(RequestExampleSchema, {
    description: 'requests to send before the request, in this order, whatever they answer; with them it gives the same ' +
      'however often it is tried'
  })),
  request: Type.Optional(RequestExampleSchema),
  magic_id: Type.Optional(Type.String({ description: 'a user id that makes either token route answer so' })),
  fault: Type.Optional(Type.Object({}, {
    additionalProperties: true,
    description: 'a fault to add. Where there is neither request nor magic_id, the answer takes an assumption set at the ' +
      'start, or a defect of the fake: the fault imitates it, and the reason is then fault'
  }))
}, { additionalProperties: false, minProperties: 1, description: 'ways to get it, each of which does; before goes with request' })

/** How something is known. */
export const BasisSchema = StringEnum(['documented', 'assumed', 'observed', 'ours'], {
  description: 'documented: by sFOX. assumed: a guess, or set by the fixtures. observed: the server of a host has been seen ' +
    'to do it, as the fixtures say. ours: about what only a fake has'
})

/** How something is known. */
export type Basis = Static<typeof BasisSchema>

const observed = Nullable(ObservationSchema)

/** One outcome. */
export const OutcomeSchema = Type.Object({
  status: Nullable(Type.Integer({ description: 'null where the connection is cut or hangs' })),
  reason: Nullable(Type.String({ description: 'the x-fake-sfox-reason; null for what is no refusal' })),
  body: Type.Unknown({ description: 'an example; null for none' }),
  when: Type.String(),
  provoke: provocation,
  documented: Type.Boolean({ description: 'whether sFOX documents the status for this' }),
  source: Nullable(Type.String({ description: 'where it does' })),
  basis: BasisSchema,
  text_basis: Nullable(BasisSchema),
  observed,
  note: Nullable(Type.String({ description: 'what is open' }))
}, { additionalProperties: false })

/** One outcome. */
export type Outcome = Static<typeof OutcomeSchema>

/** What the fake does where sFOX's documents leave open what to do. */
export const BehaviourSchema = Type.Object({
  name: Type.String({ description: 'of the assumption' }),
  value: Type.Unknown({ description: 'the one in force' }),
  basis: BasisSchema,
  observed,
  source: Nullable(Type.String({ description: 'where sFOX documents it' })),
  note: Type.String({ description: 'what is open' })
}, { additionalProperties: false })

/** What the fake does where sFOX's documents leave open what to do. */
export type Behaviour = Static<typeof BehaviourSchema>

/** Answer of `GET /_fake/catalog`. */
export const CatalogSchema = Type.Object({
  outcomes: Type.Array(OutcomeSchema), behaviours: Type.Array(BehaviourSchema)
}, { additionalProperties: false })

/** Answer of `GET /_fake/catalog`. */
export type Catalog = Static<typeof CatalogSchema>
