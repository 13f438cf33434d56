/** The user records of a fixtures file and of the control side's registry. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum, UserIdSchema } from './common.ts'

/** An id that a user can have. */
export const registryId = Type.String({
  pattern: '^(?!fake:)[^]',
  errorMessage: 'must be a non-empty string that does not start with fake: (such an id is an instruction)'
})

/** The documented statuses of a user. */
export const userStatuses = ['PENDING', 'VERIFIED', 'UNSUPPORTED'] as const

/** The documented types of an account, in lower case. */
export const accountTypes = ['individual', 'corporation'] as const

/** The documented roles of an account, as they are sent. */
export const accountRoles = ['client', 'advisor'] as const

const details = {
  account_type: Type.Optional(StringEnum(accountTypes)),
  account_role: Type.Optional(StringEnum(accountRoles)),
  advisor_user_id: Type.Optional(Type.Union([UserIdSchema, Type.Null()])),
  email: Type.Optional(Type.String({ minLength: 1 })),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  phone_number: Type.Optional(Type.String({ minLength: 1 })),
  status: Type.Optional(StringEnum(userStatuses, { default: 'VERIFIED' })),
  balances: Type.Optional(Type.Record(Type.String({ pattern: '^[a-z0-9]+$' }), Type.Number({ minimum: 0 }), {
    additionalProperties: false,
    description: 'amount by currency, in lower case: {"usd":1000,"btc":0.5}'
  })),
  bank: Type.Optional(Type.Object({
    verified: Type.Boolean()
  }, { additionalProperties: false, description: 'a linked bank account' }))
}

/** A user as a fixtures file writes it; everything but the id may be left out. */
export const UserSchema = Type.Object({ user_id: registryId, ...details }, {
  additionalProperties: false
})

/** A user as a fixtures file writes it. */
export type User = Static<typeof UserSchema>

/** Body of `PUT /_fake/users/:user_id`: whatever is to be set. */
export const UserChangeSchema = Type.Object({ user_id: Type.Optional(UserIdSchema), ...details }, {
  additionalProperties: false, errorMessage: 'must be an object, for example {"first_name":"Ada"}'
})

/** What is to be set of a user. */
export type UserChange = Static<typeof UserChangeSchema>

/** Balances as they are shown: they may be negative, since funds are not checked unless told otherwise. */
const shownBalances = Type.Optional(Type.Record(Type.String(), Type.Number()))

const registered = { user_id: UserIdSchema, ...details, balances: shownBalances, status: StringEnum(userStatuses) }

/** A user of the registry. */
export const RegisteredUserSchema = Type.Object(registered, { additionalProperties: false })

/** A user of the registry. */
export type RegisteredUser = Static<typeof RegisteredUserSchema>

/** One user of the registry, with what sFOX would have sent to the person. */
export const UserDetailSchema = Type.Object({
  ...registered,
  verification_code: Nullable(Type.String({ pattern: '^\\d{6}$' })),
  micro_deposits: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }))
}, { additionalProperties: false })

/** One user of the registry, with what sFOX would have sent to the person. */
export type UserDetail = Static<typeof UserDetailSchema>

/** Answer of `GET /_fake/users`. */
export const UserListSchema = Type.Object({ users: Type.Array(RegisteredUserSchema) }, { additionalProperties: false })

/** Path of the routes of one user in the registry. */
export const RegistryParamsSchema = Type.Object({ user_id: UserIdSchema })
