/** The OpenAPI document. */
import type { FastifyPluginCallbackTypebox } from '@fastify/type-provider-typebox'
import { Type } from '@sinclair/typebox'
import type { WriteOpenapi } from '../../plugins/openapi.ts'

/** `GET /openapi.json`. */
export const openapiDocument: FastifyPluginCallbackTypebox = (scope, _options, done) => {
  scope.get('/openapi.json', {
    schema: { summary: 'This document', response: { 200: Type.Object({}, { additionalProperties: true }) } },
    config: { compressed: true }
  }, async () => await scope.getDecorator<WriteOpenapi>('openapi')())
  done()
}
