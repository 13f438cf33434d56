/** What a request was about and brought about, noted on it for whoever applies faults or records it. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { MintedTokens } from '../world/tokens.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The user ids that it asks about, as they came: a body that has not been checked may hold anything there. */
    readonly userIds: readonly unknown[]
    /** The tokens that were minted; undefined where none were. */
    minted: MintedTokens | undefined
    /** Id of the fault that applied, or the magic id that was one. */
    fault: string | undefined
  }

  interface FastifyContextConfig {
    /**
     * Reads the user ids that a request of the route asks about; there may be no body, or a bad one. Where left out, it
     * asks about the `user_id` of its path, if there is one.
     */
    userIds?: (request: Pick<FastifyRequest, 'body' | 'params' | 'principal'>) => readonly unknown[]
  }
}

/** Gives a scope's requests a place for it. */
export const outcome = fp(async (scope) => {
  scope.decorateRequest('minted')
  scope.decorateRequest('fault')
  scope.decorateRequest('userIds', {
    getter (this: FastifyRequest) {
      return (this.routeOptions.config.userIds ?? idInPath)(this)
    }
  })
}, { name: 'outcome' })

function idInPath ({ params }: Pick<FastifyRequest, 'params'>): string[] {
  const { user_id: userId } = params as { user_id?: string }
  return userId === undefined ? [] : [userId]
}
