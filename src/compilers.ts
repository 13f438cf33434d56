/**
 * Fastify's own compilers of schemas, for routes that somebody adds to the application; ours have others
 * (plugins/validation.ts, plugins/serialization.ts). Fastify loads these at every start, which is a tenth of it; here
 * they are loaded with the first route that needs them (docs/decisions/0011-starting.md).
 */
import { createRequire } from 'node:module'

/** What Fastify asks a compiler of checks to compile. */
interface Part { httpPart?: string, schema: { properties?: object, required?: string[] } }

/** Fastify's dependencies, at whichever versions it has them. */
const requireOfFastify = createRequire(createRequire(import.meta.url).resolve('fastify'))

/** For `schemaController` of Fastify's options. */
export const compilersFactory: object = {
  buildValidator (...given: unknown[]) {
    const compile = requireOfFastify('@fastify/ajv-compiler')()(...given)
    return (part: Part) => compile(part.httpPart === 'headers' ? { ...part, schema: lowerCased(part.schema) } : part)
  },
  buildSerializer: (...given: unknown[]) => requireOfFastify('@fastify/fast-json-stringify-compiler')()(...given)
}

/** Node has the names of headers in lower case. Fastify sees to that too, but not for compilers that it is given. */
function lowerCased ({ properties = {}, required = [], ...schema }: Part['schema']): object {
  const named = Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value])
  return { ...schema, properties: Object.fromEntries(named), required: required.map((name) => name.toLowerCase()) }
}
