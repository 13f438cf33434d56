/** Refusals of deposits. */
import { freshUser } from '../example.ts'
import { allOpen, defineRefusals, undocumented } from '../refusal.ts'
import { withBank } from '../bank-accounts/examples.ts'
import { deposit } from './examples.ts'

export const refusals = defineRefusals({
  'bank-account-not-verified': {
    status: 422,
    error: 'The bank account is not verified; verify its micro-deposits first.',
    when: 'a deposit comes from a bank account whose micro-deposits are not verified; see the assumption `deposit-requires`',
    source: undocumented,
    why: allOpen,
    provoke: { before: freshUser(withBank(false)), request: deposit(100) }
  },
  'not-onboarded': {
    status: 422,
    error: 'The bank account is not onboarded for ACH; onboard it first.',
    when: 'a deposit comes from a bank account that is not onboarded, and the assumption `deposit-requires` is `onboarded`',
    source: undocumented,
    why: allOpen
  },
  'over-deposit-limit': {
    status: 422,
    error: 'The deposit exceeds the rest of the weekly limit: {left} USD.',
    when: 'the deposits of seven days would exceed 5,000 USD',
    source: undocumented,
    why: 'The limit is documented; the status and text for exceeding it are not.',
    provoke: { before: freshUser(withBank(true)), request: deposit(5001) }
  }
})
