/**
 * Shapes of balances.
 *
 * @see sFOX API docs, get all balances
 */
import { Type, type Static } from '@sinclair/typebox'

/** What a user has of one currency. */
export const BalanceSchema = Type.Object({
  currency: Type.String({ description: 'in lower case' }),
  balance: Type.Number({ description: 'all of it' }),
  available: Type.Number({ description: 'what can be traded or withdrawn' }),
  held: Type.Number({ description: 'what cannot, such as a deposit that has not settled' }),
  borrow_wallet: Type.Number(),
  collateral_wallet: Type.Number(),
  lending_wallet: Type.Number(),
  trading_wallet: Type.Number()
})

/** What a user has of one currency. */
export type Balance = Static<typeof BalanceSchema>

/** Answer of `GET /v1/user/balance`. */
export const BalancesSchema = Type.Array(BalanceSchema)
