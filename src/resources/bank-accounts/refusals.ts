/** Refusals of bank accounts. */
import { freshUser } from '../example.ts'
import { allOpen, defineRefusals, undocumented } from '../refusal.ts'
import { link, onboard, unlink, verifyWrongly, withBank } from './examples.ts'

const deleteBank = 'sFOX API docs, connect/rest-api/payments/delete-bank-account'
const verifyBank = 'sFOX API docs, connect/rest-api/payments/verify-bank-account'

export const refusals = defineRefusals({
  'no-bank-account': {
    status: 400,
    error: 'User does not have an valid bank account',
    when: 'a request deletes, verifies, onboards or deposits from a bank account, and none is linked',
    source: { status: deleteBank, text: deleteBank },
    why: 'Status and text are documented for deleting; the same is assumed for the other routes.',
    provoke: { before: freshUser(), request: unlink }
  },
  'bank-account-linked': {
    status: 422,
    error: 'A bank account is already linked; delete it first.',
    when: 'a bank account is already linked',
    source: undocumented,
    why: 'The limit of one account at a time is documented, status and text are not.',
    provoke: { before: freshUser(withBank(true)), request: link }
  },
  'wrong-amounts': {
    status: 422,
    error: 'The amounts do not match the micro-deposits.',
    when: 'the amounts do not match the micro-deposits, and the assumption `wrong-amounts-answer` is `refusal`',
    source: undocumented,
    why: allOpen
  },
  'too-many-attempts': {
    status: 400,
    error: 'You have exceeded the maximum attempts to verify your bank account. ' +
      'Please add your bank account again to restart verification.',
    when: 'the failed attempts to verify the bank account have reached the assumption `verify-attempts`',
    source: { status: verifyBank, text: verifyBank },
    why: 'Status and text are documented, the number of attempts is not.',
    provoke: {
      before: [...freshUser(withBank(false)), verifyWrongly, verifyWrongly, verifyWrongly],
      request: verifyWrongly
    }
  },
  'unknown-bank-account': {
    status: 422,
    error: 'The user has no bank account with the id "{id}".',
    when: 'the bank account to onboard is not the linked one',
    source: undocumented,
    why: allOpen,
    provoke: { before: freshUser(withBank(true)), request: onboard('nothing') }
  }
})
