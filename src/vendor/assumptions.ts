/**
 * Every assumption about sFOX in one table: the assumptions of the resources, and the status and text of each refusal.
 * The behaviour, the schema of a fixtures file's `assumptions` and docs/reference/fidelity.md derive from it.
 */
import { Type, type Static } from '@sinclair/typebox'
import type { ResponseOverride } from '../hooks/error-handler.ts'
import { requestRefusals } from '../hooks/refusals.ts'
import { defineAssumptions, type AssumptionRow, type ValuesOf } from '../resources/assumption.ts'
import { resourceAssumptions, resourceRefusals } from '../resources/index.ts'
import { pick } from '../resources/refusal.ts'
import { Headers } from '../values/headers.ts'
import { StringEnum } from '../values/schemas.ts'
import type { Observation } from './observation.ts'

/**
 * Every refusal of the vendor's side, by reason: those of any request in the order of their checks, then those of the
 * resources.
 */
export const refusals: typeof requestRefusals & typeof resourceRefusals = { ...requestRefusals, ...resourceRefusals }

/** A reason: a value of the header `x-fake-sfox-reason`. */
export type Reason = keyof typeof refusals

/** Every reason, in the table's order. */
export const reasons = Object.keys(refusals) as Reason[]

/** Assumptions about any request. */
const requestAssumptions = defineAssumptions({
  'unknown-properties': {
    schema: StringEnum(['ignore', 'refuse']),
    default: 'ignore',
    why: 'The treatment of body properties that the documents do not name is not documented. ' +
      '`refuse` answers `invalid-body`, which finds misspelt names.'
  },
  'null-properties': {
    schema: StringEnum(['absent', 'refuse']),
    default: 'absent',
    why: 'Whether a body property may be null is not documented, except for a few that stay null. `absent`: null counts as ' +
      'if the property were absent. `refuse`: `invalid-body`.'
  },
  'empty-parameters': {
    schema: StringEnum(['absent', 'keep']),
    default: 'absent',
    why: 'The meaning of an empty query parameter (`?limit=`) is not documented; clients send some. `absent`: as if the ' +
      'parameter were absent. `keep`: it is checked like any other value.'
  },
  'basic-credentials': {
    schema: StringEnum(['accept', 'refuse']),
    default: 'accept',
    why: 'HTTP Basic with the credential as user name and an empty password was documented earlier, and is still sent. ' +
      '`refuse` answers `malformed-credentials`.'
  },
  'bare-credentials': {
    schema: StringEnum(['accept', 'refuse']),
    default: 'accept',
    why: 'An Authorization header that is the credential alone stood in samples that were documented earlier. ' +
      '`refuse` answers `malformed-credentials`.'
  },
  'form-bodies': {
    schema: StringEnum(['read', 'refuse']),
    default: 'read',
    why: 'Form-encoded bodies were documented earlier, and are still sent. A body is read as a form if its content type ' +
      'says so and its text is not JSON. `refuse` answers `malformed-json`.'
  },
  'bank-accounts-401': {
    schema: Type.String({ minLength: 1 }),
    default: 'user lookup failed',
    why: 'The text of a 401 is documented for an invalid user token on the page of the Plaid processors. ' +
      'That all paths below `/v1/bank-accounts/` have it, for every cause, is inferred.'
  }
})

/** Assumptions about what a request does, by their name in a fixtures file. */
export const behaviours: typeof resourceAssumptions & typeof requestAssumptions =
  { ...resourceAssumptions, ...requestAssumptions }

const refusalOverride = Type.Object({
  status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
  error: Type.Optional(Type.String({ minLength: 1 })),
  headers: Type.Optional(Headers('null', 'headers to add to the response or to replace; null removes a header'))
}, { additionalProperties: false })

type RefusalOverride = Static<typeof refusalOverride>

const refusalRows = Object.fromEntries(reasons.map((reason) => {
  const { status, error, why, ours } = refusals[reason]
  return [reason, { schema: refusalOverride, default: { status, error, headers: {} }, why, ...(ours && { ours }) }]
})) as Record<Reason, AssumptionRow<typeof refusalOverride>>

/** The whole table: behaviours, then the status and text of each refusal under the refusal's reason. */
export const assumptionTable: typeof behaviours & typeof refusalRows = { ...behaviours, ...refusalRows }

/** The value in force of every assumption. A value that is an object has all its properties. */
export type AllAssumptions = ValuesOf<typeof behaviours> & Record<Reason, Required<RefusalOverride>>

/** The assumptions that a fixtures file sets. An object may have only some of its properties. */
export type AssumptionOverrides =
  { [Name in keyof typeof behaviours]?: Static<(typeof behaviours)[Name]['schema']> } &
  { [Name in Reason]?: RefusalOverride }

/** The name of an assumption: of a behaviour, or the reason of a refusal. */
export type AssumptionName = keyof typeof assumptionTable

/** The observations, by the name of the assumption. */
export type Observed = { [Name in AssumptionName]?: Observation }

/** The `$defs` of a schema that contains AssumptionOverridesSchema. */
export const definitions = { refusal: refusalOverride }

/**
 * Schema of the `assumptions` of a fixtures file. It refers to one schema for all refusals, since compiling it for each
 * of them takes long.
 */
export const AssumptionOverridesSchema = Type.Unsafe<AssumptionOverrides>(Type.Object(
  Object.fromEntries(Object.entries(assumptionTable).map(([name, { schema, why, default: value }]) =>
    [name, Type.Optional({
      ...(schema === refusalOverride ? Type.Ref('#/$defs/refusal') : schema), description: why, default: value
    })])),
  { additionalProperties: false }
))

/**
 * Return the values in force: the overrides, and the defaults of the table.
 *
 * @param overrides - the `assumptions` of a fixtures file, validated
 */
export function assume (overrides: AssumptionOverrides = {}): AllAssumptions {
  const given = overrides as Record<string, unknown>
  return Object.fromEntries(Object.entries(assumptionTable).map(([name, { default: value }]) =>
    [name, given[name] === undefined ? value : override(value, given[name])]
  )) as AllAssumptions
}

function override (value: unknown, given: unknown): unknown {
  const isPlain = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isPlain ? { ...value, ...given as object } : given
}

/** Return the values in force of the refusals, by reason. */
export function refusalOverrides (assumptions: AllAssumptions): Record<Reason, ResponseOverride> {
  return pick(assumptions, ...reasons)
}
