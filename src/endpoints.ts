/**
 * sFOX's documented endpoints: those that this fake emulates, and others. Nothing is claimed of the others but that
 * pages of sFOX's documentation name them.
 *
 * A leaf: imports nothing of ours.
 */

/** A method and a path, whose segments may be parameters such as `:id`. */
export interface Endpoint<Method extends string = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'> {
  method: Method
  path: string
}

const read = (lines: string): Endpoint[] => lines.trim().split('\n').map((line) => {
  const [method, path] = line.trim().split(' ') as [Endpoint['method'], string]
  return { method, path }
})

/** Those that this fake emulates. */
export const builtEndpoints = read(`
  POST /v1/enterprise/user-tokens
  POST /v1/enterprise/user-tokens/:user_id
  POST /v1/enterprise/register-account
  GET /v1/enterprise/users
  GET /v1/enterprise/users/:user_id
  POST /v1/enterprise/users/send-verification/:user_id
  POST /v1/enterprise/users/verify/:user_id
  DELETE /v1/enterprise/account/:user_id
  POST /v1/user/bank
  GET /v1/user/bank
  DELETE /v1/user/bank
  POST /v1/user/bank/verify
  POST /v1/user/bank/deposit
  GET /v1/user/balance
  POST /v1/account/onboard-ach
  GET /v1/account/weekly-deposit-limit
  POST /v1/orders/:side
  GET /v1/orders
  GET /v1/orders/:id
  DELETE /v1/orders
  DELETE /v1/orders/:id
`)

/** Others, as far as their pages have been read, older ones included: the list need not be complete. */
export const otherEndpoints = read(`
  POST /v1/enterprise/transfer
  POST /v1/enterprise/transfer/confirm
  POST /v1/enterprise/transfer/resend-confirmation
  DELETE /v1/enterprise/transfer/:transfer_id
  GET /v1/enterprise/transfer/history
  GET /v1/enterprise/monetization/settings
  POST /v1/enterprise/monetization/settings
  PUT /v1/enterprise/monetization/settings/:id
  DELETE /v1/enterprise/monetization/settings/:id
  GET /v1/enterprise/monetization/permissions
  GET /v1/enterprise/monetization/history
  GET /v1/enterprise/eddq/requests
  GET /v1/enterprise/eddq/prompts
  POST /v1/enterprise/eddq/responses
  POST /v1/enterprise/ddq/upload
  POST /v1/files/verification
  POST /v1/bank-accounts/plaid-processors
  GET /v1/bank-accounts/:bank_account_id/plaid-processors
  PUT /v1/bank-accounts/:bank_account_id/plaid-processors
  GET /v1/user/wire-instructions
  GET /v1/user/deposit/address/:currency
  POST /v1/user/deposit/address/:currency
  POST /v1/user/withdraw
  POST /v1/user/withdraw/confirm
  POST /v1/user/withdraw/resend-confirmation
  DELETE /v1/transactions/:atx_id
  GET /v1/account/accepted-ach
  GET /v1/account/transactions
  GET /v1/account/trades
  GET /v1/account/fee-rates
  GET /v1/account/balance/history
  POST /v1/account/transfer
  GET /v1/markets/currency-pairs
  GET /v1/markets/orderbook/:pair
  GET /v1/analytics/volume
  GET /v1/offer/:side
  POST /v1/quote
  GET /v1/orders/done
  PATCH /v1/orders/:id
  GET /v1/post-trade-settlement
  GET /v1/post-trade-settlement/positions
  GET /v1/post-trade-settlement/interest
  GET /v1/post-trade-settlement/interest/history
  GET /v1/post-trade-settlement/risk-modes
  GET /v1/margin/account
  GET /v1/margin/loans
  GET /v1/whitelisted-addresses
  POST /v1/whitelisted-addresses
  GET /v1/approval-rules
  POST /v1/approval-rules
  PATCH /v1/approval-rules/:rule_id
  GET /v1/approvals
  POST /v1/approvals/:request_id
  POST /v1/staking/unstake
  DELETE /v1/staking/:id
`)

/**
 * Tells whether two endpoints are the same, whatever their parameters are called.
 *
 * @param one - an endpoint
 * @param other - another
 * @returns true where no request could tell them apart
 */
export function isSameEndpoint (one: Endpoint, other: Endpoint): boolean {
  const form = ({ method, path }: Endpoint) => `${method} ${path.replaceAll(/:\w+/g, ':')}`
  return form(one) === form(other)
}
