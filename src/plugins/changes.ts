/** Tells whoever follows a world that a control route has changed it, so that a page need not keep asking. */
import fp from 'fastify-plugin'
import type { Change } from '../schemas/events.ts'
import { logDefect } from './defect.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What the route changes. */
    changes?: Change['of']
  }
}

/** Makes a scope tell of changes once they were answered. */
export const changes = fp(async (scope) => {
  scope.addHook('onResponse', ({ log, world, routeOptions: { config: { changes: of } } }, { statusCode }, done) => {
    try {
      if (of !== undefined && statusCode < 300) world.announce({ of })
    } catch (error) {
      logDefect(log, error)
    }
    done()
  })
}, { name: 'changes', dependencies: ['control-key'] })
