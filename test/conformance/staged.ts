/**
 * Refusals that take more than one request: what has to come before, and the call that is refused. Each runs over
 * inject() and over a real socket (conformance.test.ts).
 */
import type { Reason } from '../../src/errors.ts'
import type { FakeSfoxOptions } from '../../src/options.ts'
import { bankDetails, limitOrder, registration } from '../helper.ts'

/** A call, by the enterprise key under /v1/enterprise, else by a token of the user `a`. */
export type Step = [method: string, path: string, body?: object]

export interface StagedCase {
  reason: Reason
  status: number
  error: string
  options?: FakeSfoxOptions
  before: Step[]
  call: Step
}

const linked = { user_id: 'a', bank: { verified: true } }
const register: Step = ['POST', '/v1/enterprise/register-account', registration('new')]
const send = (type: string): Step => ['POST', '/v1/enterprise/users/send-verification/new', { type }]
const link: Step = ['POST', '/v1/user/bank', bankDetails]
const wrong: Step = ['POST', '/v1/user/bank/verify', { amount1: 0.001, amount2: 0.001 }]
const deposit = (amount: number): Step => ['POST', '/v1/user/bank/deposit', { amount }]
const order = (change: object = {}): Step => ['POST', '/v1/orders/buy', { ...limitOrder, ...change }]

export const stagedCases: StagedCase[] = [
  {
    reason: 'already-registered',
    status: 422,
    error: 'The user "new" is registered already.',
    before: [register],
    call: register
  },
  {
    reason: 'email-not-verified',
    status: 422,
    error: 'Email must be verified before phone.',
    before: [register],
    call: send('sms')
  },
  {
    reason: 'wrong-code',
    status: 422,
    error: 'The verification code is not the one that was sent.',
    before: [register, send('email')],
    call: ['POST', '/v1/enterprise/users/verify/new', { type: 'email', otp: 'x' }]
  },
  {
    reason: 'email-verified',
    status: 422,
    error: 'Email already verified',
    options: { fixtures: { users: [{ user_id: 'new' }] } },
    before: [],
    call: send('email')
  },
  {
    reason: 'phone-verified',
    status: 422,
    error: 'Phone already verified',
    options: { fixtures: { users: [{ user_id: 'new' }] } },
    before: [],
    call: send('sms')
  },
  {
    reason: 'user-not-verified',
    status: 403,
    error: 'The user is PENDING, not VERIFIED.',
    options: { fixtures: { users: [{ user_id: 'a', status: 'PENDING' }], assumptions: { 'unverified-users': 'refused' } } },
    before: [],
    call: order()
  },
  {
    reason: 'account-not-empty',
    status: 422,
    error: 'Can not disable account with non-zero balances. Please remove all balances and try again.',
    options: { fixtures: { users: [{ user_id: 'a', balances: { usd: 0.01 } }] } },
    before: [],
    call: ['DELETE', '/v1/enterprise/account/a']
  },
  {
    reason: 'no-bank-account',
    status: 400,
    error: 'User does not have an valid bank account',
    before: [],
    call: ['DELETE', '/v1/user/bank']
  },
  {
    reason: 'bank-account-linked',
    status: 422,
    error: 'A bank account is linked already; delete it first.',
    before: [link],
    call: link
  },
  {
    reason: 'wrong-amounts',
    status: 422,
    error: 'The amounts are not those of the micro-deposits.',
    options: { fixtures: { assumptions: { 'wrong-amounts-answer': 'refusal' } } },
    before: [link],
    call: wrong
  },
  {
    reason: 'too-many-attempts',
    status: 400,
    error: 'You have exceeded the maximum attempts to verify your bank account. ' +
      'Please add your bank account again to restart verification.',
    before: [link, wrong, wrong, wrong],
    call: wrong
  },
  {
    reason: 'unknown-bank-account',
    status: 422,
    error: 'The user has no bank account with the id "x".',
    before: [link],
    call: ['POST', '/v1/account/onboard-ach', { bank_account_display_id: 'x' }]
  },
  {
    reason: 'bank-account-not-verified',
    status: 422,
    error: 'The bank account is pending verification.',
    before: [link],
    call: deposit(1)
  },
  {
    reason: 'not-onboarded',
    status: 422,
    error: 'The bank account has not been onboarded for ACH.',
    options: { fixtures: { users: [linked], assumptions: { 'deposit-requires': 'onboarded' } } },
    before: [],
    call: deposit(1)
  },
  {
    reason: 'over-deposit-limit',
    status: 422,
    error: 'The deposit is over the weekly limit, of which 1000 USD are left.',
    options: { fixtures: { users: [linked] } },
    before: [deposit(4000)],
    call: deposit(1000.01)
  },
  {
    reason: 'invalid-currency-pair',
    status: 422,
    error: 'invalid currency_pair: undefined',
    before: [],
    call: order({ currency_pair: undefined })
  },
  {
    reason: 'invalid-order',
    status: 422,
    error: 'invalid order: price is required for Limit orders',
    before: [],
    call: order({ price: undefined })
  },
  {
    reason: 'duplicate-client-order-id',
    status: 422,
    error: 'client_order_id "mine" was used within the last 24 hours',
    before: [order({ client_order_id: 'mine' })],
    call: order({ client_order_id: 'mine' })
  },
  {
    reason: 'insufficient-funds',
    status: 422,
    error: 'insufficient funds: 3643.1 usd needed, 0 available',
    options: { fixtures: { assumptions: { 'check-funds': true } } },
    before: [],
    call: order()
  },
  {
    reason: 'unknown-order',
    status: 404,
    error: 'There is no order with the id "7".',
    before: [],
    call: ['GET', '/v1/orders/7']
  },
  {
    reason: 'cannot-cancel-order',
    status: 400,
    error: 'internal error',
    before: [],
    call: ['DELETE', '/v1/orders/7']
  },
  {
    reason: 'cannot-cancel-orders',
    status: 400,
    error: 'the order ids provided were invalid or the orders were already done/canceled',
    before: [order(), ['DELETE', '/v1/orders/1']],
    call: ['DELETE', '/v1/orders?ids=1,2']
  }
]
