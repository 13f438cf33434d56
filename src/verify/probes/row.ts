/** What a row of the table of probes holds, and how one is written. */
import type { Answer } from '../exchange.ts'
import type { Side } from '../side.ts'

/** What a probe cannot do without. */
export type Need = 'key' | 'user' | 'two users' | 'expired token' | 'writing'

/** One question, put to both sides. */
export interface Probe {
  title: string
  needs: readonly Need[]
  /** Where only a fake-sfox can be asked: why. */
  onlyFakes?: string
  /** Gets the answer that is compared, facet by facet. */
  ask?: (side: Side) => Promise<Answer>
  /** Reads the value of the assumption out of that answer; left out where a refusal is its own value. */
  read?: (answer: Answer) => unknown
  /** Or finds out the value by itself, and that is compared. */
  tell?: (side: Side) => Promise<unknown>
}

/** How a row of the assumptions is put to the test; or why it cannot be. */
export type ProbeRow = { probes: readonly Probe[] } | { why: string }

/** Finds an answer to compare. */
export const asked = (title: string, needs: readonly Need[], ask: Probe['ask']): Probe => ({ title, needs, ask } as Probe)

/** Finds a value to compare. */
export const told = (title: string, needs: readonly Need[], tell: Probe['tell']): ProbeRow =>
  ({ probes: [{ title, needs, tell } as Probe] })

/** A row of several questions. */
export const row = (...probes: Probe[]): ProbeRow => ({ probes })

/** A row that only a fake-sfox can be asked about. */
export const onlyFakes = (why: string, title: string, needs: readonly Need[], ask: Probe['ask']): ProbeRow =>
  row({ ...asked(title, needs, ask), onlyFakes: why })

/** A row that cannot be compared. */
export const never = (why: string): ProbeRow => ({ why })
