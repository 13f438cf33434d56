/** What one user owns, and the records of what has been done with it. */
import type { ShownBankAccount } from '../schemas/bank.ts'
import { nothing, type Money } from './money.ts'
import type { Terms } from './order-terms.ts'

/** A linked bank account. */
export interface BankAccount {
  readonly id: string
  /** The numbers masked, as they are shown. */
  readonly shown: Pick<ShownBankAccount,
    'routing_number' | 'account_number' | 'name1' | 'currency' | 'type' | 'bank_name' | 'ref_id'>
  /** Two amounts under 1 in USD, which the person would see on the bank's statement. */
  readonly microDeposits: readonly [number, number]
  verified: boolean
  onboarded: boolean
  /** How often wrong amounts were sent. */
  failures: number
}

/** A deposit. All instants in ms since 1970. */
export interface Deposit {
  readonly id: number
  readonly currency: string
  readonly amount: Money
  readonly at: number
  /** When it settles by itself; undefined for never. */
  readonly settlesAt: number | undefined
  /** Whether it has been settled before its time. */
  settled: boolean
}

/** How far an order has been filled. */
export interface Progress {
  /** Of the base currency. */
  filled: Money
  /** Of the quote currency, as it was paid. */
  filledAmount: Money
  /** The same before rounding, for the average price. */
  volume: Money
  fees: Money
}

/** An order. All instants in ms since 1970. */
export interface Order extends Terms, Progress {
  readonly id: number
  status: 'Started' | 'Canceled' | 'Done'
  readonly added: number
  updated: number
}

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
