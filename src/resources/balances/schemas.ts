/** Schemas of balances. */
import { Type, type Static, type TUnsafe } from '@sinclair/typebox'
import { precision } from '../../values/money.ts'
import { NumberAmount } from '../../values/schemas.ts'

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
const record = (amount: TUnsafe<number>) => Type.Record(currency, amount, {
  additionalProperties: false, description: 'amount by currency, in lower case: {"usd":1000,"btc":0.5}'
})

/** The balances in the record of a user. */
export const BalancesRecordSchema = record(NumberAmount({ decimals: precision, zero: true }))

/** The balances to set. They may be negative, as in a response of the registry. */
export const ChangedBalancesRecordSchema = record(NumberAmount({ decimals: precision, negative: true }))

/** The balances in a response of the registry. They may be negative, since funds are not checked by default. */
export const ShownBalancesRecordSchema = Type.Record(Type.String(), Type.Number())
