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
 * A length of time: text such as `90s` and `24h`, or milliseconds. Checked by the keyword `x-duration` (validator.ts).
 *
 * @param longest - the longest that will do, in ms
 * @param inWords - the same, for the message
 * @returns a schema whose values `parseDuration()` reads
 */
export function Duration (longest: number, inWords: string): TUnsafe<string | number> {
  return Type.Unsafe<string | number>({
    type: ['string', 'number'],
    'x-duration': longest,
    description: `a duration such as 90s or 24h, or milliseconds; never negative, and up to ${inWords}`,
    errorMessage: `must be a duration such as "90s" or "24h", or milliseconds, never negative, and at most ${inWords}`
  })
}

/**
 * An amount of money above 0: a number, or one as text, which callers send to keep its decimals. Checked by the keyword
 * `x-amount` (validator.ts).
 *
 * @param decimals - how many it may have, 18 where not said
 * @returns a schema whose values `parseMoney()` reads
 */
export function Amount (decimals = 18): TUnsafe<string | number> {
  return Type.Unsafe<string | number>({
    type: ['string', 'number'],
    'x-amount': decimals,
    description: 'a number above 0, or one as text',
    errorMessage: `must be a number above 0 with at most ${decimals} decimals, or one as text such as "12.5"`
  })
}

/** An ISO-8601 instant. Checked by the keyword `x-instant` (validator.ts). */
export const InstantSchema = Type.String({
  'x-instant': true,
  errorMessage: 'must be an ISO-8601 instant of the years 1970 to 9999, such as 2026-01-31T12:00:00Z'
})

/** An instant as the control side writes it. */
export const IsoInstantSchema = Type.String({ description: 'ISO-8601 in UTC, with milliseconds' })

/** Null, or what the schema says. */
export const Nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()])

/** Any text but none. */
export const TextSchema = Type.String({ minLength: 1, errorMessage: 'must be a non-empty string' })

/**
 * A user id is the partner's own string. sFOX's samples show UUIDs, prefixed UUIDs, plain words, and one that looks
 * like a UUID and is none, so nothing but emptiness is refused.
 */
export const UserIdSchema = TextSchema

/** The text of every user token in sFOX's samples. */
export const tokenPattern = '^[0-9a-f]{64}$'

/** Body of every refusal. @see sFOX API docs, error responses */
export const ErrorBodySchema = Type.Object({ error: Type.String() }, { additionalProperties: false })

/** An answer without a body. */
export const NoContentSchema = Type.Unsafe<null | undefined>(Type.Null({ description: 'done; there is no body' }))
