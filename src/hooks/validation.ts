/**
 * Validate requests against the schemas of their routes. Fastify's own validator would coerce `"1"` to 1 and strip
 * unknown properties, which hides mistakes of the client. This one changes nothing.
 */
import fp from 'fastify-plugin'
import type { TSchema } from '@sinclair/typebox'
import { createValidator, type Check } from '../values/validator.ts'
import { requestRefusal } from './refusals.ts'

/**
 * Refuse a body or a query that does not match the schema of its route. Path parameters that do not match, for example
 * an empty id, are refused with `unknown-endpoint`. Register it before the scope's routes.
 */
export const validation = fp(async (scope) => {
  let compile: ReturnType<typeof createValidator> | undefined
  scope.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    // Compiled lazily: compiling all schemas would double the start-up time.
    let check: Check | undefined
    return (value) => {
      const problem = (check ??= (compile ??= createValidator())(schema))(value)
      if (!problem) return { value }
      if (httpPart === 'params') return { error: requestRefusal('unknown-endpoint') }
      const isRepeated = httpPart === 'querystring' && Array.isArray(value[problem.pointer.slice(1)])
      const values = { problem: `${problem.pointer || 'it'} ${isRepeated ? 'is given more than once' : problem.message}` }
      return { error: requestRefusal(httpPart === 'querystring' ? 'invalid-query' : 'invalid-body', values) }
    }
  })
}, { name: 'validation' })
