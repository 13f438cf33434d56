/** What the routes of bank accounts, deposits and balances answer when all is well. */
import { byToken, type SuccessRow } from './row.ts'

const bank = {
  id: '6f1b0c54-3c0e-4d6a-a2f5-0a6e9f5d7b11',
  status: 'Pending Verification',
  requires_verification: 1,
  requires_support: 0,
  routing_number: '*****4321',
  account_number: '*******89',
  name1: 'Ada Client',
  currency: 'usd',
  type: 'checking',
  bank_name: 'FAKE BANK',
  ref_id: '7k2qx'
}

/** Rows of the catalogue; see successes.ts. */
export const bankSuccesses: SuccessRow[] = [
  {
    status: 200,
    body: { usd: [bank] },
    when: 'a bank account is linked',
    request: byToken('POST', '/v1/user/bank', {
      type: 'individual',
      bankAccountType: 'checking',
      isInternational: false,
      accountnumber: '123456789',
      routingnumber: '987654321',
      wireRoutingnumber: '987654321',
      enableWires: true,
      firstname: 'Ada',
      lastname: 'Client'
    }),
    source: null,
    note: 'The status is documented, the body is not; see the assumption `bank-link-answer`.'
  },
  {
    status: 200,
    body: { usd: [bank] },
    when: 'the linked bank account is read',
    request: byToken('GET', '/v1/user/bank'),
    source: 'sFOX API docs, get bank account'
  },
  {
    status: 200,
    body: { success: true },
    when: 'the linked bank account is verified by its micro-deposits, which `GET /_fake/users/:user_id` shows',
    source: 'sFOX API docs, verify bank account'
  },
  {
    status: 200,
    body: { success: false },
    when: 'the amounts of the micro-deposits are wrong',
    source: null,
    note: 'Not documented; see the assumption `wrong-amounts-answer`.'
  },
  { status: 200, body: null, when: 'the linked bank account is unlinked', source: 'sFOX API docs, delete bank account' },
  {
    status: 200,
    body: { data: { success: true } },
    when: 'the linked bank account is onboarded for ACH',
    source: 'sFOX API docs, request ACH onboarding'
  },
  {
    status: 200,
    body: { tx_status: 0, success: true, id: 1 },
    when: 'a deposit is made',
    source: 'sFOX API docs, deposit from bank account (older pages)',
    note: 'The id is ours, since a client takes its absence for failure.'
  },
  {
    status: 200,
    body: { data: { weekly_deposit_limit: 5000 } },
    when: 'what is left of the weekly deposit limit is read',
    request: byToken('GET', '/v1/account/weekly-deposit-limit'),
    source: 'sFOX API docs, get ACH deposit limit'
  },
  {
    status: 200,
    body: [{
      currency: 'usd',
      balance: 100,
      available: 90,
      held: 10,
      borrow_wallet: 0,
      collateral_wallet: 0,
      lending_wallet: 0,
      trading_wallet: 100
    }],
    when: 'the balances are read',
    request: byToken('GET', '/v1/user/balance'),
    source: 'sFOX API docs, get all balances'
  }
]
