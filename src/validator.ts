/**
 * One way to check a value against a schema, for bodies, options and fixtures alike. Nothing is ever coerced,
 * filled in or stripped: what was wrong is said, and the value is left as it came.
 */
import { Ajv, type ErrorObject, type FuncKeywordDefinition } from 'ajv'
import type { TSchema } from '@sinclair/typebox'
import { parseDuration } from './duration.ts'
import { parseInstant } from './world/clock.ts'
import { decimalsOf, parseMoney } from './world/money.ts'

/** What is wrong with a value. */
export interface Problem {
  /** RFC 6901 pointer to the bad value; empty for the whole. */
  pointer: string
  /** What should be there, such as `must be a non-empty string`. */
  message: string
}

/** Checks one kind of value. Returns undefined where all is well. */
export type Check = (value: unknown) => Problem | undefined

/** Keywords of our own, for what JSON Schema has no words for. What is of another type, the schema's `type` refuses. */
const keywords: FuncKeywordDefinition[] = [
  { keyword: 'x-instant', type: 'string', validate: (_: true, value: string) => parseInstant(value) !== undefined },
  { keyword: 'x-day', type: 'string', validate: (_: true, value: string) => parseInstant(`${value}T00:00:00Z`) !== undefined },
  {
    keyword: 'x-duration',
    type: ['string', 'number'],
    validate: (longest: number, value: string | number) => isWithin(parseDuration(value), longest)
  },
  {
    keyword: 'x-amount',
    type: ['string', 'number'],
    validate (decimals: number, value: string | number) {
      const amount = parseMoney(value)
      return amount !== undefined && decimalsOf(amount) <= decimals
    }
  },
  {
    keyword: 'x-ascending',
    type: 'object',
    validate: (names: string[], value: Record<string, string | number>) =>
      names.map((name) => parseDuration(value[name] as string)).every((length, index, all) =>
        index === 0 || (length as number) >= (all[index - 1] as number))
  }
]

function isWithin (length: number | undefined, longest: number): boolean {
  return length !== undefined && length <= longest
}

/**
 * Makes a compiler of schemas. A schema may carry `errorMessage`, which then replaces the validator's own words for
 * anything wrong with the value itself or for its absence: a text, or one for each keyword, and under `_` for the rest.
 *
 * @returns a function that turns a schema into a check; it throws where the schema itself is invalid
 */
export function createValidator (): (schema: TSchema) => Check {
  const ajv = new Ajv({
    verbose: true, allowUnionTypes: true, inlineRefs: false, keywords: ['errorMessage'], meta: false, validateSchema: false
  })
  for (const keyword of keywords) ajv.addKeyword({ ...keyword, errors: false })
  return (schema) => {
    const validate = ajv.compile(schema)
    return (value) => validate(value) ? undefined : describe(validate.errors as ErrorObject[])
  }
}

/**
 * Of a failed union the last error speaks for the whole union, and a failed condition is told by what it asked for;
 * otherwise there is one error only.
 */
function describe (errors: ErrorObject[]): Problem {
  const { keyword, instancePath, params, message, parentSchema } =
    errors.findLast(({ keyword }) => keyword !== 'if') as ErrorObject
  if (keyword === 'required') {
    const name = String(params.missingProperty)
    return {
      pointer: instancePath + pointerTo(name),
      message: messageOf(parentSchema?.properties?.[name], keyword) ?? 'is required'
    }
  }
  if (keyword === 'additionalProperties') {
    return {
      pointer: instancePath + pointerTo(String(params.additionalProperty)),
      message: ['is not a known property', ...known(parentSchema)].join('; known are ')
    }
  }
  if (parentSchema?.enum) {
    return { pointer: instancePath, message: `must be one of ${parentSchema.enum.join(', ')}` }
  }
  return { pointer: instancePath, message: messageOf(parentSchema, keyword) ?? String(message) }
}

function messageOf (schema: ErrorObject['parentSchema'], keyword: string): string | undefined {
  const said = schema?.errorMessage
  return typeof said === 'object' ? said[keyword] ?? said._ : said
}

function known (schema: ErrorObject['parentSchema']): string[] {
  return schema?.properties ? [Object.keys(schema.properties).join(', ')] : []
}

/**
 * Writes an RFC 6901 pointer.
 *
 * @param names - of the properties on the way
 * @returns the pointer
 */
export function pointerTo (...names: string[]): string {
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
