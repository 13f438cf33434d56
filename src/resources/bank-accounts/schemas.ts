/** Schemas of bank accounts. */
import { Type, type Static, type TProperties } from '@sinclair/typebox'
import { Flag, NoContentSchema, requiredIf, StringEnum, TextSchema as text, type Fields } from '../../values/schemas.ts'
import type { Assumptions } from '../index.ts'

/** Create the schema of the body of `POST /v1/user/bank`. */
export function bankRequest ({ 'routing-numbers': routing }: Assumptions) {
  return Type.Object({
    type: StringEnum(['individual', 'corporate']),
    bankAccountType: StringEnum(['checking', 'savings']),
    isInternational: Flag(),
    accountnumber: text,
    enableWires: Flag(),
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
      requiredIf('isInternational', [false, 'false'], routing === 'required' ? ['routingnumber', 'wireRoutingnumber'] : []),
      requiredIf('isInternational', [true, 'true'], ['swiftnumber', 'bankname']),
      requiredIf('type', ['corporate'], ['name'])
    ],
    errorMessage: 'must be an object, for example {"type":"individual","bankAccountType":"checking",…}'
  })
}

/** The details of a bank account to link. */
export type BankDetails = Static<ReturnType<typeof bankRequest>>

const numbers = {
  id: Type.String(),
  status: StringEnum(['Pending Verification', 'active']),
  requires_verification: Type.Integer({ description: '1 or 0' }),
  requires_support: Type.Integer({ description: '1 or 0' }),
  routing_number: Type.String({ description: 'masked' }),
  account_number: Type.String({ description: 'masked' })
}

/** Fields that the table of the page has, and its sample does not. */
const tableFields = { ach_enabled: Type.Boolean(), international_bank: Type.Boolean() }

const names = {
  name1: Type.String(),
  currency: Type.String(),
  type: StringEnum(['checking', 'savings']),
  bank_name: Type.String(),
  ref_id: Type.String()
}

const fee = { wire_withdrawal_fee: Type.Number({ description: 'in USD' }) }

/** A linked bank account in a response. */
export type ShownBankAccount =
  Fields<typeof numbers> & Partial<Fields<typeof tableFields>> & Fields<typeof names> & Partial<Fields<typeof fee>>

function bankAnswerWith (more: TProperties, { 'bank-account-fields': fields }: Assumptions) {
  return Type.Object({
    usd: Type.Array(Type.Unsafe<ShownBankAccount>(Type.Object({
      ...numbers, ...(fields === 'table' && tableFields), ...names, ...more
    }, { additionalProperties: false })))
  })
}

/** Create the schema of the response of `GET /v1/user/bank`. */
export const bankAnswer = (assumptions: Assumptions) => bankAnswerWith({}, assumptions)

/** Create the schema of the response of `POST /v1/user/bank`. */
export const linkedAnswer = (assumptions: Assumptions) => assumptions['bank-link-answer'] === 'nothing'
  ? NoContentSchema
  : bankAnswerWith(assumptions['bank-link-answer'] === 'account-with-fee' ? fee : {}, assumptions)

const microDeposit = {
  type: ['number', 'string'],
  exclusiveMinimum: 0,
  exclusiveMaximum: 1,
  pattern: '^0?\\.0*[1-9]\\d*$',
  description: 'a number, or the same as a string',
  errorMessage: 'must be a number above 0 and less than 1, or the same as a string, for example "0.01"'
}

/** The names of the two amounts, by the age of the documentation page. */
const amountNames = { newest: ['verifyAmount1', 'verifyAmount2'], older: ['amount1', 'amount2'] } as const

type AmountName = (typeof amountNames)[keyof typeof amountNames][number]

type Amounts = { [Name in AmountName]?: number | string }

/** Return the pairs of names that a request can use, the newest first. */
function amountPairs ({ 'micro-deposit-names': names }: Assumptions): ReadonlyArray<readonly [AmountName, AmountName]> {
  return names === 'both' ? Object.values(amountNames) : [amountNames[names]]
}

/** Create the schema of the body of `POST /v1/user/bank/verify`. */
export function verifyBank (assumptions: Assumptions) {
  const pairs = amountPairs(assumptions)
  return Type.Unsafe<Amounts>({
    type: 'object',
    properties: Object.fromEntries(pairs.flat().map((name) => [name, microDeposit])),
    anyOf: pairs.map((required) => ({ required })),
    errorMessage: {
      anyOf: `must have ${pairs.map((pair) => pair.join(' and ')).join(', or ')}`,
      _: 'must be an object, for example {"verifyAmount1":0.01,"verifyAmount2":0.02}'
    }
  })
}

/** Return the two amounts of a valid body. */
export function readAmounts (body: Amounts, assumptions: Assumptions): [number, number] {
  const pairs = amountPairs(assumptions)
  const [first, second] = pairs.find((pair) => pair.every((name) => body[name] !== undefined)) as (typeof pairs)[number]
  return [Number(body[first]), Number(body[second])]
}

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
