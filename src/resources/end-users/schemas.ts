/** Schemas of end users. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, StringEnum, TextSchema as text, UserIdSchema } from '../../values/schemas.ts'
import type { Assumptions } from '../index.ts'
import { accountRoles, accountTypes, registryId, userStatuses } from './record.ts'

/** The documented properties of a registration. */
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
  phone_country_code: Type.String({ pattern: '^[A-Z]{2}$', errorMessage: 'must be a country code of two capital letters, for example US' }),
  phone_number: Type.String({
    pattern: '^\\+[1-9]\\d{1,14}$', errorMessage: 'must be a phone number in E.164 format, for example +14155550100'
  }),
  account_purpose: text,
  individual: Type.Object({}, { additionalProperties: true, errorMessage: 'must be an object' }),
  business: Type.Object({}, { additionalProperties: true, errorMessage: 'must be an object' }),
  beneficial_owners: Type.Array(Type.Unknown(), { errorMessage: 'must be an array' })
} satisfies Record<(typeof registrationProperties)[number], unknown>

type Properties = typeof registration

/** A valid registration. The required properties are an assumption. */
export type Registration = { user_id: string } & { [Name in keyof Properties]?: Static<Properties[Name]> }

/**
 * Create the schema of the body of `POST /v1/enterprise/register-account`. `user_id` is always required.
 */
export function registrationBody ({ 'registration-requires': needed }: Assumptions) {
  return Type.Unsafe<Registration>({
    type: 'object',
    properties: registration,
    required: [...new Set(['user_id', ...needed])],
    errorMessage: 'must be an object, for example {"user_id":"user-1","account_type":"individual"}'
  })
}

/** A user in a response: the type in lower case, the role capitalised. */
const EndUserSchema = Type.Object({
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
  }, { description: 'whether each must still be verified' })
})

/** A user in a response. */
export type EndUser = Static<typeof EndUserSchema>

/** Response of `GET /v1/enterprise/users/:user_id`. */
export const EndUserAnswerSchema = Type.Object({ data: EndUserSchema })

/** Response of `GET /v1/enterprise/users`. */
export const EndUsersAnswerSchema = Type.Object({ data: Type.Array(EndUserSchema) })

/** Query of `GET /v1/enterprise/users`. */
export const EndUsersQuerySchema = Type.Object({ accountRole: Type.Optional(StringEnum(accountRoles)) })

const type = StringEnum(['email', 'sms'])

/** The channel to verify. */
export type VerificationType = Static<typeof type>

/** Body of `POST /v1/enterprise/users/send-verification/:user_id`. */
export const SendCodeSchema = Type.Object({ type }, { errorMessage: 'must be an object, for example {"type":"email"}' })

/** Body of `POST /v1/enterprise/users/verify/:user_id`. */
export const ConfirmCodeSchema = Type.Object({
  type, otp: Type.String({ minLength: 1, errorMessage: 'must be the code as a string, for example "123456"' })
}, { errorMessage: 'must be an object, for example {"type":"email","otp":"123456"}' })

/** Response of sending a code: `email` or `phone_number` is the recipient. */
export const CodeSentSchema = Type.Object({
  data: Type.Object({
    user_id: Type.String(), type, email: Type.Optional(Type.String()), phone_number: Type.Optional(Type.String())
  })
})

/** Response of confirming a code. */
export const CodeConfirmedSchema = Type.Object({
  data: Type.Object({ success: Type.Boolean(), user_id: Type.String(), type })
})
