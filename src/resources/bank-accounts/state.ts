/** Store the bank accounts of a world. Account numbers are stored masked only. */
import type { Account } from '../../world/account.ts'
import { createPerAccount } from '../../world/per-account.ts'
import type { Draw } from '../../world/random.ts'
import { readFlag } from '../../values/schemas.ts'
import type { RecordKeeper } from '../end-users/record.ts'
import type { Parts } from '../state.ts'
import type { BankDetails, ShownBankAccount } from './schemas.ts'

/** A linked bank account. */
export interface BankAccount {
  readonly id: string
  readonly isInternational: boolean
  /** The masked numbers of the response. */
  readonly numbers: Pick<ShownBankAccount, 'routing_number' | 'account_number'>
  /** The fields at the end of the response. */
  readonly names: Pick<ShownBankAccount, 'name1' | 'currency' | 'type' | 'bank_name' | 'ref_id'>
  /** Two amounts below 1 USD, which the bank statement would show. */
  readonly microDeposits: readonly [number, number]
  verified: boolean
  onboarded: boolean
  /** Number of failed attempts to verify. */
  failures: number
}

/** The result of verifying a bank account. */
export type Verdict = 'verified' | 'wrong' | 'exceeded'

/** The bank accounts of one world. Each user has one at a time. */
export interface Banks extends RecordKeeper<{ verified: boolean }> {
  /** Return the linked bank account of a user; undefined if there is none. */
  of: (account: Account) => BankAccount | undefined
  /** Link a bank account, replacing any other. */
  link: (account: Account, details: BankDetails) => BankAccount
  unlink: (account: Account) => void
  /** Compare two amounts with the micro-deposits. */
  verify: (bank: BankAccount, amount1: number, amount2: number) => Verdict
  /** Return a bank account in API format. */
  present: (bank: BankAccount) => ShownBankAccount
}

/** The details of a bank account that a user record creates. */
const defaultDetails: BankDetails = {
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

/** Create the bank accounts of one world. */
export function createBanks ({ assumptions, draw }: Parts): Banks {
  const linked = createPerAccount<{ bank: BankAccount | undefined }>(() => ({ bank: undefined }))

  function microDeposits (): [number, number] {
    const amounts = assumptions['micro-deposits']
    return amounts === 'drawn' ? [cents(draw), cents(draw)] : amounts as [number, number]
  }

  const link = (account: Account, details: BankDetails): BankAccount => (linked(account).bank = {
    id: uuid(draw),
    isInternational: readFlag(details.isInternational),
    numbers: {
      routing_number: mask(details.routingnumber ?? details.swiftnumber ?? '', 4),
      account_number: mask(details.accountnumber, 2)
    },
    names: {
      name1: details.type === 'corporate' ? details.name as string : `${details.firstname} ${details.lastname}`,
      currency: (details.bankCurrency ?? 'usd').toLowerCase(),
      type: details.bankAccountType,
      bank_name: details.bankname ?? assumptions['bank-name'],
      ref_id: letters(draw, 5)
    },
    microDeposits: microDeposits(),
    verified: false,
    onboarded: false,
    failures: 0
  })

  return {
    of: (account) => linked(account).bank,
    link,
    unlink (account) { linked(account).bank = undefined },
    verify (bank, amount1, amount2) {
      if (bank.verified) return 'verified'
      if (bank.failures >= assumptions['verify-attempts']) return 'exceeded'
      const [first, second] = bank.microDeposits
      const isSwapped = assumptions['micro-deposit-order'] === 'any' && amount1 === second && amount2 === first
      bank.verified = isSwapped || (amount1 === first && amount2 === second)
      if (bank.verified) return 'verified'
      bank.failures++
      return 'wrong'
    },
    present: ({ id, verified, onboarded, isInternational, numbers, names }) => ({
      id,
      status: verified ? 'active' : 'Pending Verification',
      requires_verification: verified ? 0 : 1,
      requires_support: 0,
      ...numbers,
      ...(assumptions['bank-account-fields'] === 'table' && {
        ach_enabled: assumptions['ach-enabled'] === 'onboarded' ? onboarded : verified,
        international_bank: isInternational
      }),
      ...names
    }),
    setRecord (account, { verified }) {
      const bank = linked(account).bank ?? link(account, defaultDetails)
      bank.verified = verified
    },
    recordOf (account) {
      const { bank } = linked(account)
      return bank && { verified: bank.verified }
    }
  }
}

/** Replace all but the last `shown` characters with stars. A text that is not longer is masked completely. */
function mask (text: string, shown: number): string {
  const hidden = text.length > shown ? text.length - shown : text.length
  return '*'.repeat(hidden) + text.slice(hidden)
}

/** Draw an amount from 0.01 to 0.99. */
function cents (draw: Draw): number {
  return Number(`0.${String(1 + Math.floor(draw() * 99)).padStart(2, '0')}`)
}

function letters (draw: Draw, length: number): string {
  return Array.from({ length }, () => Math.floor(draw() * 36).toString(36)).join('')
}

/** Draw a UUID with the format of version 4. @see RFC 9562, section 5.4 */
function uuid (draw: Draw): string {
  const hex = Array.from({ length: 32 }, () => Math.floor(draw() * 16).toString(16)).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`
}
