/**
 * How answers are written: as the handlers make them, their properties in the documented order. Compiling a serializer
 * for each schema, as Fastify does, takes a start twice as long and gains nothing that can be measured; that the
 * answers fit their schemas is seen by the tests.
 */
import fp from 'fastify-plugin'

/** Makes a scope write its answers by JSON.stringify(). */
export const serialization = fp(async (scope) => {
  scope.setSerializerCompiler(() => (value) => JSON.stringify(value))
}, { name: 'serialization' })
