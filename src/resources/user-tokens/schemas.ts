/** Schemas of user tokens, for endpoints and control routes. */
import { Type, type Static } from '@sinclair/typebox'
import {
  IsoInstantSchema, Nullable, StringEnum, TextSchema as text, tokenPattern, UserIdSchema
} from '../../values/schemas.ts'
import type { Assumptions } from '../index.ts'

const example = '{"data":["user-1"]}'

/**
 * Create the schema of the body of `POST /v1/enterprise/user-tokens`. At least one id is required, as documented.
 */
export function mintListBody ({ 'max-user-ids': maxItems }: Assumptions) {
  return Type.Object({
    data: Type.Array(UserIdSchema, {
      minItems: 1,
      ...(maxItems !== null && { maxItems }),
      // A text for each keyword: the text for an empty list does not depend on the maximum.
      errorMessage: {
        maxItems: `must list at most ${maxItems} user ids`, _: `must list at least one user id, for example ${example}`
      }
    })
  }, { errorMessage: `must be an object, for example ${example}` })
}

const token = Type.String({ pattern: tokenPattern, description: '64 lower-case hex characters' })
const partnerUserId = Type.String({ minLength: 1, description: 'the requested user id' })

/** The precision of `expires`. */
export type Precision = Assumptions['mint-list']['expires']

const expires = (precision: Precision) => Type.String({
  description: `ISO-8601 in UTC, ${precision === 'second' ? 'without' : 'with'} milliseconds`
})

/** Create the schema of the response of `POST /v1/enterprise/user-tokens`, in the order of the documented sample. */
export const mintListReply = ({ 'mint-list': { expires: precision } }: Assumptions) => Type.Object({
  data: Type.Array(Type.Object({ token, expires: expires(precision), partner_user_id: partnerUserId }))
})

/** Create the schema of the response of `POST /v1/enterprise/user-tokens/:user_id`, like the documented sample. */
export const mintOneReply = ({ 'mint-one': { expires: precision } }: Assumptions) => Type.Object({
  data: Type.Object({ token, partner_user_id: partnerUserId, expires: expires(precision) })
})

/** Body of `POST /_fake/tokens/introspect`. */
export const IntrospectRequestSchema = Type.Object({ token: text }, {
  additionalProperties: false, errorMessage: 'must be an object, for example {"token":"…"}'
})

/** Response of `POST /_fake/tokens/introspect`. */
export const IntrospectionSchema = Type.Union([
  Type.Object({
    active: Type.Literal(true), partner_user_id: Type.String(), expires: IsoInstantSchema
  }, { additionalProperties: false }),
  Type.Object({
    active: Type.Literal(false), reason: StringEnum(['expired-token', 'revoked-token', 'unknown-token'])
  }, { additionalProperties: false })
])

/** The state of a token. */
export type Introspection = Static<typeof IntrospectionSchema>

/** Body of `POST /_fake/tokens/revoke`: one token, or all current tokens of a user. */
export const RevokeRequestSchema = Type.Object({
  token: Type.Optional(text),
  user_id: Type.Optional(UserIdSchema)
}, {
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  errorMessage: 'must have either a token or a user_id, for example {"user_id":"user-1"}'
})

/** The application's use of one user's tokens. */
export const UserReportSchema = Type.Object({
  user_id: Type.String(),
  mints: Type.Integer({ description: 'number of minted tokens' }),
  mints_while_valid: Type.Integer({ description: 'minted while the user still had a valid token' }),
  uses: Type.Integer({ description: 'requests with a token of the user, including refused ones' }),
  uses_after_expiry: Type.Integer({ description: 'requests with an expired token' }),
  last_expires: Nullable(IsoInstantSchema)
}, { additionalProperties: false })

/** The application's use of one user's tokens. */
export type UserReport = Static<typeof UserReportSchema>

/** Response of `GET /_fake/tokens/report`. */
export const ReportSchema = Type.Object({ users: Type.Array(UserReportSchema) }, { additionalProperties: false })
