/** Which kind of credential opens a door. A child scope takes one of these as its hook. */
import fp from 'fastify-plugin'
import type { FastifyContextConfig, FastifyRequest } from 'fastify'
import { refusal } from '../refusal.ts'
import type { WorldUser } from '../world/users.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whose token was presented. Set in the scopes of users' routes only. */
    readonly bearer: WorldUser
  }
}

const kinds = { enterprise: 'the enterprise key', user: 'a user token' } as const

/** Lets only the enterprise key into a scope. A valid user token is of the wrong kind; anything else is no key. */
export const enterpriseKeyOnly = fp(async (scope) => {
  scope.addHook('onRequest', only('enterprise'))
}, { name: 'enterprise-key-only', dependencies: ['principal'] })

/**
 * Lets only user tokens into a scope, and makes its requests ask about the token's user, so that faults and the journal
 * know whom they are about. Register it before the scope's routes.
 */
export const userTokenOnly = fp(async (scope) => {
  scope.decorateRequest('bearer', { getter (this: FastifyRequest) { return bearerOf(this) as WorldUser } })
  scope.addHook('onRequest', only('user'))
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, userIds: idOfBearer } as FastifyContextConfig
  })
}, { name: 'user-token-only', dependencies: ['principal'] })

function only (wanted: keyof typeof kinds) {
  return ({ principal }: FastifyRequest, _reply: unknown, next: (error?: Error) => void) => {
    if (principal.kind === 'nobody') next(principal.refusal)
    else if (principal.kind === wanted) next()
    else next(refusal('wrong-credential-kind', { wanted: kinds[wanted], given: kinds[principal.kind] }))
  }
}

function idOfBearer (request: Pick<FastifyRequest, 'principal'>): string[] {
  const user = bearerOf(request)
  return user ? [user.id] : []
}

function bearerOf ({ principal }: Pick<FastifyRequest, 'principal'>): WorldUser | undefined {
  return principal.kind === 'user' ? principal.user : undefined
}
