/** Store the state of a resource for each account. */
import type { Account } from './account.ts'

/**
 * Return a function that returns the state of an account, created at first use. The garbage collector removes it with
 * the account.
 */
export function createPerAccount<T> (create: () => T): (account: Account) => T {
  const states = new WeakMap<Account, T>()
  return (account) => {
    if (!states.has(account)) states.set(account, create())
    return states.get(account) as T
  }
}
