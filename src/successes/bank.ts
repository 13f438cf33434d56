/** What the routes of bank accounts, deposits and balances answer when all is well. */
import { byToken } from '../errors/row.ts'
import {
  anew, banked, deposit, link, look, onboard, readBank, unlink, verifyBank, verifyWrongly
} from '../errors/steps.ts'
import type { SuccessRow } from './row.ts'

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
    assumption: {
      name: 'bank-link-answer',
      answer: ({ 'bank-link-answer': answer }) => answer === 'nothing' ? { body: null } : {}
    },
    when: 'a bank account is linked',
    before: anew(),
    request: link,
    note: 'The status is documented, the body is not; see the assumption `bank-link-answer`.'
  },
  {
    status: 200,
    body: { usd: [bank] },
    when: 'the linked bank account is read',
    before: anew(banked(false)),
    request: readBank,
    source: 'sFOX API docs, get bank account'
  },
  {
    status: 200,
    body: { success: true },
    when: 'the linked bank account is verified by its micro-deposits, which `GET /_fake/users/:user_id` shows',
    before: [...anew(banked(false)), look],
    request: verifyBank('{2.micro_deposits.0}', '{2.micro_deposits.1}'),
    source: 'sFOX API docs, verify bank account'
  },
  {
    status: 200,
    body: { success: false },
    assumption: { name: 'wrong-amounts-answer', answer: () => ({}) },
    when: 'the amounts of the micro-deposits are wrong',
    before: anew(banked(false)),
    request: verifyWrongly,
    note: 'Not documented; see the assumption `wrong-amounts-answer`.'
  },
  {
    status: 200,
    body: null,
    when: 'the linked bank account is unlinked',
    before: anew(banked(true)),
    request: unlink,
    source: 'sFOX API docs, delete bank account'
  },
  {
    status: 200,
    body: { data: { success: true } },
    when: 'the linked bank account is onboarded for ACH',
    before: [...anew(banked(true)), readBank],
    request: onboard('{2.usd.0.id}'),
    source: 'sFOX API docs, request ACH onboarding'
  },
  {
    status: 200,
    body: { tx_status: 0, success: true, id: 1 },
    when: 'a deposit is made',
    before: anew(banked(true)),
    request: deposit(100),
    source: 'sFOX API docs, deposit from bank account (older pages)',
    note: 'The id is ours, since a client takes its absence for failure.'
  },
  {
    status: 200,
    body: { data: { weekly_deposit_limit: 5000 } },
    when: 'what is left of the weekly deposit limit is read',
    before: anew(),
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
    before: anew({ balances: { usd: 100 } }),
    request: byToken('GET', '/v1/user/balance'),
    source: 'sFOX API docs, get all balances'
  }
]
