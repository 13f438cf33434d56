/** Example requests about bank accounts. The account is fictitious. */
import { byToken } from '../example.ts'
import type { ShownBankAccount } from './schemas.ts'

/** The body that links a bank account. */
export const exampleBankAccount = {
  type: 'individual',
  bankAccountType: 'checking',
  isInternational: false,
  accountnumber: '123456789',
  routingnumber: '987654321',
  wireRoutingnumber: '987654321',
  enableWires: true,
  firstname: 'Ada',
  lastname: 'Client'
}

/** The bank account in a response. */
export const shownBankAccount: ShownBankAccount = {
  id: '6f1b0c54-3c0e-4d6a-a2f5-0a6e9f5d7b11',
  status: 'Pending Verification',
  requires_verification: 1,
  requires_support: 0,
  routing_number: '*****4321',
  account_number: '*******89',
  ach_enabled: false,
  international_bank: false,
  name1: 'Ada Client',
  currency: 'usd',
  type: 'checking',
  bank_name: 'FAKE BANK',
  ref_id: '7k2qx'
}

/** The properties of a user with a bank account, for `freshUser()`. */
export const withBank = (verified: boolean) => ({ bank: { verified } })

/** Link the bank account. */
export const link = byToken('POST', '/v1/user/bank', exampleBankAccount)

/** Read the linked bank account. */
export const readBank = byToken('GET', '/v1/user/bank')

/** Unlink the bank account. */
export const unlink = byToken('DELETE', '/v1/user/bank')

/** Create the body that verifies the bank account: text, since placeholders of numbers have no quotes. */
export const amounts = (first: string, second: string) => `{"verifyAmount1":${first},"verifyAmount2":${second}}`

/** A body with amounts that no micro-deposit has. */
export const wrongAmounts = amounts('0.001', '0.001')

/** Send wrong amounts. */
export const verifyWrongly = byToken('POST', '/v1/user/bank/verify', wrongAmounts)

/** Onboard a bank account for ACH. */
export const onboard = (id: string) => byToken('POST', '/v1/account/onboard-ach', { bank_account_display_id: id })
