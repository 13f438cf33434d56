/** Rate limits: one for all requests of a world, and on some routes one for each user. */
import fp from 'fastify-plugin'
import { documentedLimits, type Limit, type LimitName } from '../world/rate-limits.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit of the route, in addition to that of all requests. */
    limit?: LimitName | undefined
  }
}

/** Refuse requests over a limit, if rate limits are on. */
export const rateLimit = fp(async (scope) => {
  scope.addHook('onRequest', ({ principal, routeOptions: { config: { limit } } }, _reply, next) => {
    const { limits, clock } = principal.world
    if (!limits) return next()
    const refusalOf = (name: LimitName, userId?: string) => {
      const wait = limits.refuseFor(clock.now(), name, userId)
      return wait === undefined ? undefined : rateLimited(documentedLimits[name], wait)
    }
    // Checked first, so that requests that the route's limit refuses count too.
    const refusal = refusalOf('all')
    next(refusal ?? (limit && principal.kind === 'user' ? refusalOf(limit, principal.user.id) : undefined))
  })
}, { name: 'rate-limit', dependencies: ['principal'] })

/**
 * Create the refusal of a request over a limit, with a Retry-After header in whole seconds.
 *
 * @param limit - the limit
 * @param wait - ms until the next request is accepted
 */
export function rateLimited ({ requests, window, penalty }: Limit, wait: number = penalty) {
  const seconds = String(Math.ceil(wait / 1000))
  const values = { requests: String(requests), window: `${window / 1000} s`, wait: `${seconds} s` }
  return requestRefusal('rate-limited', values, { 'retry-after': seconds })
}
