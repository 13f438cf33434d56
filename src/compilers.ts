/**
 * Fastify's own compilers of schemas, for routes that somebody adds to the application; ours have others
 * (plugins/validation.ts, plugins/serialization.ts). Fastify would load these at every start, which takes a tenth of it;
 * they are loaded with the first route that needs them (docs/decisions/0011-starting.md).
 */
import { createRequire } from 'node:module'

/** What Fastify asks a compiler of checks to compile. */
interface Part { httpPart?: string, schema: { properties?: object, required?: string[] } }

/** Fastify's dependencies, at whichever versions it has them. */
const requireOfFastify = createRequire(createRequire(import.meta.url).resolve('fastify'))

/** For `schemaController` of Fastify's options. */
export const compilersFactory = {
  buildValidator (...given: unknown[]) {
    const compile = requireOfFastify('@fastify/ajv-compiler')()(...given)
    return (part: Part) => compile(part.httpPart === 'headers' ? { ...part, schema: lowerCased(part.schema) } : part)
  },
  buildSerializer: (...given: unknown[]) => requireOfFastify('@fastify/fast-json-stringify-compiler')()(...given)
}

/** Header names are of either case, and Node has them in lower case. Fastify does likewise, but not for compilers from outside. */
function lowerCased ({ properties, required, ...schema }: Part['schema']): object {
  return {
    ...schema,
    ...(properties && { properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name.toLowerCase(), value])) }),
    ...(required && { required: required.map((name) => name.toLowerCase()) })
  }
}
