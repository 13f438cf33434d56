/** Find faults that could never apply. */
import type { Problem } from '../values/validator.ts'
import type { FaultInput } from './fault-schema.ts'
import { canMatchRoute } from './path-pattern.ts'

/** A route whose requests meet faults. */
export interface FaultRoute {
  method: string
  /** With parameters as `:id`. */
  path: string
  /** Whether a request names users, in its path, its body or its token. */
  namesUsers: boolean
}

/**
 * Find the condition by which a fault matches no request of any route. Requests without a route are refused before
 * faults apply.
 *
 * @returns the condition, as a pointer into the fault; undefined if the fault can match
 */
export function findImpossibleMatch ({ match = {} }: FaultInput, routes: readonly FaultRoute[]): Problem | undefined {
  const { path, method, user_id: userId } = match
  const onPath = path === undefined ? routes : routes.filter((route) => canMatchRoute(path, route.path))
  if (onPath.length === 0) return { pointer: '/match/path', message: whyNoRoute(path as string) }
  // Fastify serves HEAD on each route that takes GET.
  const taken = method === 'HEAD' ? 'GET' : method
  const left = taken === undefined ? onPath : onPath.filter((route) => route.method === taken)
  if (left.length === 0) {
    const methods = [...new Set(onPath.map((route) => route.method))].join(', ')
    return { pointer: '/match/method', message: `matches no route with this path; there are routes with ${methods}` }
  }
  if (userId !== undefined && !left.some(({ namesUsers }) => namesUsers)) {
    return { pointer: '/match/user_id', message: 'matches no request, since requests to this route name no user' }
  }
  return undefined
}

function whyNoRoute (path: string): string {
  return /^\/_fake(?:\/|\*|$)/.test(path)
    ? 'is a control route; faults apply to the routes of sFOX only'
    : 'matches no route of this fake-sfox; GET /_fake/openapi.json lists them'
}
