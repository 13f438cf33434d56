/** Endpoint of balances. */
import { defineEndpoint, type Endpoint } from '../endpoint.ts'
import { freshUser } from '../example.ts'
import { assumptions } from './assumptions.ts'
import { BalancesSchema } from './schemas.ts'
import { createBalances } from './state.ts'

const readBalances = defineEndpoint({
  method: 'GET',
  path: '/v1/user/balance',
  credential: 'user',
  summary: 'Read the balances',
  docs: { page: 'rest-api/account-management/get-all-balances', says: 'a bare list, currencies in lower case' },
  limit: 'balance',
  reply: BalancesSchema,
  examples: [{
    when: 'the balances are read',
    before: freshUser({ balances: { usd: 100 } }),
    reply: [{
      currency: 'usd',
      balance: 100,
      available: 100,
      held: 0,
      borrow_wallet: 0,
      collateral_wallet: 0,
      lending_wallet: 0,
      trading_wallet: 100
    }]
  }],
  handler: ({ account, world }) => world.balances.list(account)
})

const endpoints: Endpoint[] = [readBalances]

export const balances = { title: 'Balances', endpoints, assumptions, refusals: {}, createState: createBalances }
