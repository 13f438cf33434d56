/** The secrets of a request, as the log and the journal show them: by their fingerprints. */
import type { FastifyRequest } from 'fastify'
import { fingerprint } from '../world/fingerprint.ts'
import { isTokenShaped } from '../world/seal.ts'
import { readBearer } from './principal.ts'

/** How many minted tokens of one request are named. */
export const namedTokens = 20

/**
 * Names the secrets of a request.
 *
 * @param request - a request that is over; on the control side it has no principal and mints nothing
 * @returns the fingerprint of the credential that was presented, as `key` or as the first of `tokens` by what it is or
 *   looks like, and those of the first tokens that were minted; `key` is null where there was none
 */
export function secretsOf (
  { headers: { authorization = '' }, principal, minted }: Pick<FastifyRequest, 'headers' | 'principal' | 'minted'>
): { key: string | null, tokens: string[] } {
  const credential = readBearer(authorization)
  const isToken = credential !== undefined && principal?.kind !== 'enterprise' && isTokenShaped(credential)
  const tokens = minted?.slice(0, namedTokens).map(({ token }) => token) ?? []
  if (isToken) tokens.unshift(credential)
  return {
    key: credential !== undefined && !isToken ? fingerprint(credential) : null,
    tokens: tokens.map(fingerprint)
  }
}
