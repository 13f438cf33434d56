/** Guesses about bank accounts, deposits and balances. */
import { Type } from '@sinclair/typebox'
import { StringEnum } from '../schemas/common.ts'
import { row } from './row.ts'

/** Rows of the table; see assumptions.ts. */
export const bankAssumptions = {
  'bank-name': row(
    Type.String({ minLength: 1 }),
    'FAKE BANK',
    'The name of a bank for which none was sent, as for one within the United States.'
  ),
  'bank-link-answer': row(
    StringEnum(['account', 'nothing']),
    'account',
    'The body that linking gives is not documented beyond its status. `account`: what reading the account gives.'
  ),
  'no-bank-answer': row(
    StringEnum(['empty', 'refusal']),
    'empty',
    'What reading gives while no bank account is linked is not documented. `empty`: `{"usd":[]}`. `refusal`: `no-bank-account`.'
  ),
  'wrong-amounts-answer': row(
    StringEnum(['success-false', 'refusal']),
    'success-false',
    'What wrong amounts of the micro-deposits give is not documented. `success-false`: 200 `{"success":false}`. ' +
    '`refusal`: `wrong-amounts`.'
  ),
  'micro-deposit-order': row(
    StringEnum(['as-shown', 'any']),
    'as-shown',
    'Whether the amounts of the micro-deposits have to be given in their order is not documented.'
  ),
  'verify-attempts': row(
    Type.Integer({ minimum: 1, errorMessage: 'must be a whole number above 0' }),
    3,
    'How many wrong tries there are before `too-many-attempts` is not documented.'
  ),
  'deposit-requires': row(
    StringEnum(['nothing', 'linked', 'verified', 'onboarded']),
    'verified',
    'What a deposit needs is not documented. `linked`: a bank account. `verified`: one whose micro-deposits have been ' +
    'verified. `onboarded`: one that has been onboarded for ACH as well.'
  ),
  'settlement-days': row(
    Type.Union([Type.Null(), Type.Integer({ minimum: 0, maximum: 366 })], {
      errorMessage: 'must be null or a whole number from 0 to 366'
    }),
    3,
    'After how many business days of the world\'s clock, Monday to Friday in UTC without holidays, a deposit settles. ' +
    'Documented is only that it is held until then. 0: at once. null: only when told to.'
  ),
  'listed-currencies': row(
    Type.Array(Type.String({ pattern: '^[a-z0-9]+$' }), { uniqueItems: true }),
    [],
    'Which currencies the balances list, in alphabetical order, although the user never had any.'
  )
} as const
