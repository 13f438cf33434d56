/** Guesses about end users. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../schemas/common.ts'
import { registrationProperties } from '../schemas/end-users.ts'
import { row } from './row.ts'

/** Rows of the table; see assumptions.ts. */
export const endUserAssumptions = {
  'register-status': row(
    Type.Union([Type.Literal(200), Type.Literal(201)], { errorMessage: 'must be 200 or 201' }),
    200,
    'Which status a registration gives is not documented. Of sFOX\'s other routes that make something, tokens and ' +
    'orders give 201, a bank account 200.'
  ),
  'registration-requires': row(
    Type.Array(StringEnum(registrationProperties), { uniqueItems: true }),
    ['account_type', 'account_role', 'user_id', 'first_name', 'last_name', 'email', 'phone_number'],
    'Which properties of a registration must be there. A registration without one is refused as `invalid-body`. ' +
    '`user_id` is always needed.'
  ),
  'absent-details': row(
    Type.Object({
      account_type: Type.Optional(StringEnum(['individual', 'corporation'])),
      account_role: Type.Optional(StringEnum(['client', 'advisor'])),
      email: Type.Optional(Type.String()),
      first_name: Type.Optional(Type.String()),
      last_name: Type.Optional(Type.String()),
      phone_number: Type.Optional(Type.String())
    }, { additionalProperties: false }),
    { account_type: 'individual', account_role: 'client', email: '', first_name: '', last_name: '', phone_number: '' },
    'What is shown of a user of whom the fixtures, or the mint that made it one, say no more. sFOX knows of no such users.',
    { ours: true }
  ),
  'unverified-users': row(
    StringEnum(['allowed', 'refused']),
    'allowed',
    'Whether a user who is not `VERIFIED` may deposit and order is not documented. `refused`: `user-not-verified`.'
  ),
  'tokens-after-deactivation': row(
    StringEnum(['revoked', 'kept']),
    'revoked',
    'Whether tokens already issued survive the deactivation of their user is not documented.'
  )
} as const
