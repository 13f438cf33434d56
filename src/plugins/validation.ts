/**
 * Checks what a route's schemas describe. Fastify's own compiler would turn `"1"` into 1 and strip unknown
 * properties, which hides a caller's mistakes; nothing is changed here.
 */
import fp from 'fastify-plugin'
import type { TSchema } from '@sinclair/typebox'
import { refusal } from '../errors.ts'
import { createValidator } from '../validator.ts'

/** Makes a scope refuse, as `invalid-body`, what does not fit the schema of its route. */
export const validation = fp((scope, _options, done) => {
  const compile = createValidator()
  scope.setValidatorCompiler<TSchema>(({ schema }) => {
    const check = compile(schema)
    return (value) => {
      const problem = check(value)
      if (!problem) return { value }
      return { error: refusal('invalid-body', { problem: `${problem.pointer || 'it'} ${problem.message}` }) }
    }
  })
  done()
}, { name: 'validation' })
