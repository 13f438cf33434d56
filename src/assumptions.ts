/**
 * Every guess about the vendor: what sFOX's documents leave open, what this fake does there, and why. One table; the
 * schema of a fixtures file's `assumptions`, the behaviour and `docs/reference/fidelity.md` come from it. The rows
 * stand in assumptions/, by what they are about; the catalogue of refusals, each of which is a guess in its text or its
 * status, adds its own.
 */
import { Type, type Static } from '@sinclair/typebox'
import { bankAssumptions } from './assumptions/bank.ts'
import { endUserAssumptions } from './assumptions/end-users.ts'
import { orderAssumptions } from './assumptions/orders.ts'
import { row, type AssumptionRow } from './assumptions/row.ts'
import { tokenAssumptions } from './assumptions/tokens.ts'
import { reasons, refusals, type Reason } from './errors.ts'
import { Headers } from './schemas/headers.ts'
import type { Observation } from './schemas/observations.ts'

export type { AssumptionRow } from './assumptions/row.ts'

/** Guesses about what a call does. Keys are the names used in a fixtures file. */
export const behaviours = { ...tokenAssumptions, ...endUserAssumptions, ...bankAssumptions, ...orderAssumptions }

const refusalOverride = Type.Object({
  status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
  error: Type.Optional(Type.String({ minLength: 1 })),
  headers: Type.Optional(Headers('null', 'headers of the answer, besides those that it has or in their place; null takes one away'))
}, { additionalProperties: false })

type RefusalOverride = Static<typeof refusalOverride>

const refusalRows = Object.fromEntries(reasons.map((reason) => [reason, row(
  refusalOverride,
  { status: refusals[reason].status, error: refusals[reason].error, headers: {} },
  refusals[reason].why,
  { ours: 'ours' in refusals[reason] }
)])) as Record<Reason, AssumptionRow<typeof refusalOverride>>

/** The whole table: behaviours, then the status and text of each refusal under the refusal's reason. */
export const assumptionTable = { ...behaviours, ...refusalRows }

type Given<Name extends keyof typeof behaviours> = Static<(typeof behaviours)[Name]['schema']>

/** The value of every assumption in force. What is an object has all its properties. */
export type Assumptions =
  { [Name in keyof typeof behaviours]: Given<Name> extends object ? Required<Given<Name>> : Given<Name> } &
  Record<Reason, Required<RefusalOverride>>

/** What a fixtures file may set: any of the assumptions, an object's properties in part. */
export type AssumptionOverrides =
  { [Name in keyof typeof behaviours]?: Given<Name> } &
  { [Name in Reason]?: RefusalOverride }

/** The name of an assumption: of a behaviour, or a refusal's reason. */
export type AssumptionName = keyof typeof assumptionTable

/** Which of the assumptions somebody has observed to hold, and when and where. */
export type Observed = { [Name in AssumptionName]?: Observation }

/** The `$defs` that a schema needs which holds AssumptionOverridesSchema. */
export const definitions = { refusal: refusalOverride }

/**
 * Schema of the `assumptions` object of a fixtures file. It refers to what refusals have in common, since it takes long
 * to compile it for each of them.
 */
export const AssumptionOverridesSchema = Type.Unsafe<AssumptionOverrides>(Type.Object(
  Object.fromEntries(Object.entries(assumptionTable).map(([name, { schema, why, default: value }]) =>
    [name, Type.Optional({
      ...(schema === refusalOverride ? Type.Ref('#/$defs/refusal') : schema), description: why, default: value
    })])),
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
    [name, given[name] === undefined ? value : laidOver(value, given[name])]
  )) as Assumptions
}

function laidOver (value: unknown, given: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isPlain ? { ...value, ...given as object } : given
}
