/** Stubs: fixed responses from the fixtures, for endpoints that the fake does not emulate. */
import type { FastifyPluginAsync } from 'fastify'
import { Type, type Static } from '@sinclair/typebox'
import { StringEnum } from '../values/schemas.ts'

/** Schema of a stub. */
export const StubSchema = Type.Object({
  method: StringEnum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  path: Type.String({
    pattern: '^(?!/_fake(?:/|$))(?:/(?::[A-Za-z_]\\w*|[\\w.~!$&+,;=@-]+))+$',
    description: 'a segment such as :id matches any text',
    errorMessage: 'must be a path outside /_fake, for example /v1/things or /v1/things/:id'
  }),
  credential: StringEnum(['enterprise', 'user', 'none'], { description: 'the credential that the endpoint requires' }),
  status: Type.Optional(Type.Integer({
    minimum: 200, maximum: 599, default: 200, errorMessage: 'must be a status from 200 to 599'
  })),
  body: Type.Optional(Type.Unknown({ description: 'the body, sent as JSON; none by default' }))
}, { additionalProperties: false })

/** A stub. */
export type Stub = Static<typeof StubSchema>

/** Add a route for each stub. */
export const stubRoutes: FastifyPluginAsync<{ stubs: Stub[] }> = async (scope, { stubs }) => {
  for (const { method, path, credential, status = 200, body } of stubs) {
    const text = body === undefined ? null : JSON.stringify(body)
    scope.route({
      method,
      url: path,
      config: { credential },
      handler (_request, reply) {
        reply.code(status)
        if (text !== null) reply.type('application/json; charset=utf-8')
        reply.send(text)
      }
    })
  }
}
