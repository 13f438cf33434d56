/** Check the credential that a route requires. */
import fp from 'fastify-plugin'
import type { Credential } from '../resources/endpoint.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The credential that the route requires; none by default. */
    credential?: Credential
  }
}

const names = { enterprise: 'the enterprise key', user: 'a user token' } as const

/** Refuse requests without a valid credential, or with a credential of the other kind. */
export const credentials = fp(async (scope) => {
  scope.addHook('onRequest', ({ principal, routeOptions: { config: { credential = 'none' } } }, _reply, next) => {
    if (credential === 'none' || credential === principal.kind) next()
    else if (principal.kind === 'none') next(principal.refusal)
    else next(requestRefusal('wrong-credential-kind', { wanted: names[credential], given: names[principal.kind] }))
  })
}, { name: 'credentials', dependencies: ['principal'] })
