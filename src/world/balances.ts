/** What a user has, and how much of it can be used. */
import type { Balance } from '../schemas/balances.ts'
import type { Account } from './account.ts'
import type { Deposits } from './deposits.ts'
import { nothing, type Money } from './money.ts'
import type { Orders } from './orders.ts'
import type { Rules } from './rules.ts'

/** What can be asked about the balances of a world. */
export interface Balances {
  /** What a user can use of a currency; negative where more was spent than there was. */
  available: (account: Account, currency: string) => Money
  /** Every currency that a user has or had, in alphabetical order, as the API writes it. */
  list: (account: Account) => Balance[]
}

/** What balances come from. */
export interface BalancesSource {
  deposits: Deposits
  orders: Orders
  rules: Rules
}

/**
 * Makes what tells of the balances of one world.
 *
 * @param source - see BalancesSource
 * @returns see Balances
 */
export function createBalances ({ deposits, orders, rules }: BalancesSource): Balances {
  function balanceOf (account: Account, currency: string) {
    const balance = account.balances.get(currency) ?? nothing
    const held = deposits.held(account, currency).plus(orders.held(account, currency))
    return { balance, held, available: balance.minus(held) }
  }
  return {
    available: (account, currency) => balanceOf(account, currency).available,
    list: (account) => [...new Set([...rules['listed-currencies'], ...account.balances.keys()])].sort().map((currency) => {
      const { balance, held, available } = balanceOf(account, currency)
      return {
        currency,
        balance: balance.toNumber(),
        available: available.toNumber(),
        held: held.toNumber(),
        // Nothing here borrows, lends or lies as collateral.
        borrow_wallet: 0,
        collateral_wallet: 0,
        lending_wallet: 0,
        trading_wallet: balance.toNumber()
      }
    })
  }
}
