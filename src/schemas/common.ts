/** Bricks that several schemas share. */
import { Type, type SchemaOptions, type TUnsafe } from '@sinclair/typebox'

/**
 * A string out of a fixed set, as a plain `enum`: one clear message, and a plain `enum` in JSON Schema and OpenAPI,
 * where a union of literals gives an `anyOf` and an error per member.
 *
 * @param values - the allowed strings
 * @param options - further keywords of the schema
 * @returns a schema whose static type is the union of the values
 */
export function StringEnum<const T extends readonly string[]> (
  values: T, options: SchemaOptions = {}
): TUnsafe<T[number]> {
  return Type.Unsafe<T[number]>({ ...options, type: 'string', enum: [...values] })
}

/**
 * A user id is the partner's own string. sFOX's samples show UUIDs, prefixed UUIDs, plain words, and one that looks
 * like a UUID and is none, so nothing but emptiness is refused.
 */
export const UserIdSchema = Type.String({ minLength: 1, errorMessage: 'must be a non-empty string' })

/** The text of every user token in sFOX's samples. */
export const tokenPattern = '^[0-9a-f]{64}$'

/** Body of every refusal. @see sFOX API docs, error responses */
export const ErrorBodySchema = Type.Object({ error: Type.String() }, { additionalProperties: false })
