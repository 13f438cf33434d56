/** Assumptions about bank accounts. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'

export const assumptions = defineAssumptions({
  'bank-name': {
    schema: Type.String({ minLength: 1 }),
    default: 'FAKE BANK',
    why: 'The bank name of an account that was linked without one (allowed for banks in the United States) is not documented.'
  },
  'bank-link-answer': {
    schema: StringEnum(['account', 'nothing']),
    default: 'account',
    why: 'The response body for linking is not documented, only its status. `account`: the same body as for reading. `nothing`: no body.'
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
