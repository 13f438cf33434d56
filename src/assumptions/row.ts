/** What a row of the table of guesses holds. */
import type { Static, TSchema } from '@sinclair/typebox'

/** One guess. */
export interface AssumptionRow<S extends TSchema = TSchema> {
  /** Values that a fixtures file may give it. */
  schema: S
  /** What holds when no fixtures file says otherwise. */
  default: Static<S>
  /** What is open, and why the default was chosen. */
  why: string
  /** Where sFOX documents what the default says, as far as it does; left out where it does not. */
  source?: string
  /** Whether it is about what only a fake has, so that it is no guess about sFOX. */
  ours?: boolean
}

/**
 * Makes a row, keeping the type of its value.
 *
 * @param schema - see AssumptionRow
 * @param value - the default
 * @param why - see AssumptionRow
 * @param more - what only some rows have
 * @returns the row
 */
export function row<S extends TSchema> (
  schema: S, value: Static<S>, why: string, more: Pick<AssumptionRow, 'source' | 'ours'> = {}
): AssumptionRow<S> {
  return { schema, default: value, why, ...more }
}
