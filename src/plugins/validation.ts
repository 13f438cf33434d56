/**
 * Checks what a route's schemas describe. Fastify's own compiler would turn `"1"` into 1 and strip unknown
 * properties, which hides a caller's mistakes; nothing is changed here.
 */
import fp from 'fastify-plugin'
import type { TSchema } from '@sinclair/typebox'
import { refusal } from '../refusal.ts'
import { createValidator, type Check } from '../validator.ts'

/** What the checks need to know. */
export interface ValidationOptions {
  /** What becomes of properties that the schema of a body does not name; left to each schema where not said. */
  unknownProperties?: 'ignore' | 'refuse'
}

/**
 * Makes a scope refuse a body or a query that does not fit the schema of its route. A path whose parts do not
 * fit, such as one with an empty id, names nothing: `unknown-endpoint`. Register it before the scope's routes.
 */
export const validation = fp<ValidationOptions>(async (scope, { unknownProperties }) => {
  let compile: ReturnType<typeof createValidator> | undefined
  if (unknownProperties !== undefined) {
    const additionalProperties = unknownProperties === 'ignore'
    scope.addHook('onRoute', (route) => {
      if (route.schema?.body) route.schema = { ...route.schema, body: { ...route.schema.body, additionalProperties } }
    })
  }
  scope.setValidatorCompiler<TSchema>(({ schema, httpPart }) => {
    // Made when it is first needed: a start that compiles them all takes twice as long.
    let check: Check | undefined
    return (value) => {
      const problem = (check ??= (compile ??= createValidator())(schema))(value)
      if (!problem) return { value }
      if (httpPart === 'params') return { error: refusal('unknown-endpoint') }
      const values = { problem: `${problem.pointer || 'it'} ${problem.message}` }
      return { error: refusal(httpPart === 'querystring' ? 'invalid-query' : 'invalid-body', values) }
    }
  })
}, { name: 'validation' })
