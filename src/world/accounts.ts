/** The accounts of a world's users: what each owns, and what has been done with it. */
import type { User } from '../schemas/users.ts'
import type { BankAccount, Banks } from './banks.ts'
import type { Deposit } from './deposits.ts'
import { money, nothing, type Money } from './money.ts'
import type { Order } from './orders.ts'

/** What one user owns. */
export interface Account {
  /** All that the user has of a currency, what is held included. */
  readonly balances: Map<string, Money>
  /** The linked bank account, of which there is one at a time. */
  bank: BankAccount | undefined
  readonly deposits: Deposit[]
  /** Open orders, oldest first. */
  readonly open: Set<Order>
  /** Orders by the id that sFOX gave, and the newest by each that the client gave. */
  readonly orders: Map<string, Order>
  readonly clientOrders: Map<string, Order>
  /** Whether its user is gone. */
  closed: boolean
}

/** What is set of an account from outside. */
export type AccountChange = Pick<User, 'balances' | 'bank'>

/**
 * Opens an account with nothing in it.
 *
 * @returns the account
 */
export function openAccount (): Account {
  return {
    balances: new Map(),
    bank: undefined,
    deposits: [],
    open: new Set(),
    orders: new Map(),
    clientOrders: new Map(),
    closed: false
  }
}

/**
 * Sets balances and the bank account, as a fixtures file or the control side writes them.
 *
 * @param account - is changed
 * @param change - balances by currency: deposits in it count as settled, since what is set is there; and a bank account
 * @param banks - makes the bank account
 */
export function changeAccount (account: Account, { balances = {}, bank }: AccountChange, banks: Banks): void {
  for (const [currency, amount] of Object.entries(balances)) {
    account.balances.set(currency, money(amount))
    for (const deposit of account.deposits) if (deposit.currency === currency) deposit.settled = true
  }
  if (bank) banks.assume(account, bank.verified)
}

/**
 * Adds to what an account has of a currency.
 *
 * @param account - is changed
 * @param currency - in lower case
 * @param amount - may be negative
 */
export function move (account: Account, currency: string, amount: Money): void {
  account.balances.set(currency, (account.balances.get(currency) ?? nothing).plus(amount))
}

/**
 * Tells whether an account is worth nothing, as it has to be before it is closed.
 *
 * @param account - an account
 * @returns true where each balance is 0
 */
export function isEmpty (account: Account): boolean {
  return [...account.balances.values()].every((amount) => amount.isZero())
}

/**
 * Writes an account as the registry shows it.
 *
 * @param account - an account
 * @returns what a fixtures file would say of it
 */
export function shownAccount ({ balances, bank }: Account): AccountChange {
  return {
    ...(balances.size > 0 && {
      balances: Object.fromEntries([...balances].map(([currency, amount]) => [currency, amount.toNumber()]))
    }),
    ...(bank && { bank: { verified: bank.verified } })
  }
}
