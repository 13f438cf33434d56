/**
 * Shapes of the routes of end users.
 *
 * @see sFOX API docs, connect/rest-api/end-users: register account, get end users, send and confirm verification code
 */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum, TextSchema as text, UserIdSchema } from './common.ts'
import { accountRoles, accountTypes, registryId, userStatuses } from './users.ts'

/** What the documents name of a registration. */
export const registrationProperties = [
  'account_type', 'account_role', 'user_id', 'advisor_user_id', 'first_name', 'last_name', 'email', 'phone_country_code',
  'phone_number', 'account_purpose', 'individual', 'business', 'beneficial_owners'
] as const

const registration = {
  account_type: StringEnum(accountTypes),
  account_role: StringEnum(accountRoles),
  user_id: registryId,
  advisor_user_id: Nullable(UserIdSchema),
  first_name: text,
  last_name: text,
  email: Type.String({ pattern: '^\\S+@\\S+$', errorMessage: 'must be an email address' }),
  phone_country_code: Type.String({ pattern: '^[A-Z]{2}$', errorMessage: 'must be a country code such as US' }),
  phone_number: Type.String({
    pattern: '^\\+[1-9]\\d{1,14}$', errorMessage: 'must be a phone number in the form of E.164, such as +14155550100'
  }),
  account_purpose: text,
  individual: Type.Object({}, { additionalProperties: true, errorMessage: 'must be an object' }),
  business: Type.Object({}, { additionalProperties: true, errorMessage: 'must be an object' }),
  beneficial_owners: Type.Array(Type.Unknown(), { errorMessage: 'must be an array' })
} satisfies Record<(typeof registrationProperties)[number], unknown>

type Properties = typeof registration

/** What is known of a registration once it has been checked: what must be there is an assumption. */
export type Registration = { user_id: string } & { [Name in keyof Properties]?: Static<Properties[Name]> }

/**
 * Body of `POST /v1/enterprise/register-account`.
 *
 * @param needed - what must be there besides the user's id, which sFOX leaves open
 * @returns the schema
 */
export function registrationRequest (needed: string[]) {
  return Type.Unsafe<Registration>({
    type: 'object',
    properties: registration,
    required: [...new Set(['user_id', ...needed])],
    errorMessage: 'must be an object, for example {"user_id":"user-1","account_type":"individual"}'
  })
}

/** A user as sFOX tells of one: the type in lower case, the role capitalised. */
export const EndUserSchema = Type.Object({
  account_type: StringEnum(accountTypes),
  account_role: StringEnum(['Client', 'Advisor']),
  user_id: Type.String(),
  advisor_user_id: Nullable(Type.String()),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  phone_number: Type.String(),
  status: StringEnum(userStatuses),
  requirements: Type.Object({
    email: Type.Boolean(), sms: Type.Boolean()
  }, { description: 'what is still to be verified' })
})

/** A user as sFOX tells of one. */
export type EndUser = Static<typeof EndUserSchema>

/** Answer of `GET /v1/enterprise/users/:user_id`. */
export const EndUserAnswerSchema = Type.Object({ data: EndUserSchema })

/** Answer of `GET /v1/enterprise/users`. */
export const EndUsersAnswerSchema = Type.Object({ data: Type.Array(EndUserSchema) })

/** Query of `GET /v1/enterprise/users`. */
export const EndUsersQuerySchema = Type.Object({ accountRole: Type.Optional(StringEnum(accountRoles)) })

/** Path of the routes of one user. */
export const EndUserParamsSchema = Type.Object({ user_id: UserIdSchema })
