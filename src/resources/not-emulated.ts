/** List endpoints that sFOX documents and this fake does not emulate. The list may be incomplete. */
import type { Endpoint } from './endpoint.ts'

const list = `
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
`

/** Endpoints that are not emulated. */
export const notEmulated = list.trim().split('\n').map((line) => {
  const [method, path] = line.trim().split(' ') as [Endpoint['method'], string]
  return { method, path }
})

/** One read-only endpoint from the list, for examples; empty if there is none. */
export const notEmulatedExamples = notEmulated.filter(({ method }) => method === 'GET').slice(0, 1)
