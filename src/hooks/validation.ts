/**
 * Validate requests against the schemas of their routes. Fastify's own validator would coerce `"1"` to 1 and strip
 * unknown properties, which hides mistakes of the client. This one changes nothing.
 */
import fp from 'fastify-plugin'
import type { TSchema } from '@sinclair/typebox'
import type { RefusalError } from '../resources/refusal.ts'
import { createValidator, type Check } from '../values/validator.ts'
import { requestRefusal } from './refusals.ts'

/** A part of a request that has a schema, as Fastify names it. */
export type RequestPart = 'params' | 'body' | 'querystring'

/** Check a part of a request. Return undefined if it is valid. */
export type CheckPart = (value: unknown) => RefusalError | undefined

/**
 * Refuse a body or a query that does not match the schema of its route. Path parameters that do not match, for example
 * an empty id, are refused with `unknown-endpoint`. Register it before the scope's routes.
 */
export const validation = fp(async (scope) => {
  const checkFor = createChecks()
  scope.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    const check = checkFor(schema, httpPart as RequestPart)
    return (value) => {
      const error = check(value)
      return error ? { error } : { value }
    }
  })
}, { name: 'validation' })

/** Return a function that creates the check of a part of a request. It compiles the schema at the first check. */
export function createChecks (): (schema: TSchema, part: RequestPart) => CheckPart {
  let compile: ReturnType<typeof createValidator> | undefined
  return (schema, part) => {
    // Compiled lazily: compiling all schemas would double the start-up time.
    let check: Check | undefined
    return (value) => {
      const problem = (check ??= (compile ??= createValidator())(schema))(value)
      if (!problem) return undefined
      if (part === 'params') return requestRefusal('unknown-endpoint')
      const values = { problem: `${problem.pointer || 'it'} ${problem.message}` }
      return requestRefusal(part === 'querystring' ? 'invalid-query' : 'invalid-body', values)
    }
  }
}
