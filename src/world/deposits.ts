/** ACH deposits: made at once, held until they settle, and limited by the week. */
import { move, type Account, type Deposit } from './account.ts'
import type { Clock } from './clock.ts'
import { money, total, type Money } from './money.ts'
import type { Rules } from './rules.ts'

/** What can be done with the deposits of a world. */
export interface Deposits {
  /** Makes one in USD, whatever the limit. */
  make: (account: Account, amount: Money) => Deposit
  /** What is left of the weekly limit. */
  left: (account: Account) => Money
  /** What a user has of a currency and cannot use yet. */
  held: (account: Account, currency: string) => Money
  /** Settles one, which may have been settled before; false where the world has none with the id. */
  settle: (id: string) => boolean
}

/** USD 5,000 a week. @see sFOX API docs, connect/rest-api/payments, get ACH deposit limit */
const weeklyLimit = money(5000)

const day = 24 * 3600 * 1000
const week = 7 * day

/** What the deposits of a world are made from. */
export interface DepositsSource {
  clock: Clock
  /** Gives ids that nothing else in the world has. */
  nextId: () => number
  rules: Rules
}

/**
 * Makes what handles the deposits of one world.
 *
 * @param source - see DepositsSource
 * @returns see Deposits
 */
export function createDeposits ({ clock, nextId, rules }: DepositsSource): Deposits {
  const all = new Map<string, { deposit: Deposit, account: Account }>()
  const sum = (deposits: Deposit[]) => total(deposits.map(({ amount }) => amount))
  return {
    make (account, amount) {
      const at = clock.now()
      const days = rules['settlement-days']
      const settlesAt = days === null ? undefined : addBusinessDays(at, days)
      const deposit = { id: nextId(), currency: 'usd', amount, at, settlesAt, settled: false }
      all.set(String(deposit.id), { deposit, account })
      account.deposits.push(deposit)
      move(account, deposit.currency, amount)
      return deposit
    },
    left ({ deposits }) {
      const now = clock.now()
      return weeklyLimit.minus(sum(deposits.filter(({ at }) => now - at < week)))
    },
    held ({ deposits }, currency) {
      const now = clock.now()
      return sum(deposits.filter((deposit) => deposit.currency === currency && !isSettled(deposit, now)))
    },
    settle (id) {
      const found = all.get(id)
      if (!found || found.account.closed) return false
      found.deposit.settled = true
      return true
    }
  }
}

function isSettled ({ settled, settlesAt }: Deposit, now: number): boolean {
  return settled || (settlesAt !== undefined && settlesAt <= now)
}

/**
 * Moves on by business days, Monday to Friday in UTC.
 *
 * @param from - ms since 1970
 * @param days - how many; none leaves the instant as it is
 * @returns the same time of a day on which so many business days, not counting the first, have come
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
