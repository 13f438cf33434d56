/** Schemas of end users. */
import { Type, type Static } from '@sinclair/typebox'
import { Nullable, requiredIf, StringEnum, TextSchema as text, UserIdSchema, type Fields } from '../../values/schemas.ts'
import type { Assumptions } from '../index.ts'
import { accountPurposes, accountTypes, optionalDetails, PersonSchema, type OptionalDetails } from './details.ts'
import { accountRoles, registryId, userStatuses } from './record.ts'

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
  account_purpose_other: text,
  ...optionalDetails,
  individual: PersonSchema
}

type Properties = typeof registration

/** The documented properties of a registration. */
export const registrationProperties = Object.keys(registration) as Array<keyof Properties>

/** A valid registration. The required properties are an assumption. */
export type Registration = { user_id: string } & { [Name in keyof Properties]?: Static<Properties[Name]> }

/** The properties that only registrations of one account type require. */
const requiredByType: Record<(typeof accountTypes)[number], string[]> = {
  individual: ['individual'], corporation: ['business', 'beneficial_owners']
}

const otherSource = requiredIf('source_of_funds', ['other'], ['source_of_funds_other'])

/**
 * Create the schema of the body of `POST /v1/enterprise/register-account`. `user_id` is always required.
 */
export function registrationBody ({ 'registration-requires': needed, 'account-purposes': purposes }: Assumptions) {
  const needs = (name: string) => (needed as readonly string[]).includes(name)
  return Type.Unsafe<Registration>({
    type: 'object',
    properties: { ...registration, ...(purposes === 'documented' && { account_purpose: purposeOf(accountTypes) }) },
    required: [...new Set<string>(['user_id', ...needed])].filter((name) => !Object.values(requiredByType).flat().includes(name)),
    allOf: [
      otherSource,
      ...accountTypes.map((type) => requiredIf('account_type', [type], requiredByType[type].filter(needs))),
      ...(purposes === 'by-account-type' ? accountTypes.map(purposeIf) : [])
    ],
    errorMessage: 'must be an object, for example {"user_id":"user-1","account_type":"individual"}'
  })
}

/** Create the schema of the purpose of an account of one of these types, in any case. */
function purposeOf (types: ReadonlyArray<keyof typeof accountPurposes>) {
  const purposes = [...new Set(types.flatMap((type) => accountPurposes[type]))]
  return Type.String({ 'x-any-case': purposes, errorMessage: `must be one of ${purposes.join(', ')}` })
}

/** Create the condition that an account of a type has a purpose of that type. */
const purposeIf = (type: keyof typeof accountPurposes) => ({
  if: { properties: { account_type: { const: type } }, required: ['account_type'] },
  then: { properties: { account_purpose: purposeOf([type]) } }
})

/** Body of `PATCH /v1/enterprise/users/:user_id`. */
export const UpdateSchema = Type.Unsafe<OptionalDetails>(Type.Partial(Type.Object(optionalDetails), {
  allOf: [otherSource], errorMessage: 'must be an object, for example {"source_of_funds":"savings"}'
}))

const details = Type.Object({}, { additionalProperties: true })

const olderFields = {
  account_type: StringEnum(accountTypes),
  account_role: StringEnum(['Client', 'Advisor']),
  user_id: Type.String(),
  advisor_user_id: Nullable(Type.String()),
  email: Type.String(),
  first_name: Type.String(),
  last_name: Type.String(),
  phone_number: Type.String()
}

const newerFields = {
  account_purpose: Type.String(),
  account_purpose_other: Nullable(Type.String()),
  source_of_funds: Nullable(Type.String()),
  source_of_funds_other: Nullable(Type.String()),
  id: Type.String({ description: 'the id that sFOX gives the account' }),
  phone_country_code: Type.String(),
  intermediary_status: Nullable(Type.Boolean()),
  expected_transfer_volume: Nullable(Type.String()),
  expected_trade_volume: Nullable(Type.String()),
  individual: Type.Optional(Nullable(details)),
  business: Type.Optional(Nullable(details)),
  beneficial_owners: Type.Optional(Nullable(Type.Array(details)))
}

const statusFields = {
  status: StringEnum(userStatuses),
  requirements: Type.Object({
    email: Type.Boolean(), sms: Type.Boolean()
  }, { description: 'whether each must still be verified' })
}

/** Create the schema of a user in a response: the type in lower case, the role capitalised. */
const endUser = ({ 'end-user-fields': fields }: Assumptions) => Type.Unsafe<EndUser>(
  Type.Object({ ...olderFields, ...(fields === 'newest' && newerFields), ...statusFields }, { additionalProperties: false }))

/** A user in a response. */
export type EndUser = Fields<typeof olderFields> & Partial<Fields<typeof newerFields>> & Fields<typeof statusFields>

/** Create the schema of the response of `GET /v1/enterprise/users/:user_id`. */
export const endUserAnswer = (assumptions: Assumptions) => Type.Object({ data: endUser(assumptions) })

/** Create the schema of the response of `GET /v1/enterprise/users`. */
export const endUsersAnswer = (assumptions: Assumptions) => Type.Object({ data: Type.Array(endUser(assumptions)) })

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
