/**
 * Refusals that no example shows: those that require an assumption, and those whose text has values of the request.
 * conformance.test.ts runs each by inject() and over a socket. The requests are about the example user.
 */
import { onboard, verifyWrongly, withBank } from '../../src/resources/bank-accounts/examples.ts'
import { deposit } from '../../src/resources/deposits/examples.ts'
import { confirmCode, register, sendCode, update } from '../../src/resources/end-users/examples.ts'
import { byKey, byToken, freshUser, removeUser, showUser, type RequestExample } from '../../src/resources/example.ts'
import { order } from '../../src/resources/orders/examples.ts'
import type { AssumptionOverrides, Reason } from '../../src/vendor/assumptions.ts'

export interface StagedCase {
  reason: Reason
  status: number
  error: string
  assumptions?: AssumptionOverrides
  before: readonly RequestExample[]
  request: RequestExample
}

const mine = order({ client_order_id: 'mine' })

/** The cases. */
export const stagedCases: StagedCase[] = [
  {
    reason: 'already-registered',
    status: 422,
    error: 'The user "example-user" is already registered.',
    before: [removeUser, register],
    request: register
  },
  {
    reason: 'value-already-set',
    status: 422,
    error: 'source_of_funds already has a value, and an update cannot change it.',
    assumptions: { 'update-of-set-values': 'refused' },
    before: [...freshUser(), update({ source_of_funds: 'savings' })],
    request: update({ source_of_funds: 'loans' })
  },
  {
    reason: 'expired-code',
    status: 422,
    error: 'The verification code has expired; request a new one.',
    before: [...freshUser({ status: 'PENDING' }), sendCode('email'), showUser, byKey('POST', '/_fake/clock/advance', { by: '15m' })],
    request: confirmCode('{3.verification_code}')
  },
  {
    reason: 'user-not-verified',
    status: 403,
    error: 'The user must be VERIFIED, but is PENDING.',
    assumptions: { 'unverified-users': 'refused' },
    before: freshUser({ status: 'PENDING' }),
    request: order()
  },
  {
    reason: 'wrong-amounts',
    status: 422,
    error: 'The amounts do not match the micro-deposits.',
    assumptions: { 'wrong-amounts-answer': 'refusal' },
    before: freshUser(withBank(false)),
    request: verifyWrongly
  },
  {
    reason: 'unknown-bank-account',
    status: 422,
    error: 'The user has no bank account with the id "x".',
    before: freshUser(withBank(false)),
    request: onboard('x')
  },
  {
    reason: 'not-onboarded',
    status: 422,
    error: 'The bank account is not onboarded for ACH; onboard it first.',
    assumptions: { 'deposit-requires': 'onboarded' },
    before: freshUser(withBank(true)),
    request: deposit(1)
  },
  {
    reason: 'over-deposit-limit',
    status: 422,
    error: 'The deposit exceeds the rest of the weekly limit: 1000 USD.',
    before: [...freshUser(withBank(true)), deposit(4000)],
    request: deposit(1000.01)
  },
  {
    reason: 'invalid-currency-pair',
    status: 422,
    error: 'invalid currency_pair: undefined',
    before: freshUser(),
    request: order({ currency_pair: undefined })
  },
  {
    reason: 'invalid-order',
    status: 422,
    error: 'invalid order: price is required for Limit orders',
    before: freshUser(),
    request: order({ price: undefined })
  },
  {
    reason: 'duplicate-client-order-id',
    status: 422,
    error: 'client_order_id "mine" was used within the last 24 hours',
    before: [...freshUser(), mine],
    request: mine
  },
  {
    reason: 'insufficient-funds',
    status: 422,
    error: 'insufficient funds: 3643.1 usd needed, 0 available',
    assumptions: { 'check-funds': true },
    before: freshUser(),
    request: order({ price: 36431 })
  },
  {
    reason: 'unknown-order',
    status: 404,
    error: 'There is no order with the id "7".',
    before: freshUser(),
    request: byToken('GET', '/v1/orders/7')
  }
]
