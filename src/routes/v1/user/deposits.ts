/**
 * ACH deposits.
 *
 * @see sFOX API docs, deposit from bank account
 */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import type { Assumptions } from '../../../assumptions.ts'
import type { Reason } from '../../../errors.ts'
import { refusal } from '../../../refusal.ts'
import { DepositedSchema, DepositRequestSchema } from '../../../schemas/deposits.ts'
import type { Account } from '../../../world/account.ts'
import { parseMoney, type Money } from '../../../world/money.ts'

/** What the route needs to know. */
export interface DepositsOptions {
  assumptions: Assumptions
}

/** `POST /bank/deposit`. */
export const deposits: FastifyPluginCallbackTypebox<DepositsOptions> = (scope, { assumptions }, done) => {
  const requirement = assumptions['deposit-requires']

  scope.post('/bank/deposit', {
    schema: {
      summary: 'Deposit by ACH',
      body: DepositRequestSchema,
      response: { 200: DepositedSchema }
    },
    config: {
      verifiedOnly: true,
      refusals: [
        'user-not-verified', 'no-bank-account', 'bank-account-not-verified', 'not-onboarded', 'over-deposit-limit'
      ]
    }
  }, ({ body, bearer, principal: { world } }) => {
    const account = world.users.accountOf(bearer)
    const because = whyNot(account, requirement)
    if (because) throw refusal(because)
    const amount = parseMoney(body.amount) as Money
    const left = world.deposits.left(account)
    if (amount.gt(left)) throw refusal('over-deposit-limit', { left: left.toFixed() })
    return { tx_status: 0, success: true, id: world.deposits.make(account, amount).id }
  })
  done()
}

/** Each requirement holds what those before it hold. */
function whyNot ({ bank }: Account, requirement: Assumptions['deposit-requires']): Reason | undefined {
  if (requirement === 'nothing') return undefined
  if (!bank) return 'no-bank-account'
  if (requirement === 'linked') return undefined
  if (!bank.verified) return 'bank-account-not-verified'
  return requirement === 'onboarded' && !bank.onboarded ? 'not-onboarded' : undefined
}
