/** Assumptions about end users. */
import { Type } from '@sinclair/typebox'
import { tenYears } from '../../values/duration.ts'
import { Duration, StringEnum } from '../../values/schemas.ts'
import { defineAssumptions } from '../assumption.ts'
import { accountTypes } from './details.ts'
import { accountRoles } from './record.ts'
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
    default: [
      'account_type', 'account_role', 'user_id', 'first_name', 'last_name', 'email', 'phone_country_code', 'phone_number',
      'account_purpose', 'individual'
    ],
    why: 'These are documented as required, and `business` and `beneficial_owners` too, whose properties no page shows. ' +
      '`individual` applies to individuals, those two to corporations. A registration without one is refused as ' +
      '`invalid-body`. `user_id` is always required.'
  },
  'account-purposes': {
    schema: StringEnum(['by-account-type', 'documented', 'any']),
    default: 'documented',
    why: 'The newest list of purposes could be read in part only. `documented`: the purposes of both account types, in any ' +
      'case. `by-account-type`: those of the account type. `any`: any text.'
  },
  'end-user-fields': {
    schema: StringEnum(['newest', 'older']),
    default: 'newest',
    why: 'The pages disagree. `newest`: with `account_purpose` to `individual`; `business` and `beneficial_owners` take the ' +
      'place of `individual` for a corporation, whose fields are not documented. Absent ones are null. `older`: without them.'
  },
  'update-answer': {
    schema: StringEnum(['user', 'nothing']),
    default: 'user',
    why: 'Status and body of an update are not documented. `user`: 200 and the body of reading the user. `nothing`: 200 without a body.'
  },
  'update-of-set-values': {
    schema: StringEnum(['ignored', 'refused']),
    default: 'ignored',
    why: 'An update sets only what is null, and overwrites nothing. The response to another value for a property that is ' +
      'set is not documented. `ignored`: the property keeps its value. `refused`: `value-already-set`.'
  },
  'absent-details': {
    schema: Type.Object({
      account_type: Type.Optional(StringEnum(accountTypes)),
      account_role: Type.Optional(StringEnum(accountRoles)),
      email: Type.Optional(Type.String()),
      first_name: Type.Optional(Type.String()),
      last_name: Type.Optional(Type.String()),
      phone_number: Type.Optional(Type.String()),
      account_purpose: Type.Optional(Type.String()),
      phone_country_code: Type.Optional(Type.String())
    }, { additionalProperties: false }),
    default: {
      account_type: 'individual',
      account_role: 'client',
      email: '',
      first_name: '',
      last_name: '',
      phone_number: '',
      account_purpose: '',
      phone_country_code: ''
    },
    why: 'Details of users for whom neither the fixtures nor a registration give them. sFOX has no such users.',
    ours: true
  },
  'code-lifetime': {
    schema: Duration(tenYears, '10 years'),
    default: '15m',
    why: 'The lifetime of a verification code is not documented.'
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
