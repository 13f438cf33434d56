/**
 * The control side: the routes under `/_fake`. Health, identity and the OpenAPI document are open; all other routes
 * require the enterprise key, which selects the world. Hooks run in the order in which they are registered.
 */
import type { FastifyInstance, FastifyPluginCallback } from 'fastify'
import { body } from '../hooks/body.ts'
import { errorHandler } from '../hooks/error-handler.ts'
import { notFound } from '../hooks/not-found.ts'
import { malformedUrl } from '../hooks/request-path.ts'
import { validation } from '../hooks/validation.ts'
import type { ControlRoute, Fake } from '../resources/control-route.ts'
import { createRefuse } from '../resources/refusal.ts'
import { changes } from './changes.ts'
import { concurrencyLimit } from './concurrency-limit.ts'
import { exactRequest } from './exact-request.ts'
import { guard, type GuardOptions } from './guard.ts'
import { key } from './key.ts'
import { controlRoutes, schemaOf } from './routes.ts'

export interface ControlOptions extends GuardOptions {
  fake: Fake
}

/** The control scope. Its prefix is `/_fake`, so that it has a not-found handler of its own. */
export const control: FastifyPluginCallback<ControlOptions> = (scope, { allowHost, fake }, done) => {
  scope.register(errorHandler)
  scope.register(guard, { allowHost })
  scope.register(exactRequest)
  scope.register(malformedUrl)
  scope.register(notFound)
  scope.register((open, _options, ready) => {
    mount(open, controlRoutes.filter(({ open }) => open), fake)
    ready()
  })
  scope.register((keyed, _options, ready) => {
    keyed.register(key, { worlds: fake.worlds })
    keyed.register(changes)
    keyed.register(body)
    keyed.register(validation)
    keyed.register(concurrencyLimit)
    keyed.register((routes, _options, mounted) => {
      mount(routes, controlRoutes.filter(({ open }) => !open), fake)
      mounted()
    })
    ready()
  })
  done()
}

function mount (scope: FastifyInstance, routes: ControlRoute[], fake: Fake): void {
  for (const route of routes) {
    const { method, path, emptyBody, status = 200, changes, staysOpen, probe = false, refusals = {} } = route
    const refuse = createRefuse(refusals)
    const handle = route.handler as (context: object) => unknown
    scope.route({
      method,
      url: path.replace(/^\/_fake/, '') || '/',
      schema: schemaOf(route),
      config: { emptyBody, changes, staysOpen, unguarded: probe, unlogged: probe },
      // A HEAD request to such a route would stay open too.
      exposeHeadRoute: staysOpen === undefined && method === 'GET',
      async handler (request, reply) {
        const { params, query, body, world } = request
        world?.catchUp()
        const answer = await handle({ params, query, body, world, fake, refuse, request, reply })
        // A stream is being sent already, but `reply.sent` is not true until it ends.
        if (staysOpen !== 'streams') reply.code(status).send(answer)
        return reply
      }
    })
  }
}
