/** Announce the changes of control routes, so that the page need not poll. */
import fp from 'fastify-plugin'
import { logDefect } from '../hooks/log-defect.ts'
import type { Change } from '../world/world.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The change that the route makes. */
    changes?: Change | undefined
  }
}

/** Announce a change after the response of its request. */
export const changes = fp(async (scope) => {
  scope.addHook('onResponse', ({ log, world, routeOptions: { config: { changes: change } } }, { statusCode }, done) => {
    try {
      if (change !== undefined && statusCode < 300) world.announce(change)
    } catch (error) {
      logDefect(log, error)
    }
    done()
  })
}, { name: 'changes', dependencies: ['key'] })
