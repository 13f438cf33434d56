/** Probes of deposits: none, since they would move money. */
import { never, type ProbeRow } from '../probe.ts'

const moves = never('a deposit would move money')

export const depositProbes = {
  'deposit-requires': moves,
  'settlement-days': moves,
  'bank-account-not-verified': moves,
  'not-onboarded': moves,
  'over-deposit-limit': moves
} satisfies Record<string, ProbeRow>
