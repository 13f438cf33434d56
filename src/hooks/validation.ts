/**
 * Validate requests against the schemas of their routes. Fastify's own validator would coerce `"1"` to 1 and strip
 * unknown properties, which hides mistakes of the client. This validator only removes values that count as absent.
 */
import fp from 'fastify-plugin'
import type { TSchema } from '@sinclair/typebox'
import type { RefusalError } from '../resources/refusal.ts'
import { createNullRemover, type Remove } from '../values/null-properties.ts'
import { createValidator, type Check } from '../values/validator.ts'
import { requestRefusal } from './refusals.ts'

export interface ValidationOptions {
  /** True if a property of a body that is null counts as absent, unless its schema names null. */
  nullIsAbsent?: boolean
  /** True if a query parameter that is empty counts as absent. */
  emptyIsAbsent?: boolean
}

/** A part of a request that has a schema, as Fastify names it. */
export type RequestPart = 'params' | 'body' | 'querystring'

/** Check a part of a request. Return undefined if it is valid. */
export type CheckPart = (value: unknown) => RefusalError | undefined

/**
 * Refuse a body or a query that does not match the schema of its route. Path parameters that do not match, for example
 * an empty id, are refused with `unknown-endpoint`. Register it before the scope's routes.
 */
export const validation = fp<ValidationOptions>(async (scope, options) => {
  const checkFor = createChecks(options)
  scope.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    const check = checkFor(schema, httpPart as RequestPart)
    return (value) => {
      const error = check(value)
      return error ? { error } : { value }
    }
  })
}, { name: 'validation' })

/** Return a function that creates the check of a part of a request. It compiles the schema at the first check. */
export function createChecks (
  { nullIsAbsent, emptyIsAbsent }: ValidationOptions = {}
): (schema: TSchema, part: RequestPart) => CheckPart {
  let compile: ReturnType<typeof createValidator> | undefined

  function compileChecks (schema: TSchema, part: RequestPart): { check: Check, remove?: Remove | undefined } {
    const check = (compile ??= createValidator())(schema)
    if (part === 'body' && nullIsAbsent) return { check, remove: createNullRemover(schema) }
    if (part === 'querystring' && emptyIsAbsent) return { check, remove: createEmptyRemover(schema) }
    return { check }
  }

  return (schema, part) => {
    // Compiled lazily: compiling all schemas would double the start-up time.
    let checks: ReturnType<typeof compileChecks> | undefined
    return (value) => {
      const { check, remove } = (checks ??= compileChecks(schema, part))
      remove?.(value)
      const problem = check(value)
      if (!problem) return undefined
      if (part === 'params') return requestRefusal('unknown-endpoint', { hint: '' })
      const isRepeated = part === 'querystring' && Array.isArray((value as object)[problem.pointer.slice(1) as never])
      const values = { problem: `${problem.pointer || 'it'} ${isRepeated ? 'is given more than once' : problem.message}` }
      return requestRefusal(part === 'querystring' ? 'invalid-query' : 'invalid-body', values)
    }
  }
}

/** Create a function that removes the empty parameters that a schema declares. */
function createEmptyRemover ({ properties }: TSchema): Remove {
  const names = Object.keys(properties)
  return (query) => {
    const parameters = query as Record<string, unknown>
    for (const name of names) if (parameters[name] === '') delete parameters[name]
  }
}
