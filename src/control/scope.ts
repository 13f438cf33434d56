/**
 * The control side: the routes under `/_fake`. Health, identity and the OpenAPI document are open; all other routes
 * require the enterprise key, which selects the world. Hooks run in the order in which they are registered.
 */
import type { FastifyInstance, FastifyPluginAsync } from 'fastify'
import { body } from '../hooks/body.ts'
import { errorHandler } from '../hooks/error-handler.ts'
import { notFound } from '../hooks/not-found.ts'
import { malformedUrl } from '../hooks/request-path.ts'
import { validation } from '../hooks/validation.ts'
import type { ControlRoute, Fake } from '../resources/control-route.ts'
import { changes } from './changes.ts'
import { concurrencyLimit, type Enter } from './concurrency-limit.ts'
import { exactRequest } from './exact-request.ts'
import { guard, type GuardOptions } from './guard.ts'
import { key } from './key.ts'
import { controlRoutes, schemaOf } from './routes.ts'
import { createRun, type Call } from './run.ts'

export interface ControlOptions extends GuardOptions {
  fake: Fake
  enter: Enter
}

/** The control scope. Its prefix is `/_fake`, so that it has a not-found handler of its own. */
export const control: FastifyPluginAsync<ControlOptions> = async (scope, { allowHost, fake, enter }) => {
  scope.register(errorHandler)
  scope.register(guard, { allowHost })
  scope.register(exactRequest)
  scope.register(malformedUrl)
  scope.register(notFound)
  scope.register(async (open) => mount(open, controlRoutes.filter(({ open }) => open), fake))
  scope.register(async (keyed) => {
    keyed.register(key, { worlds: fake.worlds })
    keyed.register(changes)
    keyed.register(body)
    keyed.register(validation)
    keyed.register(concurrencyLimit, { enter })
    keyed.register(async (routes) => mount(routes, controlRoutes.filter(({ open }) => !open), fake))
  })
}

function mount (scope: FastifyInstance, routes: ControlRoute[], fake: Fake): void {
  for (const route of routes) {
    const { method, path, emptyBody, status = 200, changes, staysOpen, media, probe = false } = route
    const isStream = staysOpen === 'streams'
    const run = createRun(route, fake)
    scope.route({
      method,
      url: path.replace(/^\/_fake/, '') || '/',
      schema: schemaOf(route),
      config: { emptyBody, changes, staysOpen, unguarded: probe, unlogged: probe },
      // A HEAD request to such a route would stay open too.
      exposeHeadRoute: staysOpen === undefined && method === 'GET',
      async handler (request, reply) {
        const { params, query, body, world, headers } = request
        const onEnd: Call['onEnd'] = (listener) => {
          reply.endAtClose(() => listener('stopping'))
          reply.raw.once('close', () => listener('gone'))
        }
        const answer = await run({ params, query, body, world, headers, onEnd })
        if (isStream) reply.header('cache-control', 'no-store')
        if (media !== undefined) reply.type(media)
        return reply.code(status).send(answer)
      }
    })
  }
}
