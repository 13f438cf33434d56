/** What a request brought about, noted by its handler for whoever records it. */
import fp from 'fastify-plugin'
import type { MintedTokens } from '../world/world.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The tokens that were minted; undefined where none were. */
    minted?: MintedTokens
  }
}

/** Gives a scope's requests a place for it. */
export const outcome = fp(async (scope) => {
  scope.decorateRequest('minted')
}, { name: 'outcome' })
