/** The secrets of a request, as the log and the journal show them: by their fingerprints. */
import type { FastifyRequest } from 'fastify'
import { fingerprint } from '../world/fingerprint.ts'
import { isTokenShaped } from '../world/seal.ts'
import type { Minted } from '../world/tokens.ts'
import { readBearer } from './principal.ts'

/** How many minted tokens of one request are named. */
const namedTokens = 20

/** What a request had of secrets. */
export interface Secrets {
  /** The credential that was presented, where it is or looks like a key; null for none. */
  key: string | null
  /** The credential that was presented, where it is or looks like a token, and the first tokens that were minted. */
  tokens: string[]
  /** The first tokens that were minted, with what is no secret of them. */
  minted: Minted[]
}

/**
 * Names the secrets of a request.
 *
 * @param request - a request that is over; on the control side it has no principal and mints nothing
 * @returns see Secrets; each is a fingerprint
 */
export function secretsOf (
  { headers: { authorization = '' }, principal, minted }: Pick<FastifyRequest, 'headers' | 'principal' | 'minted'>
): Secrets {
  const credential = readBearer(authorization)
  const isToken = credential !== undefined && principal?.kind !== 'enterprise' && isTokenShaped(credential)
  const named = (minted?.slice(0, namedTokens) ?? []).map((one) => ({ ...one, token: fingerprint(one.token) }))
  const tokens = named.map(({ token }) => token)
  if (isToken) tokens.unshift(fingerprint(credential))
  return { key: credential !== undefined && !isToken ? fingerprint(credential) : null, tokens, minted: named }
}
