/**
 * The ledger of a world, which stores all amounts. Resources post entries and set holds. Balances are running sums, so
 * the number of entries does not affect reading. The ledger neither rounds nor checks funds. It throws a RangeError for
 * an amount with more than `precision` decimals, which is a defect of the caller.
 */
import { decimalsOf, precision, zero, type Money } from '../values/money.ts'
import type { Account } from './account.ts'
import { createPerAccount } from './per-account.ts'

/** The type of an entry, in sFOX's terms. `setBalance()` posts Credit and Charge. */
export type EntryKind = 'Credit' | 'Charge' | 'Deposit' | 'Buy' | 'Sell'

/** A change of one balance. */
export interface Posting {
  readonly currency: string
  /** Negative if the account pays. */
  readonly amount: Money
  readonly kind: EntryKind
  /** Id of the order or deposit that caused it. */
  readonly reference?: string
}

/** A posted change of a balance. */
export interface LedgerEntry extends Posting {
  readonly id: number
  /** ms since 1970, by the world's clock. */
  readonly at: number
  readonly userId: string
  /** Balance of the account in this currency after the entry. */
  readonly balance: Money
}

/** An amount that is part of the balance, but not available. */
export interface Hold {
  readonly currency: string
  readonly amount: Money
}

/** The ledger of one world. */
export interface Ledger {
  post: (account: Account, posting: Posting) => LedgerEntry
  /** Post the difference as a Credit or a Charge. A difference of 0 is posted only for a new currency. */
  setBalance: (account: Account, currency: string, amount: Money) => void
  /** Set or replace a named hold; 0 removes it. Throw a RangeError if it is negative. */
  hold: (account: Account, name: string, hold: Hold) => void
  /** Remove a hold. Return false if none has this name. */
  release: (account: Account, name: string) => boolean
  balance: (account: Account, currency: string) => Money
  /** Return the sum of the holds. */
  held: (account: Account, currency: string) => Money
  /** Return balance minus held; negative if more is held than the account has. */
  available: (account: Account, currency: string) => Money
  /** List the currencies that have ever had an entry or a hold, in order of their first one. */
  currencies: (account: Account) => string[]
  /** List all entries, oldest first. */
  entries: (account: Account) => readonly LedgerEntry[]
}

interface Sums {
  balance: Money
  held: Money
}

/**
 * Create an empty ledger.
 *
 * @param world - dates the entries and gives them ids
 */
export function createLedger (world: { clock: { now: () => number }, nextId: () => number }): Ledger {
  const book = createPerAccount(() => ({
    entries: [] as LedgerEntry[],
    sums: new Map<string, Sums>(),
    holds: new Map<string, Hold>()
  }))
  const read = (account: Account, currency: string) =>
    book(account).sums.get(currency) ?? { balance: zero, held: zero }

  function update (account: Account, currency: string, change: Partial<Sums>): void {
    book(account).sums.set(currency, { ...read(account, currency), ...change })
  }

  function post (account: Account, posting: Posting): LedgerEntry {
    requirePrecision(posting)
    const balance = read(account, posting.currency).balance.plus(posting.amount)
    const entry = { ...posting, id: world.nextId(), at: world.clock.now(), userId: account.userId, balance }
    book(account).entries.push(entry)
    update(account, posting.currency, { balance })
    return entry
  }

  function release (account: Account, name: string): boolean {
    const { holds } = book(account)
    const hold = holds.get(name)
    if (hold) update(account, hold.currency, { held: read(account, hold.currency).held.minus(hold.amount) })
    return holds.delete(name)
  }

  return {
    post,
    setBalance (account, currency, target) {
      const amount = target.minus(read(account, currency).balance)
      if (amount.isZero() && book(account).sums.has(currency)) return
      post(account, { currency, amount, kind: amount.isNegative() ? 'Charge' : 'Credit' })
    },
    hold (account, name, { currency, amount }) {
      if (amount.isNegative()) throw new RangeError(`hold ${name} must not be negative: ${amount.toFixed()} ${currency}`)
      requirePrecision({ currency, amount })
      release(account, name)
      if (amount.isZero()) return
      book(account).holds.set(name, { currency, amount })
      update(account, currency, { held: read(account, currency).held.plus(amount) })
    },
    release,
    balance: (account, currency) => read(account, currency).balance,
    held: (account, currency) => read(account, currency).held,
    available (account, currency) {
      const { balance, held } = read(account, currency)
      return balance.minus(held)
    },
    currencies: (account) => [...book(account).sums.keys()],
    entries: (account) => book(account).entries
  }
}

function requirePrecision ({ currency, amount }: Hold): void {
  if (decimalsOf(amount) > precision) {
    throw new RangeError(`an amount must have at most ${precision} decimals: ${amount.toFixed()} ${currency}`)
  }
}
