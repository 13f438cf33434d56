/** Refuse unknown paths (404) and methods that a path does not allow (405), before credentials and body are checked. */
import fp from 'fastify-plugin'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { FastifyRequest } from 'fastify'
import type { EndpointName } from '../resources/endpoint.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for an endpoint that sFOX documents and the fake does not emulate, and that needs a route. */
    notEmulated?: true
  }
}

interface Route { method: HTTPMethod, url: string }

type Router = ReturnType<typeof findMyWay>

/** Options of Fastify's router and of the router below, which have to agree. */
export const routerOptions = { ignoreTrailingSlash: true, maxParamLength: Number.MAX_SAFE_INTEGER } as const

/**
 * Refuse requests that the scope has no route for. Register it before the scope's routes: it collects them for a second
 * router, which finds the methods of a path. That router is created lazily, since it takes as long as Fastify's own, as
 * is the one of the endpoints that are not emulated, which therefore need no routes.
 */
export const notFound = fp<{ notEmulated?: EndpointName[] }>(async (scope, { notEmulated = [] }) => {
  const routes: Route[] = []
  let routers: { emulated: Router, others: Router } | undefined

  scope.addHook('onRoute', ({ method, url, config }) => {
    if (config?.notEmulated) return
    routes.push(...([method].flat() as HTTPMethod[]).map((method) => ({ method, url })))
  })
  scope.addHook('onRequest', (request, _reply, next) => {
    if (request.is404 || request.routeOptions.config.notEmulated) refuse(request)
    next()
  })
  scope.setNotFoundHandler(refuse)

  function refuse ({ method, raw }: FastifyRequest): never {
    const { emulated, others } = (routers ??= {
      emulated: createRouter(routes),
      others: createRouter(notEmulated.flatMap(({ method, path: url }) =>
        (method === 'GET' ? ['GET', 'HEAD'] as const : [method]).map((method) => ({ method, url }))))
    })
    const path = raw.url as string
    if (others.find(method as HTTPMethod, path)) throw requestRefusal('not-emulated')
    const allow = [...new Set(routes.map(({ method }) => method))].filter((one) => emulated.find(one, path)).join(', ')
    throw allow
      ? requestRefusal('method-not-allowed', { method, allow }, { allow })
      : requestRefusal('unknown-endpoint')
  }
}, { name: 'not-found' })

function createRouter (routes: Route[]): Router {
  const router = findMyWay(routerOptions)
  for (const { method, url } of routes) if (!router.hasRoute(method, url)) router.on(method, url, () => {})
  return router
}
