/** What bank accounts and deposits may be refused for. */
import { allOpen, type RefusalRow } from './row.ts'
import { anew, banked, deposit, link, onboard, unlink, verifyWrongly } from './steps.ts'

const deleteBank = 'sFOX API docs, delete bank account'
const verifyBank = 'sFOX API docs, verify bank account'

/** Rows of the catalogue; see errors.ts. */
export const bankRefusals = {
  'no-bank-account': {
    status: 400,
    error: 'User does not have an valid bank account',
    when: 'a bank account is deleted, verified, onboarded or deposited from, and none is linked',
    statusSource: deleteBank,
    textSource: deleteBank,
    why: 'Status and text are documented for deleting; that the other routes refuse alike is assumed.',
    provoke: { before: anew(), request: unlink }
  },
  'bank-account-linked': {
    status: 422,
    error: 'A bank account is linked already; delete it first.',
    when: 'a second bank account is to be linked',
    statusSource: null,
    why: 'That there is one at a time is documented, status and text are not.',
    provoke: { before: anew(banked(true)), request: link }
  },
  'wrong-amounts': {
    status: 422,
    error: 'The amounts are not those of the micro-deposits.',
    when: 'the amounts are wrong, and the assumption `wrong-amounts-answer` is `refusal`',
    statusSource: null,
    why: allOpen
  },
  'too-many-attempts': {
    status: 400,
    error: 'You have exceeded the maximum attempts to verify your bank account. ' +
      'Please add your bank account again to restart verification.',
    when: 'a bank account is verified once more after as many wrong tries as `verify-attempts` allows',
    statusSource: verifyBank,
    textSource: verifyBank,
    why: 'Status and text are documented, the number of attempts is not.',
    provoke: {
      before: [...anew(banked(false)), verifyWrongly, verifyWrongly, verifyWrongly],
      request: verifyWrongly
    }
  },
  'unknown-bank-account': {
    status: 422,
    error: 'The user has no bank account with the id "{id}".',
    when: 'another bank account than the linked one is to be onboarded',
    statusSource: null,
    why: allOpen,
    provoke: { before: anew(banked(true)), request: onboard('nothing') }
  },
  'bank-account-not-verified': {
    status: 422,
    error: 'The bank account is pending verification.',
    when: 'a deposit is made from a bank account whose micro-deposits have not been verified; see `deposit-requires`',
    statusSource: null,
    why: allOpen,
    provoke: { before: anew(banked(false)), request: deposit(100) }
  },
  'not-onboarded': {
    status: 422,
    error: 'The bank account has not been onboarded for ACH.',
    when: 'a deposit is made before onboarding, and the assumption `deposit-requires` is `onboarded`',
    statusSource: null,
    why: allOpen
  },
  'over-deposit-limit': {
    status: 422,
    error: 'The deposit is over the weekly limit, of which {left} USD are left.',
    when: 'a deposit is more than is left of USD 5,000 within seven days',
    statusSource: null,
    why: 'The limit is documented; what a deposit over it gives is not.',
    provoke: { before: anew(banked(true)), request: deposit(5001) }
  }
} as const satisfies Record<string, RefusalRow>
