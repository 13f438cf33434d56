/** The secrets of a request, as the log and the journal show them: by their fingerprints. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { fingerprint } from '../world/fingerprint.ts'
import { isTokenShaped } from '../world/seal.ts'
import type { Minted } from '../world/tokens.ts'
import { readBearer } from './principal.ts'

/** How many minted tokens of one request are named. */
const namedTokens = 20

/** What a request had of secrets, each by its fingerprint. */
export interface Secrets {
  /** The credential that was presented, where it is or looks like a key; null for none. */
  key: string | null
  /** The credential that was presented, where it is or looks like a token, and the first tokens that were minted. */
  tokens: string[]
  /** The first tokens that were minted, with what is no secret of them. */
  minted: Minted[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Names them, when asked; to be taken once the request is over. Holds on to nothing else of it. On the control side
     * a request has no principal and mints nothing.
     */
    readonly secrets: () => Secrets
    /** The same, once it has been taken: the log and the journal both do. */
    takenSecrets: (() => Secrets) | undefined
  }
}

/** Gives an application's requests the names of their secrets. */
export const secrets = fp(async (app) => {
  app.decorateRequest('takenSecrets')
  app.decorateRequest('secrets', {
    getter (this: FastifyRequest) {
      return (this.takenSecrets ??= takeSecrets(this))
    }
  })
}, { name: 'secrets' })

function takeSecrets ({ headers: { authorization = '' }, principal, minted }: FastifyRequest): () => Secrets {
  const isKey = principal?.kind === 'enterprise'
  const first = minted?.first(namedTokens)
  let named: Secrets | undefined
  return () => (named ??= nameSecrets(readBearer(authorization), isKey, first?.slice(0, namedTokens) ?? []))
}

function nameSecrets (credential: string | undefined, isKey: boolean, firstMinted: Minted[]): Secrets {
  const isToken = credential !== undefined && !isKey && isTokenShaped(credential)
  const minted = firstMinted.map((one) => ({ ...one, token: fingerprint(one.token) }))
  const tokens = minted.map(({ token }) => token)
  if (isToken) tokens.unshift(fingerprint(credential))
  return { key: credential !== undefined && !isToken ? fingerprint(credential) : null, tokens, minted }
}
