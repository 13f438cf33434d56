/** Store ACH deposits: credited immediately, held until they settle, and limited per week. */
import { money, total, type Money } from '../../values/money.ts'
import type { Account } from '../../world/account.ts'
import { createPerAccount } from '../../world/per-account.ts'
import type { Parts } from '../state.ts'

/** A deposit. */
export interface Deposit {
  readonly id: number
  readonly currency: string
  readonly amount: Money
  /** Instant of the deposit, in ms since 1970. */
  readonly at: number
}

/** The deposits of one world. */
export interface Deposits {
  /** Make a deposit in USD, without checking the limit. */
  make: (account: Account, amount: Money) => Deposit
  /** Return the rest of the weekly limit, in USD. */
  left: (account: Account) => Money
  /** Settle a deposit, if it is not settled. Return false if the world has no deposit with the id. */
  settle: (id: string) => boolean
  /** Settle all deposits of a user in a currency. */
  settleAll: (account: Account, currency: string) => void
}

/** 5,000 USD in seven days. @see sFOX API docs, connect/rest-api/payments/get-ach-deposit-limit */
const weeklyLimit = money(5000)

const day = 24 * 3600 * 1000
const week = 7 * day

/** Create the deposits of one world. */
export function createDeposits ({ agenda, assumptions, clock, ledger, nextId }: Parts): Deposits {
  const all = new Map<string, { deposit: Deposit, account: Account }>()
  const depositsOf = createPerAccount<Deposit[]>(() => [])
  const release = (account: Account, { id }: Deposit) => ledger.release(account, `deposit ${id}`)

  return {
    make (account, amount) {
      const at = clock.now()
      const deposit = { id: nextId(), currency: 'usd', amount, at }
      const { id, currency } = deposit
      all.set(String(id), { deposit, account })
      depositsOf(account).push(deposit)
      ledger.post(account, { currency, amount, kind: 'Deposit', reference: String(id) })
      const days = assumptions['settlement-days']
      if (days !== 0) ledger.hold(account, `deposit ${id}`, { currency, amount })
      if (days) agenda.schedule(addBusinessDays(at, days), () => release(account, deposit))
      return deposit
    },
    left (account) {
      const now = clock.now()
      const ofThisWeek = depositsOf(account).filter(({ at }) => now - at < week)
      return weeklyLimit.minus(total(ofThisWeek.map(({ amount }) => amount)))
    },
    settle (id) {
      const found = all.get(id)
      if (!found || found.account.closed) return false
      release(found.account, found.deposit)
      return true
    },
    settleAll (account, currency) {
      for (const deposit of depositsOf(account)) if (deposit.currency === currency) release(account, deposit)
    }
  }
}

/**
 * Add business days to an instant in ms since 1970: Monday to Friday in UTC, without holidays.
 *
 * @returns the same time of day on the last of these days; the instant itself for 0 days
 */
export function addBusinessDays (from: number, days: number): number {
  let instant = from
  for (let left = days; left > 0;) {
    instant += day
    // 1970 began on a Thursday.
    const weekday = (Math.floor(instant / day) + 4) % 7
    if (weekday !== 0 && weekday !== 6) left--
  }
  return instant
}
