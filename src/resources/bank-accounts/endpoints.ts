/** Endpoints of bank accounts. A user has at most one at a time. */
import { NoContentSchema } from '../../values/schemas.ts'
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { freshUser, showUser } from '../example.ts'
import type { Assumptions } from '../index.ts'
import { pick } from '../refusal.ts'
import { assumptions } from './assumptions.ts'
import {
  amounts, exampleBankAccount, link as linkAccount, readBank, shownBankAccount, withBank, wrongAmounts
} from './examples.ts'
import { refusals } from './refusals.ts'
import {
  bankAnswer, bankRequest, BankVerifiedSchema, linkedAnswer, OnboardedSchema, OnboardSchema, readAmounts,
  verifyBank, type ShownBankAccount
} from './schemas.ts'
import { createBanks } from './state.ts'

const unlinked = pick(refusals, 'no-bank-account')

const link = defineEndpoint({
  method: 'POST',
  path: '/v1/user/bank',
  credential: 'user',
  summary: 'Link a bank account',
  docs: {
    page: 'connect/rest-api/payments/create-bank-account',
    says: 'the properties of the body; 200, not the body; one account at a time'
  },
  body: bankRequest,
  reply: linkedAnswer,
  refusals: pick(refusals, 'bank-account-linked'),
  examples: [{
    when: 'a bank account is linked',
    before: freshUser(),
    body: exampleBankAccount,
    reply: (assumptions: Assumptions) => linkedReply(shownBankAccount, assumptions) ?? null,
    assumption: 'bank-link-answer',
    note: 'The status is documented, the body is not; see the assumption `bank-link-answer`.'
  }],
  handler ({ body, account, world: { banks }, assumptions, refuse }) {
    if (banks.of(account)) refuse('bank-account-linked')
    return linkedReply(banks.present(banks.link(account, body)), assumptions)
  }
})

function linkedReply (shown: ShownBankAccount, assumptions: Assumptions) {
  const { 'bank-link-answer': answer, 'wire-withdrawal-fee': fee } = assumptions
  if (answer === 'nothing') return undefined
  return { usd: [answer === 'account' ? shown : { ...shown, wire_withdrawal_fee: fee }] }
}

const read = defineEndpoint({
  method: 'GET',
  path: '/v1/user/bank',
  credential: 'user',
  summary: 'Read the linked bank account',
  docs: { page: 'connect/rest-api/payments/get-bank-account', says: '200 and the fields in their order, with masked numbers' },
  reply: bankAnswer,
  refusals: unlinked,
  examples: [{
    when: 'the linked bank account is read', before: [...freshUser(), linkAccount], reply: { usd: [shownBankAccount] }
  }],
  handler ({ account, world: { banks }, assumptions, refuse }) {
    const bank = banks.of(account)
    if (!bank && assumptions['no-bank-answer'] === 'refusal') refuse('no-bank-account')
    return { usd: bank ? [banks.present(bank)] : [] }
  }
})

const unlink = defineEndpoint({
  method: 'DELETE',
  path: '/v1/user/bank',
  credential: 'user',
  summary: 'Unlink the bank account',
  docs: { page: 'connect/rest-api/payments/delete-bank-account', says: '200 without a body; 400 with its text' },
  reply: NoContentSchema,
  refusals: unlinked,
  examples: [{ when: 'the linked bank account is unlinked', before: freshUser(withBank(true)), reply: null }],
  handler ({ account, world: { banks }, refuse }) {
    if (!banks.of(account)) refuse('no-bank-account')
    banks.unlink(account)
  }
})

const verify = defineEndpoint({
  method: 'POST',
  path: '/v1/user/bank/verify',
  credential: 'user',
  summary: 'Verify the bank account by its two micro-deposits',
  docs: {
    page: 'connect/rest-api/payments/verify-bank-account',
    says: 'two micro-deposits under 1, by names that the pages disagree on; 200; 400 with its text after too many attempts; `Pending Verification` until then'
  },
  body: verifyBank,
  reply: BankVerifiedSchema,
  refusals: pick(refusals, 'no-bank-account', 'wrong-amounts', 'too-many-attempts'),
  examples: [
    {
      when: 'the linked bank account is verified by its micro-deposits, which `GET /_fake/users/:user_id` shows',
      before: [...freshUser(withBank(false)), showUser],
      body: amounts('{2.micro_deposits.0}', '{2.micro_deposits.1}'),
      reply: { success: true }
    },
    {
      when: 'the amounts of the micro-deposits are wrong',
      before: freshUser(withBank(false)),
      body: wrongAmounts,
      reply: { success: false },
      assumption: 'wrong-amounts-answer',
      note: 'Not documented; see the assumption `wrong-amounts-answer`.'
    }
  ],
  handler ({ body, account, world: { banks }, assumptions, refuse }) {
    const bank = banks.of(account) ?? refuse('no-bank-account')
    const verdict = banks.verify(bank, ...readAmounts(body, assumptions))
    if (verdict === 'exceeded') refuse('too-many-attempts')
    if (verdict === 'wrong' && assumptions['wrong-amounts-answer'] === 'refusal') refuse('wrong-amounts')
    return { success: verdict === 'verified' }
  }
})

const onboard = defineEndpoint({
  method: 'POST',
  path: '/v1/account/onboard-ach',
  credential: 'user',
  summary: 'Onboard the bank account for ACH',
  docs: { page: 'connect/rest-api/payments/request-ach-onboarding', says: 'the body; 200 and the field; no refusal' },
  body: OnboardSchema,
  reply: OnboardedSchema,
  refusals: pick(refusals, 'no-bank-account', 'unknown-bank-account'),
  examples: [{
    when: 'the linked bank account is onboarded for ACH',
    before: [...freshUser(withBank(true)), readBank],
    body: { bank_account_display_id: '{2.usd.0.id}' },
    reply: { data: { success: true } }
  }],
  handler ({ body: { bank_account_display_id: id }, account, world: { banks }, refuse }) {
    const bank = banks.of(account) ?? refuse('no-bank-account')
    if (bank.id !== id) refuse('unknown-bank-account', { id })
    bank.onboarded = true
    return { data: { success: true } }
  }
})

const endpoints: Endpoint[] = [link, read, verify, unlink, onboard]

export const bankAccounts = { title: 'Bank accounts', endpoints, assumptions, refusals, createState: createBanks }
