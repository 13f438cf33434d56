/** Assumptions about deposits. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'

export const assumptions = defineAssumptions({
  'deposit-requires': {
    schema: StringEnum(['nothing', 'linked', 'verified', 'onboarded']),
    default: 'verified',
    why: 'The requirements of a deposit are not documented. `linked`: a linked bank account. `verified`: its micro-deposits ' +
      'must also be verified. `onboarded`: it must also be onboarded for ACH.'
  },
  'settlement-days': {
    schema: Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 366 })], {
      errorMessage: 'must be null or a whole number from 0 to 366'
    }),
    default: 3,
    why: 'The number of business days until a deposit settles is not documented; that it is held until then is. Days are ' +
      'Monday to Friday in UTC, by the world\'s clock. 0: immediately. null: only by `POST /_fake/deposits/:id/settle`.'
  }
})
