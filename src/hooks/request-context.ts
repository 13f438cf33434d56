/** Decorate requests with what faults, the journal and the log need. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { Minted } from '../resources/user-tokens/state.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The user ids in the request. A body that is not validated yet may hold any values. */
    readonly userIds: readonly unknown[]
    /** The tokens that the request minted. */
    minted: readonly Minted[] | undefined
    /** The id of the fault that was applied, or the magic id. */
    fault: string | undefined
  }

  interface FastifyContextConfig {
    /** Reads the user ids from the body, which may be missing or invalid. */
    userIds?: ((body: unknown) => readonly unknown[]) | undefined
  }
}

/** Decorate the requests of a scope. */
export const requestContext = fp(async (scope) => {
  scope.decorateRequest('minted')
  scope.decorateRequest('fault')
  scope.decorateRequest('userIds', {
    getter (this: FastifyRequest) {
      const { credential, userIds } = this.routeOptions.config
      if (userIds) return userIds(this.body)
      if (credential === 'user') return this.principal.kind === 'user' ? [this.principal.user.id] : []
      const { user_id: userId } = this.params as { user_id?: string }
      return userId === undefined ? [] : [userId]
    }
  })
}, { name: 'request-context', dependencies: ['principal'] })
