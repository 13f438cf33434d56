/** Limit the number of concurrent waiters and event streams. */
import fp from 'fastify-plugin'
import { capacityLimits } from '../world/capacity-limits.ts'
import { controlRefusal } from './refusals.ts'

/** The kinds of calls that stay open. */
export type OpenKind = 'waiters' | 'streams'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The limit that open calls of the route count towards. */
    staysOpen?: OpenKind | undefined
  }
}

/** Count one more open call, and return a function that ends it. Throw a refusal over the limit. */
export type Enter = (kind: OpenKind) => () => void

/** Create the counters of a fake. The limits are for all worlds together. */
export function createConcurrencyLimit (): Enter {
  const open = { waiters: 0, streams: 0 }
  return (kind) => {
    const { maximum, reason } = capacityLimits[kind]
    if (open[kind] >= maximum) throw controlRefusal(reason, { most: String(maximum) })
    open[kind]++
    return () => { open[kind]-- }
  }
}

/** Refuse requests over a limit. */
export const concurrencyLimit = fp<{ enter: Enter }>(async (scope, { enter }) => {
  scope.addHook('preHandler', ({ routeOptions: { config: { staysOpen } } }, reply, next) => {
    if (staysOpen !== undefined) reply.whenClosed(enter(staysOpen))
    next()
  })
}, { name: 'concurrency-limit', dependencies: ['on-response-closed'] })
