/** Fingerprints of the secrets of a request, for the log and the journal. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { isTokenShaped } from '../resources/user-tokens/seal.ts'
import type { Minted } from '../resources/user-tokens/state.ts'
import { fingerprint } from '../world/fingerprint.ts'
import { readCredential, type Scheme } from './principal.ts'

/** How many minted tokens of one request are listed. */
const listedTokens = 20

/** The secrets of a request as fingerprints. */
export interface Secrets {
  /** How the credential was sent; null for none. */
  scheme: Scheme | null
  /** The credential, if it does not have the form of a token; null for none. */
  key: string | null
  /** The credential, if it has the form of a token, then the first tokens that were minted. */
  tokens: string[]
  /** The first tokens that were minted. */
  minted: Minted[]
}

declare module 'fastify' {
  interface FastifyRequest {
    /**
     * Returns the secrets lazily. Read it when the response is closed; it does not retain the request. Requests of the
     * control side have no principal and mint no tokens.
     */
    readonly secrets: () => Secrets
    /** Cache of `secrets`, which the log and the journal share. */
    cachedSecrets: (() => Secrets) | undefined
  }
}

/** Decorate the requests of an application with their secrets. */
export const secrets = fp(async (app) => {
  app.decorateRequest('cachedSecrets')
  app.decorateRequest('secrets', {
    getter (this: FastifyRequest) {
      return (this.cachedSecrets ??= createSecrets(this))
    }
  })
}, { name: 'secrets' })

function createSecrets ({ headers: { authorization = '' }, principal, minted = [] }: FastifyRequest): () => Secrets {
  const isKey = principal?.kind === 'enterprise'
  const first = minted.slice(0, listedTokens)
  let named: Secrets | undefined
  return () => (named ??= describeSecrets(readCredential(authorization), isKey, first))
}

function describeSecrets (
  read: ReturnType<typeof readCredential>, isKey: boolean, firstMinted: readonly Minted[]
): Secrets {
  const { scheme = null, credential } = read ?? {}
  const isToken = credential !== undefined && !isKey && isTokenShaped(credential)
  const minted = firstMinted.map((one) => ({ ...one, token: fingerprint(one.token) }))
  const tokens = minted.map(({ token }) => token)
  if (isToken) tokens.unshift(fingerprint(credential))
  return { scheme, key: credential !== undefined && !isToken ? fingerprint(credential) : null, tokens, minted }
}
