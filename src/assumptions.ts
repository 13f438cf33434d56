/**
 * Every guess about the vendor: what sFOX's documents leave open, what this fake does there, and why. One table;
 * the schema of a fixtures file's `assumptions`, the behaviour and `docs/fidelity.md` come from it.
 *
 * A leaf but for the catalogue of refusals, each of which is a guess in its text.
 */
import { Type, type Static, type TSchema } from '@sinclair/typebox'
import { reasons, refusals, type Reason } from './errors.ts'
import { StringEnum } from './schemas/common.ts'

/** One guess. */
export interface AssumptionRow<S extends TSchema = TSchema> {
  /** Values that a fixtures file may give it. */
  schema: S
  /** What holds when no fixtures file says otherwise. */
  default: Static<S>
  /** What is open, and why the default was chosen. */
  why: string
}

function row<S extends TSchema> (schema: S, value: Static<S>, why: string): AssumptionRow<S> {
  return { schema, default: value, why }
}

/** Guesses about what a call does. Keys are the names used in a fixtures file. */
export const behaviours = {
  'max-user-ids': row(
    Type.Union([Type.Null(), Type.Integer({ minimum: 1 })], { errorMessage: 'must be null or a whole number above 0' }),
    null,
    'How many ids one call may list is not documented. null: as many as the body limit of 32 MiB lets through. ' +
    'A longer list is refused as `invalid-body`.'
  ),
  'repeated-ids': row(
    StringEnum(['each', 'once']),
    'each',
    'What a repeated id gives is not documented, though a sample of sFOX lists one id twice. ' +
    '`each`: one token per mention. `once`: one token per id, at its first place.'
  ),
  'result-order': row(
    StringEnum(['as-sent', 'reversed']),
    'as-sent',
    'The results of the documented sample stand in the order of the ids; no words promise it. ' +
    '`reversed` shows whether a client relies on the order.'
  ),
  'unknown-properties': row(
    StringEnum(['ignore', 'refuse']),
    'ignore',
    'What happens to body properties that the documents do not name is not documented. ' +
    '`refuse` answers `invalid-body`, which finds misspelt names.'
  )
} as const

const refusalOverride = Type.Object({
  status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
  error: Type.Optional(Type.String({ minLength: 1 }))
}, { additionalProperties: false })

type RefusalOverride = Static<typeof refusalOverride>

const refusalRows = Object.fromEntries(reasons.map((reason) => [reason, row(
  refusalOverride,
  { status: refusals[reason].status, error: refusals[reason].error },
  refusals[reason].why
)])) as Record<Reason, AssumptionRow<typeof refusalOverride>>

/** The whole table: behaviours, then the status and text of each refusal under the refusal's reason. */
export const assumptionTable = { ...behaviours, ...refusalRows }

/** The value of every assumption in force. A refusal's status and text are always both there. */
export type Assumptions =
  { [Name in keyof typeof behaviours]: Static<(typeof behaviours)[Name]['schema']> } &
  Record<Reason, Required<RefusalOverride>>

/** What a fixtures file may set: any of the assumptions, a refusal's in part. */
export type AssumptionOverrides =
  { [Name in keyof typeof behaviours]?: Static<(typeof behaviours)[Name]['schema']> } &
  { [Name in Reason]?: RefusalOverride }

/** Schema of the `assumptions` object of a fixtures file. */
export const AssumptionOverridesSchema = Type.Unsafe<AssumptionOverrides>(Type.Object(
  Object.fromEntries(Object.entries(assumptionTable).map(([name, { schema, why, default: value }]) =>
    [name, Type.Optional({ ...schema, description: why, default: value })])),
  { additionalProperties: false }
))

/**
 * Lays overrides over the table's defaults.
 *
 * @param overrides - the `assumptions` of a fixtures file, already checked against the schema
 * @returns every assumption with the value in force
 */
export function assume (overrides: AssumptionOverrides = {}): Assumptions {
  const given = overrides as Record<string, unknown>
  return Object.fromEntries(Object.entries(assumptionTable).map(([name, { default: value }]) =>
    [name, typeof value === 'object' && value !== null ? { ...value, ...given[name] as object } : given[name] ?? value]
  )) as Assumptions
}
