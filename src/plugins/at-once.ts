/** Refuses one call too many of a kind that stays open, before it takes anything. */
import fp from 'fastify-plugin'
import { bounds } from '../bounds.ts'
import { refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the calls of a route count as while they are open. */
    atOnce?: 'waiters' | 'streams'
  }
}

/** Makes a scope count them, all worlds together. */
export const atOnce = fp(async (scope) => {
  const open = { waiters: 0, streams: 0 }
  scope.addHook('preHandler', ({ routeOptions: { config: { atOnce: kind } } }, reply, next) => {
    if (kind === undefined) return next()
    const { most, refused } = bounds[kind]
    if (open[kind] >= most) return next(refusal(refused, { most: String(most) }))
    open[kind]++
    reply.whenClosed(() => { open[kind]-- })
    next()
  })
}, { name: 'at-once', dependencies: ['closed'] })
