/** What a row of the table of probes holds, and how one is written. */
import type { Answer } from '../exchange.ts'
import type { Side } from '../side.ts'

/** What a probe may need, and what gives it. */
export const needs = {
  key: '`--key`',
  user: '`--user-id`',
  'two users': 'two `--user-id`',
  'expired token': '`--expired-token`',
  writing: '`--write-probes`'
} as const

/** What a probe cannot do without. */
export type Need = keyof typeof needs

/** One question, put to both sides. */
export type Probe = {
  title: string
  needs: readonly Need[]
  /** Where only a fake-sfox can be asked: why. */
  onlyFakes?: string
} & (Asked | Told)

/** A question whose answers are compared, facet by facet. */
export interface Asked {
  ask: (side: Side) => Promise<Answer>
  /** Reads the value of the assumption out of a good answer; left out where a refusal is its own value. */
  read?: (answer: Answer) => unknown
}

/** A question that takes more than one answer: what is compared is the value of the assumption. */
export interface Told {
  tell: (side: Side) => Promise<unknown>
}

/** How a row of the assumptions is put to the test; or why no request tells of it. */
export type ProbeRow = { probes: readonly Probe[] } | { why: string }

/** Gets an answer to compare. */
export const asked = (title: string, needs: readonly Need[], ask: Asked['ask']) => ({ title, needs, ask })

/** A row of one question, that finds out a value to compare. */
export const told = (title: string, needs: readonly Need[], tell: Told['tell']): ProbeRow => row({ title, needs, tell })

/** A row of several questions. */
export const row = (...probes: Probe[]): ProbeRow => ({ probes })

/** A row that only a fake-sfox can be asked about. */
export const onlyFakes = (why: string, title: string, needs: readonly Need[], ask: Asked['ask']): ProbeRow =>
  row({ ...asked(title, needs, ask), onlyFakes: why })

/** A row of which no request tells. */
export const never = (why: string): ProbeRow => ({ why })
