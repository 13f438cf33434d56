/** Define the record of a user in a fixtures file and in the registry (`/_fake/users`). */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum, UserIdSchema } from '../../values/schemas.ts'
import type { Account } from '../../world/account.ts'
import { BalancesRecordSchema, ChangedBalancesRecordSchema, ShownBalancesRecordSchema } from '../balances/schemas.ts'
import { BankRecordSchema } from '../bank-accounts/schemas.ts'
import { accountTypes, recordedDetails } from './details.ts'

/** A user id that is not a magic id. */
export const registryId = Type.String({
  pattern: '^(?!fake:)[^]',
  errorMessage: 'must be a non-empty string that does not start with "fake:", which marks magic ids'
})

/** The documented statuses of a user. */
export const userStatuses = ['PENDING', 'VERIFIED', 'UNSUPPORTED'] as const

/** The documented roles of an account, as in requests. */
export const accountRoles = ['client', 'advisor'] as const

const details = {
  account_type: Type.Optional(StringEnum(accountTypes)),
  account_role: Type.Optional(StringEnum(accountRoles)),
  advisor_user_id: Type.Optional(Nullable(UserIdSchema)),
  email: Type.Optional(Type.String({ minLength: 1 })),
  first_name: Type.Optional(Type.String()),
  last_name: Type.Optional(Type.String()),
  phone_number: Type.Optional(Type.String({ minLength: 1 })),
  ...recordedDetails,
  status: Type.Optional(StringEnum(userStatuses, { default: 'VERIFIED' })),
  balances: Type.Optional(BalancesRecordSchema),
  bank: Type.Optional(BankRecordSchema)
}

/** The properties that a user owns, and the resource that stores each. */
export const ownedProperties = { balances: 'balances', bank: 'banks' } as const

/** The state of a resource that stores a property of the record. */
export interface RecordKeeper<Value> {
  /** Set the property. */
  setRecord: (account: Account, value: Value) => void
  /** Return the property; undefined if there is none. */
  recordOf: (account: Account) => Value | undefined
}

/** A user in a fixtures file. Only the id is required. */
export const UserSchema = Type.Object({ user_id: registryId, ...details }, { additionalProperties: false })

/** A user in a fixtures file. */
export type User = Static<typeof UserSchema>

const ignored = Type.Optional(Type.Unknown({ description: 'ignored: what GET shows, PUT takes' }))

/** Body of `PUT /_fake/users/:user_id`: the properties to set. */
export const UserChangeSchema = Type.Object({
  user_id: Type.Optional(UserIdSchema),
  ...details,
  balances: Type.Optional(ChangedBalancesRecordSchema),
  verification_code: ignored,
  micro_deposits: ignored,
  inbox: ignored
}, {
  additionalProperties: false, errorMessage: 'must be an object, for example {"first_name":"Ada"}'
})

/** The properties to set. */
export type UserChange = Static<typeof UserChangeSchema>

const registered = {
  user_id: UserIdSchema,
  ...details,
  balances: Type.Optional(ShownBalancesRecordSchema),
  status: StringEnum(userStatuses)
}

/** A user of the registry. */
export const RegisteredUserSchema = Type.Object(registered, { additionalProperties: false })

/** A user of the registry. */
export type RegisteredUser = Static<typeof RegisteredUserSchema>

/** A user of the registry, with verification code and micro-deposits. */
export const UserDetailSchema = Type.Object({
  ...registered,
  verification_code: Nullable(Type.String({ pattern: '^\\d{6}$' })),
  micro_deposits: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }))
}, { additionalProperties: false })

/** A user of the registry, with verification code and micro-deposits. */
export type UserDetail = Static<typeof UserDetailSchema>

/** Response of `GET /_fake/users`. */
export const UserListSchema = Type.Object({ users: Type.Array(RegisteredUserSchema) }, { additionalProperties: false })
