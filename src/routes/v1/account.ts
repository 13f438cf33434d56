/**
 * ACH on the account: onboarding a bank account for it, and how much may still be deposited.
 *
 * @see sFOX API docs, connect/rest-api/payments: request ACH onboarding, get ACH deposit limit
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { refusal } from '../../refusal.ts'
import { OnboardedSchema, OnboardSchema } from '../../schemas/bank.ts'
import { DepositLimitSchema } from '../../schemas/deposits.ts'

/** `POST /onboard-ach` and `GET /weekly-deposit-limit`. */
export const account: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.post('/onboard-ach', {
    schema: {
      summary: 'Onboard the bank account for ACH',
      body: OnboardSchema,
      response: { 200: OnboardedSchema }
    },
    config: { refusals: ['no-bank-account', 'unknown-bank-account'] }
  }, ({ body: { bank_account_display_id: id }, bearer, principal: { world: { users } } }) => {
    const { bank } = users.accountOf(bearer)
    if (!bank) throw refusal('no-bank-account')
    if (bank.id !== id) throw refusal('unknown-bank-account', { id })
    bank.onboarded = true
    return { data: { success: true } }
  })

  scope.get('/weekly-deposit-limit', {
    schema: { summary: 'Read what is left of the weekly deposit limit', response: { 200: DepositLimitSchema } }
  }, ({ bearer, principal: { world: { deposits, users } } }) =>
    ({ data: { weekly_deposit_limit: deposits.left(users.accountOf(bearer)).toNumber() } }))
  done()
}
