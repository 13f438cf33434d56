/** Limit the number of concurrent waiters and event streams. */
import fp from 'fastify-plugin'
import { capacityLimits } from '../world/capacity-limits.ts'
import { controlRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit that open calls of the route count towards. */
    staysOpen?: 'waiters' | 'streams' | undefined
  }
}

/** Refuse calls over a limit. The limits are for all worlds together. */
export const concurrencyLimit = fp(async (scope) => {
  const open = { waiters: 0, streams: 0 }
  scope.addHook('preHandler', ({ routeOptions: { config: { staysOpen: kind } } }, reply, next) => {
    if (kind === undefined) return next()
    const { maximum, reason } = capacityLimits[kind]
    if (open[kind] >= maximum) return next(controlRefusal(reason, { most: String(maximum) }))
    open[kind]++
    reply.whenClosed(() => { open[kind]-- })
    next()
  })
}, { name: 'concurrency-limit', dependencies: ['on-response-closed'] })
