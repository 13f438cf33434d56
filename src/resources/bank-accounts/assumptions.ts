/** Assumptions about bank accounts. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'

const centAmount = Type.Number({ exclusiveMinimum: 0, exclusiveMaximum: 1 })

export const assumptions = defineAssumptions({
  'bank-name': {
    schema: Type.String({ minLength: 1 }),
    default: 'FAKE BANK',
    why: 'The bank name of an account that was linked without one (allowed for banks in the United States) is not documented.'
  },
  'bank-link-answer': {
    schema: StringEnum(['account-with-fee', 'account', 'nothing']),
    default: 'account-with-fee',
    why: 'The response body for linking is not documented, only its status. `account-with-fee`: the same body as for reading, ' +
      'and `wire_withdrawal_fee`, which a client reads. `account`: the same body as for reading. `nothing`: no body.'
  },
  'bank-account-fields': {
    schema: StringEnum(['table', 'sample']),
    default: 'table',
    why: 'A page disagrees with itself. `table`: with `ach_enabled` and `international_bank`, which its table names. `sample`: ' +
      'without them, as in its sample.'
  },
  'ach-enabled': {
    schema: StringEnum(['onboarded', 'verified']),
    default: 'onboarded',
    why: 'When `ach_enabled` becomes true is not documented. `onboarded`: after onboarding for ACH. `verified`: after verifying ' +
      'the micro-deposits.'
  },
  'wire-withdrawal-fee': {
    schema: Type.Number({ minimum: 0, errorMessage: 'must be a number, 0 or more' }),
    default: 30,
    why: 'The fee of a wire is not documented. Clients name 30 and 60 USD.'
  },
  'routing-numbers': {
    schema: StringEnum(['required', 'optional']),
    default: 'required',
    source: 'sFOX API docs, connect/rest-api/payments/create-bank-account',
    why: '`routingnumber` and `wireRoutingnumber` are documented as required unless the bank is international. A client never ' +
      'sends them: `optional`.'
  },
  'no-bank-answer': {
    schema: StringEnum(['empty', 'refusal']),
    default: 'empty',
    why: 'The response to reading without a linked bank account is not documented. `empty`: `{"usd":[]}`. `refusal`: `no-bank-account`.'
  },
  'wrong-amounts-answer': {
    schema: StringEnum(['success-false', 'refusal']),
    default: 'success-false',
    why: 'The response to wrong amounts of the micro-deposits is not documented. `success-false`: 200 `{"success":false}`. ' +
      '`refusal`: `wrong-amounts`.'
  },
  'micro-deposits': {
    schema: Type.Union([Type.Literal('drawn'), Type.Array(centAmount, { minItems: 2, maxItems: 2 })], {
      errorMessage: 'must be "drawn" or two amounts above 0 and less than 1, for example [0.01,0.02]'
    }),
    default: [0.01, 0.02],
    why: 'The amounts of the micro-deposits are documented as below 1. Those of the sandbox of an older API are always 0.01 ' +
      'and 0.02. `"drawn"`: drawn for each account.'
  },
  'micro-deposit-names': {
    schema: StringEnum(['both', 'newest', 'older']),
    default: 'both',
    why: 'The pages disagree on the names of the amounts. `newest`: `verifyAmount1` and `verifyAmount2`. `older`: `amount1` and ' +
      '`amount2`. `both`: either pair.'
  },
  'micro-deposit-order': {
    schema: StringEnum(['as-shown', 'any']),
    default: 'as-shown',
    why: 'Whether the amounts of the micro-deposits must be sent in order is not documented. `as-shown`: in the order of ' +
      '`GET /_fake/users/:user_id`.'
  },
  'verify-attempts': {
    schema: Type.Integer({ minimum: 1, errorMessage: 'must be a whole number above 0' }),
    default: 3,
    why: 'The number of failed attempts before `too-many-attempts` is not documented.'
  }
})
