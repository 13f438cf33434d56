/**
 * Refuses requests over the limit of their world before anything else is looked at, and those over the limit of their
 * route, which each user has for itself.
 */
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'
import { documentedLimits, type Limit, type LimitName } from '../world/limits.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit that a route of users has besides that of all requests. */
    limit?: LimitName
  }
}

/** Makes a scope refuse with `rate-limited`, where limits are in force. */
export const limits = fp(async (scope) => {
  scope.addHook('onRequest', ({ principal, routeOptions: { config: { limit } } }, _reply, next) => {
    const { limits: counts, clock } = principal.world
    if (!counts) return next()
    const refused = (name: LimitName, who?: string) => {
      const wait = counts.refuseFor(clock.now(), name, who)
      return wait === undefined ? undefined : rateLimited(documentedLimits[name], wait)
    }
    // Done first, so that what its route refuses has counted among all requests.
    const because = refused('all')
    next(because ?? (limit && principal.kind === 'user' ? refused(limit, principal.user.id) : undefined))
  })
}, { name: 'limits', dependencies: ['principal'] })

/**
 * Makes the refusal for a request over a limit.
 *
 * @param limit - which
 * @param wait - ms until the next one may come, the limit's penalty where not said
 * @returns the refusal, with its Retry-After header in whole seconds
 */
export function rateLimited ({ requests, window, penalty }: Limit, wait = penalty) {
  const seconds = String(Math.ceil(wait / 1000))
  const values = { requests: String(requests), window: `${window / 1000} s`, wait: `${seconds} s` }
  return refusal('rate-limited', values, { 'retry-after': seconds })
}
