/** Schemas of bank accounts. */
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum, TextSchema as text } from '../../values/schemas.ts'

const yesOrNo = Type.Boolean({ errorMessage: 'must be true or false' })

const onlyIf = (name: string, value: unknown, required: string[]) =>
  ({ if: { properties: { [name]: { const: value } } }, then: { required } })

/** Body of `POST /v1/user/bank`. */
export const BankRequestSchema = Type.Object({
  type: StringEnum(['individual', 'corporate']),
  bankAccountType: StringEnum(['checking', 'savings']),
  isInternational: yesOrNo,
  accountnumber: text,
  enableWires: yesOrNo,
  firstname: text,
  lastname: text,
  routingnumber: Type.Optional(text),
  wireRoutingnumber: Type.Optional(text),
  swiftnumber: Type.Optional(text),
  bankname: Type.Optional(text),
  name: Type.Optional(text),
  bankCurrency: Type.Optional(text),
  wireInstructions: Type.Optional(Type.String())
}, {
  allOf: [
    onlyIf('isInternational', false, ['routingnumber', 'wireRoutingnumber']),
    onlyIf('isInternational', true, ['swiftnumber', 'bankname']),
    onlyIf('type', 'corporate', ['name'])
  ],
  errorMessage: 'must be an object, for example {"type":"individual","bankAccountType":"checking",…}'
})

/** The details of a bank account to link. */
export type BankDetails = Static<typeof BankRequestSchema>

/** A linked bank account in a response. */
const BankAccountSchema = Type.Object({
  id: Type.String(),
  status: StringEnum(['Pending Verification', 'active']),
  requires_verification: Type.Integer({ description: '1 or 0' }),
  requires_support: Type.Integer({ description: '1 or 0' }),
  routing_number: Type.String({ description: 'masked' }),
  account_number: Type.String({ description: 'masked' }),
  name1: Type.String(),
  currency: Type.String(),
  type: StringEnum(['checking', 'savings']),
  bank_name: Type.String(),
  ref_id: Type.String()
})

/** A linked bank account in a response. */
export type ShownBankAccount = Static<typeof BankAccountSchema>

/** Response of `GET /v1/user/bank`. */
export const BankAnswerSchema = Type.Object({ usd: Type.Array(BankAccountSchema) })

const microDeposit = Type.Number({
  exclusiveMinimum: 0, exclusiveMaximum: 1, errorMessage: 'must be a number above 0 and less than 1'
})

/** Body of `POST /v1/user/bank/verify`. */
export const VerifyBankSchema = Type.Object({ amount1: microDeposit, amount2: microDeposit }, {
  errorMessage: 'must be an object, for example {"amount1":0.12,"amount2":0.34}'
})

/** Response of `POST /v1/user/bank/verify`. */
export const BankVerifiedSchema = Type.Object({ success: Type.Boolean() })

/** Body of `POST /v1/account/onboard-ach`. */
export const OnboardSchema = Type.Object({ bank_account_display_id: text }, {
  errorMessage: 'must be an object, for example {"bank_account_display_id":"…"}'
})

/** Response of `POST /v1/account/onboard-ach`. */
export const OnboardedSchema = Type.Object({ data: Type.Object({ success: Type.Boolean() }) })

/** The bank account in the record of a user. */
export const BankRecordSchema = Type.Object({
  verified: Type.Boolean()
}, { additionalProperties: false, description: 'a linked bank account' })
