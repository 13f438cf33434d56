/** Endpoints of ACH deposits and of their weekly limit. */
import { parseMoney, type Money } from '../../values/money.ts'
import type { BankAccount } from '../bank-accounts/state.ts'
import { withBank } from '../bank-accounts/examples.ts'
import { refusals as bankRefusals } from '../bank-accounts/refusals.ts'
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { refusals as userRefusals } from '../end-users/refusals.ts'
import { freshUser } from '../example.ts'
import type { Assumptions } from '../index.ts'
import { pick } from '../refusal.ts'
import { assumptions } from './assumptions.ts'
import { control } from './control.ts'
import { refusals } from './refusals.ts'
import { DepositedSchema, DepositLimitSchema, DepositRequestSchema } from './schemas.ts'
import { createDeposits } from './state.ts'

const deposit = defineEndpoint({
  method: 'POST',
  path: '/v1/user/bank/deposit',
  credential: 'user',
  summary: 'Deposit by ACH',
  docs: {
    page: 'deposit from bank account (older pages)',
    says: '`{"tx_status":0,"success":true}`; `held` until settled. The `id` is ours, since a client takes its ' +
      'absence for failure'
  },
  body: DepositRequestSchema,
  reply: DepositedSchema,
  refusals: { ...pick(userRefusals, 'user-not-verified'), ...pick(bankRefusals, 'no-bank-account'), ...refusals },
  examples: [{
    when: 'a deposit is made',
    before: freshUser(withBank(true)),
    body: { amount: 100 },
    reply: { tx_status: 0, success: true, id: 1 },
    note: 'The id is ours: a client treats its absence as a failure.'
  }],
  handler ({ body, user, account, world: { users, banks, deposits }, assumptions, refuse }) {
    const unverified = users.refusedStatus(user)
    if (unverified) return refuse('user-not-verified', { status: unverified })
    const missing = findMissing(banks.of(account), assumptions['deposit-requires'])
    if (missing) return refuse(missing)
    const amount = parseMoney(body.amount) as Money
    const left = deposits.left(account)
    if (amount.gt(left)) return refuse('over-deposit-limit', { left: left.toFixed() })
    return { tx_status: 0, success: true, id: deposits.make(account, amount).id }
  }
})

/** Return the reason to refuse a deposit. Each requirement includes the previous ones. */
function findMissing (bank: BankAccount | undefined, requirement: Assumptions['deposit-requires']) {
  if (requirement === 'nothing') return undefined
  if (!bank) return 'no-bank-account'
  if (requirement === 'linked') return undefined
  if (!bank.verified) return 'bank-account-not-verified'
  return requirement === 'onboarded' && !bank.onboarded ? 'not-onboarded' : undefined
}

const readLimit = defineEndpoint({
  method: 'GET',
  path: '/v1/account/weekly-deposit-limit',
  credential: 'user',
  summary: 'Read the rest of the weekly deposit limit',
  docs: {
    page: 'connect/rest-api/payments/get-ach-deposit-limit',
    says: 'what is left of USD 5,000 a week for each user'
  },
  reply: DepositLimitSchema,
  examples: [{
    when: 'the rest of the weekly deposit limit is read',
    before: freshUser(),
    reply: { data: { weekly_deposit_limit: 5000 } }
  }],
  handler: ({ account, world }) => ({ data: { weekly_deposit_limit: world.deposits.left(account).toNumber() } })
})

const endpoints: Endpoint[] = [deposit, readLimit]

export const deposits = { title: 'Deposits', endpoints, assumptions, refusals, createState: createDeposits, control }
