/** Shapes of what the control side says of user tokens. */
import { Type, type Static } from '@sinclair/typebox'
import { IsoInstantSchema, Nullable, StringEnum, TextSchema as token, UserIdSchema } from './common.ts'

/** Body of `POST /_fake/tokens/introspect`. */
export const IntrospectRequestSchema = Type.Object({ token }, {
  additionalProperties: false, errorMessage: 'must be an object, for example {"token":"…"}'
})

/** Answer of `POST /_fake/tokens/introspect`. */
export const IntrospectionSchema = Type.Union([
  Type.Object({
    active: Type.Literal(true), partner_user_id: Type.String(), expires: IsoInstantSchema
  }, { additionalProperties: false }),
  Type.Object({
    active: Type.Literal(false), reason: StringEnum(['expired-token', 'revoked-token', 'unknown-token'])
  }, { additionalProperties: false })
])

/** What a token turned out to be. */
export type Introspection = Static<typeof IntrospectionSchema>

/** Body of `POST /_fake/tokens/revoke`: one token, or all of a user's so far. */
export const RevokeRequestSchema = Type.Object({
  token: Type.Optional(token),
  user_id: Type.Optional(UserIdSchema)
}, {
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  errorMessage: 'must hold a token or a user_id, and not both, for example {"user_id":"user-1"}'
})

/** How the application treats the tokens of one user. */
export const UserReportSchema = Type.Object({
  user_id: Type.String(),
  mints: Type.Integer({ description: 'tokens minted' }),
  mints_while_valid: Type.Integer({ description: 'of these, those minted while the user still had a valid one' }),
  uses: Type.Integer({ description: 'how often a token of the user was presented, refused or not' }),
  uses_after_expiry: Type.Integer({ description: 'of these, those of a token past its end' }),
  last_expires: Nullable(IsoInstantSchema)
}, { additionalProperties: false })

/** How the application treats the tokens of one user. */
export type UserReport = Static<typeof UserReportSchema>

/** Answer of `GET /_fake/tokens/report`. */
export const ReportSchema = Type.Object({ users: Type.Array(UserReportSchema) }, { additionalProperties: false })
