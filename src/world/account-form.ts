/** How a fixtures file and the registry write what a user owns. */
import type { User } from '../schemas/users.ts'
import type { Account } from './account.ts'
import type { Banks } from './banks.ts'
import { money } from './money.ts'

/** What is set of an account from outside. */
export type AccountChange = { [Name in 'balances' | 'bank']?: User[Name] | undefined }

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
 * Writes an account as the registry shows it.
 *
 * @param account - an account
 * @returns what a fixtures file would say of it
 */
export function shownAccount ({ balances, bank }: Account): Pick<User, 'balances' | 'bank'> {
  return {
    ...(balances.size > 0 && {
      balances: Object.fromEntries([...balances].map(([currency, amount]) => [currency, amount.toNumber()]))
    }),
    ...(bank && { bank: { verified: bank.verified } })
  }
}
