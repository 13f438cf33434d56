/** Announce the changes of control routes, so that the page need not poll. */
import type { FastifyBaseLogger } from 'fastify'
import fp from 'fastify-plugin'
import { logDefect } from '../hooks/log-defect.ts'
import type { Change } from '../world/subscribers.ts'
import type { World } from '../world/world.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The change that the route makes. */
    changes?: Change | undefined
  }
}

/** Announce a change after the response of its request. */
export const changes = fp(async (scope) => {
  scope.addHook('onResponse', ({ log, world, routeOptions: { config: { changes } } }, { statusCode }, done) => {
    if (statusCode < 300) announce(changes, world, log)
    done()
  })
}, { name: 'changes', dependencies: ['key'] })

/** Announce a change, if the route makes one. An error of a subscriber is logged: the change has been made. */
export function announce (change: Change | undefined, world: World, log: FastifyBaseLogger): void {
  try {
    if (change !== undefined) world.announce(change)
  } catch (error) {
    logDefect(log, error)
  }
}
