/** Refuse unknown paths (404) and methods that a path does not allow (405), before credentials and body are checked. */
import fp from 'fastify-plugin'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { FastifyRequest } from 'fastify'
import type { EndpointName } from '../resources/endpoint.ts'
import type { WrongPath } from '../resources/wrong-paths.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True for an endpoint that sFOX documents and the fake does not emulate, and that needs a route. */
    notEmulated?: true
  }
}

interface Route { method: HTTPMethod, url: string, store?: WrongPath }

type Router = ReturnType<typeof findMyWay>

/** Options of all routers, which have to agree: Fastify's, those below and that of dispatch.ts. */
export const routerOptions = { ignoreTrailingSlash: true, maxParamLength: Number.MAX_SAFE_INTEGER } as const

export interface NotFoundOptions {
  /** Endpoints that sFOX documents and the fake does not emulate. */
  notEmulated?: EndpointName[]
  /** Paths whose refusals name the right path. */
  wrongPaths?: readonly WrongPath[]
}

/**
 * Refuse requests that the scope has no route for. Register it before the scope's routes: it collects them for a second
 * router, which finds the methods of a path. Two more routers find endpoints that are not emulated, and wrong paths.
 * All three are created lazily, since the second takes as long as Fastify's own.
 */
export const notFound = fp<NotFoundOptions>(async (scope, { notEmulated = [], wrongPaths = [] }) => {
  const routes: Route[] = []
  let routers: { emulated: Router, methods: HTTPMethod[], others: Router, wrong: Router } | undefined

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
    const { emulated, methods, others, wrong } = (routers ??= {
      emulated: createRouter(routes),
      methods: [...new Set(routes.map(({ method }) => method))],
      others: createRouter(notEmulated.flatMap(({ method, path: url }) =>
        (method === 'GET' ? ['GET', 'HEAD'] as const : [method]).map((method) => ({ method, url })))),
      wrong: createRouter(wrongPaths.map((row) => ({ method: 'GET', url: row.wrong, store: row })))
    })
    const path = raw.url as string
    if (others.find(method as HTTPMethod, path)) throw requestRefusal('not-emulated')
    const methodsOf = (path: string) => methods.filter((one) => emulated.find(one, path))
    const allow = methodsOf(path).join(', ')
    const meant = wrong.find('GET', path)?.store as WrongPath | undefined
    const hint = meant && (meant.method ?? method) === method ? describe(meant, methodsOf) : ''
    throw allow
      ? requestRefusal('method-not-allowed', { method, allow, hint }, { allow })
      : requestRefusal('unknown-endpoint', { hint })
  }
}, { name: 'not-found' })

/** Return a space and a sentence that names the right paths of a wrong one. */
function describe ({ right }: WrongPath, methodsOf: (path: string) => string[]): string {
  const names = right.join(' or ')
  return right.every((path) => methodsOf(path).length > 0)
    ? ` Did you mean ${names}?`
    : ` sFOX documents ${names} instead, which fake-sfox does not emulate.`
}

function createRouter (routes: Route[]): Router {
  const router = findMyWay(routerOptions)
  for (const { method, url, store } of routes) {
    if (!router.hasRoute(method, url)) router.on(method, url, () => {}, store)
  }
  return router
}
