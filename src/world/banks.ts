/** Bank accounts: linking one, and verifying it by two micro-deposits. Only masked numbers are remembered. */
import type { BankDetails, ShownBankAccount } from '../schemas/bank.ts'
import type { Account, BankAccount } from './account.ts'
import type { Draw } from './draws.ts'
import type { Rules } from './rules.ts'

/** What verifying came to. */
export type Verdict = 'verified' | 'wrong' | 'exceeded'

/** What can be done with the bank accounts of a world. */
export interface Banks {
  /** Links a bank account, in the place of any before. */
  link: (account: Account, details: BankDetails) => BankAccount
  /** Sees to it that there is a linked bank account, verified or not. */
  assume: (account: Account, verified: boolean) => void
  /** Holds two amounts against the micro-deposits. */
  verify: (bank: BankAccount, amount1: number, amount2: number) => Verdict
  /** Writes one as the API does. */
  present: (bank: BankAccount) => ShownBankAccount
}

/** What is linked where nobody has said what. */
const someDetails: BankDetails = {
  type: 'individual',
  bankAccountType: 'checking',
  isInternational: false,
  accountnumber: '000000000',
  enableWires: true,
  firstname: 'Fake',
  lastname: 'Person',
  routingnumber: '000000000',
  wireRoutingnumber: '000000000'
}

/**
 * Makes what handles the bank accounts of one world.
 *
 * @param source - `draw` makes up ids and amounts
 * @returns see Banks
 */
export function createBanks ({ draw, rules }: { draw: Draw, rules: Rules }): Banks {
  const link = (account: Account, details: BankDetails) => (account.bank = {
    id: uuid(draw),
    shown: {
      routing_number: mask((details.routingnumber ?? details.swiftnumber) as string, 4),
      account_number: mask(details.accountnumber, 2),
      name1: details.type === 'corporate' ? details.name as string : `${details.firstname} ${details.lastname}`,
      currency: (details.bankCurrency ?? 'usd').toLowerCase(),
      type: details.bankAccountType,
      bank_name: details.bankname ?? rules['bank-name'],
      ref_id: letters(draw, 5)
    },
    microDeposits: [cents(draw), cents(draw)],
    verified: false,
    onboarded: false,
    failures: 0
  })
  return {
    link,
    assume (account, verified) {
      const bank = account.bank ?? link(account, someDetails)
      bank.verified = verified
    },
    verify (bank, amount1, amount2) {
      if (bank.verified) return 'verified'
      if (bank.failures >= rules['verify-attempts']) return 'exceeded'
      const [first, second] = bank.microDeposits
      const isSwapped = rules['micro-deposit-order'] === 'any' && amount1 === second && amount2 === first
      bank.verified = isSwapped || (amount1 === first && amount2 === second)
      if (bank.verified) return 'verified'
      bank.failures++
      return 'wrong'
    },
    present: ({ id, verified, shown }) => ({
      id,
      status: verified ? 'active' : 'Pending Verification',
      requires_verification: verified ? 0 : 1,
      requires_support: 0,
      ...shown
    })
  }
}

/** Stars but for the last digits; a number that has no more digits than those is hidden whole. */
function mask (text: string, shown: number): string {
  const hidden = text.length > shown ? text.length - shown : text.length
  return '*'.repeat(hidden) + text.slice(hidden)
}

/** From one cent up to 99, as the number that JSON would have it. */
function cents (draw: Draw): number {
  return Number(`0.${String(1 + Math.floor(draw() * 99)).padStart(2, '0')}`)
}

function letters (draw: Draw, length: number): string {
  return Array.from({ length }, () => Math.floor(draw() * 36).toString(36)).join('')
}

/** A UUID of version 4, as far as its form goes. @see RFC 9562, section 5.4 */
function uuid (draw: Draw): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(draw() * 16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
