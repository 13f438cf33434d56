/** Define schemas that several resources share. */
import {
  Type, type SchemaOptions, type Static, type TNull, type TObject, type TProperties, type TSchema, type TUnion,
  type TUnsafe
} from '@sinclair/typebox'
import { durationForms } from './duration.ts'
import { largestAmount, type AmountRule } from './money.ts'

/**
 * Create the schema of a fixed set of strings, as a plain `enum`. A union of literals would give an `anyOf` with an
 * error for each member.
 *
 * @param options - further keywords of the schema
 * @returns a schema whose static type is the union of the values
 */
export function StringEnum<const T extends readonly string[]> (
  values: T, options: SchemaOptions = {}
): TUnsafe<T[number]> {
  return Type.Unsafe<T[number]>({ ...options, type: 'string', enum: [...values] })
}

/**
 * Create the schema of a duration that `parseDuration()` reads. The keyword `x-duration` checks it (validator.ts).
 *
 * @param longest - the longest allowed duration, in ms
 * @param inWords - the same as text, for messages
 */
export function Duration (longest: number, inWords: string): TUnsafe<string | number> {
  return Type.Unsafe<string | number>({
    type: ['string', 'number'],
    'x-duration': longest,
    description: `a duration from 0 to ${inWords}: ${durationForms}`,
    errorMessage: `must be a duration from 0 to ${inWords}: ${durationForms}`
  })
}

/**
 * Create the schema of an amount of money that `parseMoney()` reads. A string keeps all its decimals. The keyword
 * `x-amount` checks it, and the validator says which part of the rule is broken.
 */
export function Amount (rule: AmountRule = {}): TUnsafe<string | number> {
  return Type.Unsafe<string | number>({ type: ['string', 'number'], ...amountKeywords(rule, 'a number or a string') })
}

/** Create the schema of an amount that must be a number. */
export function NumberAmount (rule: Omit<AmountRule, 'text' | 'empty'>): TUnsafe<number> {
  return Type.Unsafe<number>({ type: 'number', ...amountKeywords({ ...rule, text: false }, 'a number') })
}

function amountKeywords (rule: AmountRule, form: string): SchemaOptions {
  const range = rule.negative ? `of at least -${largestAmount}` : rule.zero ? 'at least 0' : 'above 0'
  const decimals = rule.decimals === undefined ? '' : `, with at most ${rule.decimals} decimals`
  return {
    'x-amount': rule,
    description: `${range} and at most ${largestAmount}${decimals}, as ${form}`,
    errorMessage: `must be a number ${range}${decimals}`
  }
}

/**
 * Create the schema of a whole number, or its digits as a string. The keyword `x-whole-number` checks it. `Number()`
 * reads it.
 *
 * @param allowed - the range, and whether an empty string is allowed, as in forms
 * @param errorMessage - for example `must be a whole number from 1 to 50`
 */
export function WholeNumber (
  allowed: { minimum: number, maximum: number, empty?: boolean }, errorMessage: string
): TUnsafe<string | number> {
  return Type.Unsafe<string | number>({ type: ['string', 'number'], 'x-whole-number': allowed, errorMessage })
}

/** An ISO-8601 instant. The keyword `x-instant` checks it (validator.ts). */
export const InstantSchema = Type.String({
  'x-instant': true,
  errorMessage: 'must be an ISO-8601 instant from 1970 to 9999, for example 2026-01-31T12:00:00Z'
})

/** An instant in a response of the control routes. */
export const IsoInstantSchema = Type.String({ description: 'ISO-8601 in UTC, with milliseconds' })

/** Create a schema that also allows null. Its message is that of the schema, since Ajv has none for a union. */
export function Nullable<S extends TSchema> (schema: S): TUnion<[S, TNull]> {
  const message = schema.enum ? `must be one of ${schema.enum.join(', ')}` : schema.errorMessage
  return Type.Union([schema, Type.Null()], message && { errorMessage: `${message}, or null` })
}

/** A non-empty string. */
export const TextSchema = Type.String({ minLength: 1, errorMessage: 'must be a non-empty string' })

/**
 * A user id, which the partner chooses. sFOX's samples show UUIDs, prefixed UUIDs, plain words and an invalid UUID, so
 * any non-empty string is accepted.
 */
export const UserIdSchema = TextSchema

/** The format of all user tokens in sFOX's samples. */
export const tokenPattern = '^[0-9a-f]{64}$'

/** The body of a refusal. @see sFOX API docs, error responses */
export const ErrorBodySchema = Type.Object({ error: Type.String() }, { additionalProperties: false })

/** A response without a body. */
export const NoContentSchema = Type.Unsafe<void>(Type.Null({ description: 'no body' }))

/** Create the schema of a boolean that also comes as text, since forms and some clients send every value as text. */
export function Flag (): TUnsafe<boolean | 'true' | 'false'> {
  return Type.Unsafe<boolean | 'true' | 'false'>({
    type: ['boolean', 'string'],
    enum: [true, false, 'true', 'false'],
    description: 'a boolean, or the same as a string',
    errorMessage: 'must be true or false'
  })
}

/** Read the value of a `Flag()`. */
export function readFlag (value: boolean | 'true' | 'false'): boolean {
  return value === true || value === 'true'
}

/**
 * Create a condition for `allOf`: the properties that are required if another property has one of some values. It does
 * not apply if the other property is absent, so that the error is about that one.
 */
export function requiredIf (name: string, values: readonly unknown[], required: string[]) {
  return {
    if: { properties: { [name]: { enum: values } }, required: [name] },
    then: { required, errorMessage: { required: `is required if ${name} is ${values[0]}` } }
  }
}

/** The type of an object with these properties. */
export type Fields<Properties extends TProperties> = Static<TObject<Properties>>
