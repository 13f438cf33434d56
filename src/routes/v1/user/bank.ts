/**
 * A user's bank account: linked, read, verified, deleted.
 *
 * @see sFOX API docs, connect/rest-api/payments: create, get, verify and delete bank account
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../../assumptions.ts'
import { refusal } from '../../../refusal.ts'
import { BankAnswerSchema, BankRequestSchema, BankVerifiedSchema, VerifyBankSchema } from '../../../schemas/bank.ts'
import { NoContentSchema } from '../../../schemas/common.ts'

/** What the routes need to know. */
export interface BankOptions {
  assumptions: Assumptions
}

/** `POST`, `GET` and `DELETE /bank`, and `POST /bank/verify`. */
export const bank: FastifyPluginCallbackTypebox<BankOptions> = (scope, { assumptions }, done) => {
  scope.post('/bank', {
    schema: {
      summary: 'Link a bank account',
      body: BankRequestSchema,
      response: { 200: assumptions['bank-link-answer'] === 'account' ? BankAnswerSchema : NoContentSchema }
    },
    config: { refusals: ['bank-account-linked'] }
  }, ({ body, bearer, principal: { world: { banks, users } } }, reply) => {
    const account = users.accountOf(bearer)
    if (account.bank) throw refusal('bank-account-linked')
    const linked = banks.link(account, body)
    reply.send(assumptions['bank-link-answer'] === 'account' ? { usd: [banks.present(linked)] } : undefined)
  })

  scope.get('/bank', {
    schema: { summary: 'Read the linked bank account', response: { 200: BankAnswerSchema } },
    config: { refusals: assumptions['no-bank-answer'] === 'refusal' ? ['no-bank-account'] : [] }
  }, ({ bearer, principal: { world: { banks, users } } }) => {
    const { bank: linked } = users.accountOf(bearer)
    if (!linked && assumptions['no-bank-answer'] === 'refusal') throw refusal('no-bank-account')
    return { usd: linked ? [banks.present(linked)] : [] }
  })

  scope.delete('/bank', {
    schema: { summary: 'Unlink the bank account', response: { 200: NoContentSchema } },
    config: { refusals: ['no-bank-account'] }
  }, ({ bearer, principal: { world: { users } } }, reply) => {
    const account = users.accountOf(bearer)
    if (!account.bank) throw refusal('no-bank-account')
    account.bank = undefined
    reply.send(undefined)
  })

  scope.post('/bank/verify', {
    schema: {
      summary: 'Verify the bank account by its two micro-deposits',
      body: VerifyBankSchema,
      response: { 200: BankVerifiedSchema }
    },
    config: { refusals: ['no-bank-account', 'wrong-amounts', 'too-many-attempts'] }
  }, ({ body: { amount1, amount2 }, bearer, principal: { world: { banks, users } } }) => {
    const { bank: linked } = users.accountOf(bearer)
    if (!linked) throw refusal('no-bank-account')
    const verdict = banks.verify(linked, amount1, amount2)
    if (verdict === 'exceeded') throw refusal('too-many-attempts')
    if (verdict === 'wrong' && assumptions['wrong-amounts-answer'] === 'refusal') throw refusal('wrong-amounts')
    return { success: verdict === 'verified' }
  })
  done()
}
