/**
 * Refuses a path that no route has (404) and a method that a path does not take (405), before credentials are asked
 * for and before a body is read.
 */
import fp from 'fastify-plugin'
import findMyWay, { type HTTPMethod } from 'find-my-way'
import type { FastifyRequest } from 'fastify'
import { refusal } from '../refusal.ts'

/** Router options that both routers have to share, or they would disagree about which path is which. */
export const routerOptions = { ignoreTrailingSlash: true, maxParamLength: Number.MAX_SAFE_INTEGER } as const

type Router = ReturnType<typeof findMyWay>

/**
 * Makes a router that tells whether there is a route. To be made when it is first needed: filling one takes a start as
 * long as Fastify's own.
 *
 * @param routes - what it knows; one that is there twice counts once
 * @returns the router, to `find()` with
 */
export function routerOf (routes: Iterable<{ method: HTTPMethod, url: string }>): Router {
  const router = findMyWay(routerOptions)
  for (const { method, url } of routes) if (!router.hasRoute(method, url)) router.on(method, url, () => {})
  return router
}

/**
 * Makes a scope refuse what it has no route for. Register it before the scope's routes: it notes each of them for
 * a router of its own, which tells the methods of a path.
 */
export const notFound = fp(async (scope) => {
  const noted: Array<{ method: HTTPMethod, url: string }> = []
  let router: Router | undefined

  scope.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat() as HTTPMethod[]) noted.push({ method: one, url })
  })
  scope.addHook('onRequest', (request, _reply, next) => {
    if (request.is404) refuse(request)
    next()
  })
  scope.setNotFoundHandler(refuse)

  function refuse ({ method, raw }: FastifyRequest): never {
    const path = raw.url as string
    const known = (router ??= routerOf(noted))
    const methods = [...new Set(noted.map(({ method }) => method))]
    const allow = methods.filter((one) => known.find(one, path)).join(', ')
    throw allow ? refusal('method-not-allowed', { method, allow }, { allow }) : refusal('unknown-endpoint')
  }
}, { name: 'not-found' })
