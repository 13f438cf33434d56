/** Stubs: fixed responses from the fixtures, for endpoints that the fake does not emulate. */
import type { FastifyPluginAsync } from 'fastify'
import { Type, type Static } from '@sinclair/typebox'
import { bodiless } from '../hooks/error-handler.ts'
import { Headers } from '../values/headers.ts'
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
  headers: Type.Optional(Headers('number', 'headers of the response')),
  body: Type.Optional(Type.Unknown({
    description: 'the body, sent as JSON, or as it is if it is a string and headers has another content type; empty by default'
  }))
}, { additionalProperties: false })

/** A stub. */
export type Stub = Static<typeof StubSchema>

/** Return the content type of a stub's response; undefined for an empty body without one. */
export function contentTypeOf ({ headers = {}, body }: Stub): string | undefined {
  const [, given] = Object.entries(headers).find(([name]) => name.toLowerCase() === 'content-type') ?? []
  return given === undefined ? body === undefined ? undefined : 'application/json; charset=utf-8' : String(given)
}

/** Return whether a stub has a body, although its status allows none. */
export function hasForbiddenBody ({ status = 200, body }: Stub): boolean {
  return body !== undefined && bodiless.has(status)
}

/** Add a route for each stub. */
export const stubRoutes: FastifyPluginAsync<{ stubs: Stub[] }> = async (scope, { stubs }) => {
  for (const stub of stubs) {
    const { method, path, credential, status = 200, headers = {}, body } = stub
    const type = contentTypeOf(stub)
    const isText = typeof body === 'string' && !/^[^;]*[/+]json\b/i.test(type as string)
    const text = isText || body === undefined ? body : JSON.stringify(body)
    scope.route({
      method,
      url: path,
      config: { credential },
      handler (_request, reply) {
        reply.code(status).headers(headers)
        if (type !== undefined) reply.type(type)
        reply.send(text)
      }
    })
  }
}
