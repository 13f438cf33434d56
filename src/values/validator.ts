/**
 * Validate bodies, options and fixtures. Values are never changed: no coercion, no defaults, no removed properties.
 */
import { Ajv, type ErrorObject, type FuncKeywordDefinition } from 'ajv'
import type { TSchema } from '@sinclair/typebox'
import { parseDuration } from './duration.ts'
import { parseInstant } from './instant.ts'
import { findAmountProblem, type AmountRule } from './money.ts'

/** A problem with a value. */
export interface Problem {
  /** RFC 6901 pointer to the bad value; empty for the whole value. */
  pointer: string
  /** The requirement, for example `must be a non-empty string`. */
  message: string
}

/** Validate a value. Return undefined if it is valid. */
export type Check = (value: unknown) => Problem | undefined

/** Additional keywords. Each applies to its own types only; the schema's `type` refuses other values. */
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
    validate: (rule: AmountRule, value: string | number) => findAmountProblem(value, rule) === undefined
  },
  {
    keyword: 'x-whole-number',
    type: ['string', 'number'],
    validate ({ minimum, maximum, empty = false }: WholeNumberRule, value: string | number) {
      if (value === '') return empty
      return /^\d+$/.test(String(value)) && Number(value) >= minimum && Number(value) <= maximum
    }
  },
  {
    keyword: 'x-any-case',
    type: 'string',
    validate: (allowed: string[], value: string) => allowed.some((one) => one.toLowerCase() === value.toLowerCase())
  },
  {
    keyword: 'x-ascending',
    type: 'object',
    validate: (names: string[], value: Record<string, string | number>) =>
      names.map((name) => parseDuration(value[name] as string)).every((length, index, all) =>
        index === 0 || (length as number) >= (all[index - 1] as number))
  }
]

interface WholeNumberRule {
  minimum: number
  maximum: number
  empty?: boolean
}

function isWithin (length: number | undefined, longest: number): boolean {
  return length !== undefined && length <= longest
}

/**
 * Create a schema compiler, which throws if a schema is invalid. The `errorMessage` of a schema replaces Ajv's message
 * for a wrong or missing value. It is a text, or an object of texts by keyword, with `_` for all other keywords.
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
 * Describe the last error of a union, or the error of `then` of a condition. Otherwise Ajv returns a single error. The
 * `errorMessage.required` of an object, for example of a `then`, describes each property that it lacks. Inside a value
 * that may be null, describe the part that is wrong.
 */
function describe (errors: ErrorObject[]): Problem {
  const { keyword, instancePath, params, message, parentSchema, data } =
    errors.findLast(({ keyword }) => keyword !== 'if') as ErrorObject
  const isNullable = parentSchema?.anyOf?.some(({ type }: { type?: unknown }) => type === 'null')
  const inner = isNullable ? errors.filter((error) => error.instancePath.startsWith(`${instancePath}/`)) : []
  if (inner.length > 0) return describe(inner)
  if (keyword === 'required') {
    const name = String(params.missingProperty)
    const message = parentSchema?.errorMessage?.required ?? describeMissing(parentSchema?.properties?.[name])
    return { pointer: instancePath + pointerTo(name), message }
  }
  const amountProblem = parentSchema?.['x-amount'] && findAmountProblem(data, parentSchema['x-amount'])
  if (amountProblem) return { pointer: instancePath, message: amountProblem }
  if (keyword === 'additionalProperties') {
    return {
      pointer: instancePath + pointerTo(String(params.additionalProperty)),
      message: parentSchema?.errorMessage?.additionalProperties ??
        ['is not a known property', ...known(parentSchema)].join('; known properties: ')
    }
  }
  if (parentSchema?.enum && !parentSchema.errorMessage) {
    return { pointer: instancePath, message: `must be one of ${valuesOf(parentSchema)?.join(', ')}` }
  }
  const values = keyword === 'type' ? valuesOf(parentSchema) : undefined
  const described = messageOf(parentSchema, keyword) ?? (values && `must be ${either(values)}`)
  return { pointer: instancePath, message: described ?? String(message) }
}

/** Describe a missing value by the message of its schema, or say that it is required, and list its values. */
function describeMissing (schema: ErrorObject['parentSchema']): string {
  const { required } = Object(schema?.errorMessage)
  if (required) return required
  const message = messageOf(schema, 'required')
  const isNamed = message === undefined || schema?.enum || schema?.type === 'boolean'
  const values = isNamed ? valuesOf(schema) : undefined
  if (values) return `is required (${either(values)})`
  return message === undefined ? 'is required' : `is required; it ${message}`
}

/** List the values of a schema: those of an `enum`, or words for a type; undefined for other schemas. */
function valuesOf (schema: ErrorObject['parentSchema']): string[] | undefined {
  if (schema?.enum) return [...new Set<string>(schema.enum.map(String))].filter((value) => value !== '')
  return valuesOfType[schema?.type]
}

const valuesOfType: Record<string, string[]> = {
  boolean: ['true', 'false'],
  object: ['an object'],
  array: ['a list'],
  string: ['a string'],
  number: ['a number'],
  integer: ['a whole number']
}

function either (values: string[]): string {
  return new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(values)
}

function messageOf (schema: ErrorObject['parentSchema'], keyword: string): string | undefined {
  const message = schema?.errorMessage
  return typeof message === 'object' ? message[keyword] ?? message._ : message
}

function known (schema: ErrorObject['parentSchema']): string[] {
  return schema?.properties ? [Object.keys(schema.properties).join(', ')] : []
}

/** Create an RFC 6901 pointer from a path of property names. */
export function pointerTo (...names: string[]): string {
  return names.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
