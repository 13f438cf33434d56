/** The stubs of the fixtures: answers of the user's own, with whatever holds for the routes of their scope. */
import type { FastifyPluginCallback } from 'fastify'
import { Type } from '@sinclair/typebox'
import type { Stub } from '../schemas/stubs.ts'

/** What the routes need to know. */
export interface StubsOptions {
  stubs: Stub[]
}

/** One route for each stub. */
export const stubRoutes: FastifyPluginCallback<StubsOptions> = (scope, { stubs }, done) => {
  for (const { method, path, status = 200, body } of stubs) {
    const text = body === undefined ? null : JSON.stringify(body)
    scope.route({
      method,
      url: path,
      schema: { summary: 'A stub of the fixtures', response: { [status]: Type.Unknown() } },
      handler (_request, reply) {
        reply.code(status)
        if (text !== null) reply.type('application/json; charset=utf-8')
        reply.send(text)
      }
    })
  }
  done()
}
