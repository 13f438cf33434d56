/**
 * Load Fastify's default schema compilers lazily. Loading them takes a tenth of the start-up time
 * (docs/decisions/0011-starting.md), and only routes that users add need them: our own use hooks/validation.ts.
 */
import { createRequire } from 'node:module'

interface Part { httpPart?: string, schema: { properties?: object, required?: string[] } }

// Fastify calls these factories synchronously, so import() is not possible.
const require = createRequire(import.meta.url)

/** The `schemaController.compilersFactory` option of Fastify. */
export const compilersFactory: object = {
  buildValidator (...given: unknown[]) {
    const compile = require('@fastify/ajv-compiler')()(...given)
    return (part: Part) => compile(part.httpPart === 'headers' ? { ...part, schema: lowerCased(part.schema) } : part)
  },
  buildSerializer: (...given: unknown[]) => require('@fastify/fast-json-stringify-compiler')()(...given)
}

/** Write header names in lower case, as Node does. Fastify does this only for its built-in compiler. */
function lowerCased ({ properties = {}, required = [], ...schema }: Part['schema']): object {
  const named = Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value])
  return { ...schema, properties: Object.fromEntries(named), required: required.map((name) => name.toLowerCase()) }
}
