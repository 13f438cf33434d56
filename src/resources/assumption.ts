/** Define assumptions: behaviour that sFOX does not document, with the value chosen here and the reason. */
import type { Static, TSchema } from '@sinclair/typebox'

/** One assumption. */
export interface AssumptionRow<S extends TSchema = TSchema> {
  /** Values that a fixtures file may set. */
  schema: S
  default: Static<S>
  /** The open question, and the reason for the default. */
  why: string
  /** The page of sFOX's documentation that supports the default, if there is one. */
  source?: string
  /** True for a feature of fake-sfox only: it is no guess about sFOX. */
  ours?: true
}

/**
 * Define assumptions by the names used in a fixtures file. The type preserves each name and schema.
 */
export function defineAssumptions<Schemas extends Record<string, TSchema>> (
  rows: { [Name in keyof Schemas]: AssumptionRow<Schemas[Name]> }
): { [Name in keyof Schemas]: AssumptionRow<Schemas[Name]> } {
  return rows
}

/** The current values of a table. Objects have all their properties. */
export type ValuesOf<Rows> = {
  [Name in keyof Rows]: Rows[Name] extends AssumptionRow<infer S>
    ? Static<S> extends object ? Required<Static<S>> : Static<S>
    : never
}
