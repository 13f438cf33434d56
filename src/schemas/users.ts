/** The user records that a fixtures file holds. */
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum, UserIdSchema } from './common.ts'

/** A user as a fixtures file writes it; everything but the id may be left out. */
export const UserSchema = Type.Object({
  user_id: UserIdSchema,
  account_type: Type.Optional(StringEnum(['individual', 'corporation'])),
  account_role: Type.Optional(StringEnum(['client', 'advisor'])),
  advisor_user_id: Type.Optional(Type.Union([UserIdSchema, Type.Null()])),
  email: Type.Optional(Type.String({ minLength: 1 })),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  phone_number: Type.Optional(Type.String({ minLength: 1 })),
  status: Type.Optional(StringEnum(['PENDING', 'VERIFIED', 'UNSUPPORTED'], { default: 'VERIFIED' })),
  balances: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z0-9]+$' }), Type.Number({ minimum: 0 }), {
    additionalProperties: false,
    description: 'amount by currency, in lower case: {"usd":1000,"btc":0.5}'
  })),
  bank: Type.Optional(Type.Object({
    verified: Type.Boolean()
  }, { additionalProperties: false, description: 'a linked bank account' }))
}, {
  additionalProperties: false,
  description: 'In this version only user_id has an effect; the rest is checked and kept for what is still to come.'
})

/** A user as a fixtures file writes it. */
export type User = Static<typeof UserSchema>
