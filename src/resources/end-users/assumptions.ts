/** Assumptions about end users. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'
import { accountRoles, accountTypes } from './record.ts'
import { registrationProperties } from './schemas.ts'

export const assumptions = defineAssumptions({
  'register-status': {
    schema: Type.Union([Type.Literal(200), Type.Literal(201)], { errorMessage: 'must be 200 or 201' }),
    default: 200,
    why: 'The status of a successful registration is not documented. Of sFOX\'s other creating routes, tokens and orders ' +
      'give 201, bank accounts 200.'
  },
  'registration-requires': {
    schema: Type.Array(StringEnum(registrationProperties), { uniqueItems: true }),
    default: ['account_type', 'account_role', 'user_id', 'first_name', 'last_name', 'email', 'phone_number'],
    why: 'The required properties of a registration are not documented. A registration without one is refused as ' +
      '`invalid-body`. `user_id` is always required.'
  },
  'absent-details': {
    schema: Type.Object({
      account_type: Type.Optional(StringEnum(accountTypes)),
      account_role: Type.Optional(StringEnum(accountRoles)),
      email: Type.Optional(Type.String()),
      first_name: Type.Optional(Type.String()),
      last_name: Type.Optional(Type.String()),
      phone_number: Type.Optional(Type.String())
    }, { additionalProperties: false }),
    default: { account_type: 'individual', account_role: 'client', email: '', first_name: '', last_name: '', phone_number: '' },
    why: 'Details of users for whom neither the fixtures nor a registration give them. sFOX has no such users.',
    ours: true
  },
  'unverified-users': {
    schema: StringEnum(['allowed', 'refused']),
    default: 'allowed',
    why: 'Whether a user who is not `VERIFIED` may deposit and place orders is not documented. `refused`: `user-not-verified`.'
  },
  'tokens-after-deactivation': {
    schema: StringEnum(['revoked', 'kept']),
    default: 'revoked',
    why: 'Whether the tokens of a user remain valid after deactivation is not documented.'
  }
})
