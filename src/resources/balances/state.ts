/** Read and set the balances of a world, which its ledger stores. */
import { money } from '../../values/money.ts'
import type { Account } from '../../world/account.ts'
import type { RecordKeeper } from '../end-users/record.ts'
import type { Parts } from '../state.ts'
import type { Balance } from './schemas.ts'

/** The balances of one world. */
export interface Balances extends RecordKeeper<Record<string, number>> {
  /** List the balances in API format: all currencies that a user has or had, in alphabetical order. */
  list: (account: Account) => Balance[]
  /** Return true if all balances are 0, as required for deactivation. */
  isEmpty: (account: Account) => boolean
}

/** Create the balances of one world. */
export function createBalances ({ assumptions, ledger, resources }: Parts): Balances {
  return {
    list: (account) => {
      const currencies = new Set([...assumptions['listed-currencies'], ...ledger.currencies(account)])
      return [...currencies].sort().map((currency) => {
        const balance = ledger.balance(account, currency).toNumber()
        return {
          currency,
          balance,
          available: ledger.available(account, currency).toNumber(),
          held: ledger.held(account, currency).toNumber(),
          // Nothing is borrowed, lent or used as collateral here.
          borrow_wallet: 0,
          collateral_wallet: 0,
          lending_wallet: 0,
          trading_wallet: balance
        }
      })
    },
    isEmpty: (account) => ledger.currencies(account).every((currency) => ledger.balance(account, currency).isZero()),
    setRecord (account, balances) {
      for (const [currency, amount] of Object.entries(balances)) {
        ledger.setBalance(account, currency, money(amount))
        // A balance from a record is available, so the deposits in it count as settled.
        resources.deposits.settleAll(account, currency)
      }
    },
    recordOf (account) {
      const currencies = ledger.currencies(account)
      if (currencies.length === 0) return undefined
      return Object.fromEntries(currencies.map((currency) => [currency, ledger.balance(account, currency).toNumber()]))
    }
  }
}
