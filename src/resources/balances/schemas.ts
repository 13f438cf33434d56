/** Schemas of balances. */
import { Type, type Static } from '@sinclair/typebox'

/** The balance of a user in one currency. */
const BalanceSchema = Type.Object({
  currency: Type.String({ description: 'in lower case' }),
  balance: Type.Number({ description: 'available and held' }),
  available: Type.Number({ description: 'amount that can be traded or withdrawn' }),
  held: Type.Number({ description: 'amount that cannot, for example a deposit before it settles' }),
  borrow_wallet: Type.Number(),
  collateral_wallet: Type.Number(),
  lending_wallet: Type.Number(),
  trading_wallet: Type.Number()
})

/** The balance of a user in one currency. */
export type Balance = Static<typeof BalanceSchema>

/** Response of `GET /v1/user/balance`. */
export const BalancesSchema = Type.Array(BalanceSchema)

const currency = Type.String({ pattern: '^[a-z0-9]+$' })
const recordOptions = { additionalProperties: false, description: 'amount by currency, in lower case: {"usd":1000,"btc":0.5}' }

/** The balances in the record of a user. */
export const BalancesRecordSchema = Type.Record(currency, Type.Number({ minimum: 0 }), recordOptions)

/** The balances to set. They may be negative, as in a response of the registry. */
export const ChangedBalancesRecordSchema = Type.Record(currency, Type.Number(), recordOptions)

/** The balances in a response of the registry. They may be negative, since funds are not checked by default. */
export const ShownBalancesRecordSchema = Type.Record(Type.String(), Type.Number())
