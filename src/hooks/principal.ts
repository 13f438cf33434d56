/** Resolve the caller of a request and the world that it belongs to. The hook `credentials` refuses wrong callers. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import type { WorldUser } from '../resources/end-users/state.ts'
import type { RefusalError } from '../resources/refusal.ts'
import type { WorldState } from '../resources/state.ts'
import type { OpenedToken, Worlds } from '../resources/worlds.ts'
import { capacityLimits } from '../world/capacity-limits.ts'
import { requestRefusal } from './refusals.ts'

/**
 * The caller. A caller without a valid credential belongs to the default world. A token that expired or was revoked
 * still names the world that minted it.
 */
export type Principal =
  | { kind: 'enterprise', world: WorldState }
  | { kind: 'user', world: WorldState, user: WorldUser }
  | { kind: 'none', world: WorldState, refusal: RefusalError }

/** How a credential stands in the Authorization header: with the word Bearer, by HTTP Basic, or alone. */
export type Scheme = 'bearer' | 'basic' | 'bare'

export interface PrincipalOptions {
  worlds: Worlds
  /** True for each scheme that is accepted. */
  schemes: Record<Scheme, boolean>
}

/** A user token in an Authorization header. */
export interface PresentedToken {
  token: string
  userId: string
  /** In ms since 1970. */
  expires: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set in the vendor's scope only. */
    principal: Principal
    /** The token in the Authorization header, if this fake minted it, even if it is no longer valid. */
    presented: PresentedToken | undefined
  }
}

/** Resolve the caller of each request and store it in `request.principal`. */
export const principal = fp<PrincipalOptions>(async (scope, options) => {
  scope.decorateRequest('principal')
  scope.decorateRequest('presented')
  scope.addHook('onRequest', (request, _reply, next) => {
    request.principal = identify(request, options)
    next()
  })
}, { name: 'principal' })

function identify (request: FastifyRequest, { worlds, schemes }: PrincipalOptions): Principal {
  const unidentified = (refusal: RefusalError): Principal => ({ kind: 'none', world: worlds.default, refusal })
  const { authorization } = request.headers
  if (authorization === undefined) return unidentified(requestRefusal('missing-credentials'))
  const read = readCredential(authorization)
  if (read === undefined || !schemes[read.scheme]) return unidentified(requestRefusal('malformed-credentials'))

  const { credential } = read
  const world = worlds.forKey(credential)
  if (world === 'full') return unidentified(requestRefusal('too-many-worlds', { most: String(capacityLimits.worlds.maximum) }))
  if (world) return { kind: 'enterprise', world }
  const opened = worlds.openToken(credential)
  if (!opened) return unidentified(requestRefusal('unknown-key'))
  if (opened.state === 'unknown') return unidentified(requestRefusal('unknown-token'))

  const { user, state, content: { expires } } = opened
  request.presented = { token: credential, userId: user.id, expires }
  opened.world.tokens.countUse(user, state)
  return principalOf(opened)
}

function principalOf ({ state, world, user }: Exclude<OpenedToken, { state: 'unknown' }>): Principal {
  switch (state) {
    case 'valid': return { kind: 'user', world, user }
    case 'expired': return { kind: 'none', world, refusal: requestRefusal('expired-token') }
    case 'revoked': return { kind: 'none', world, refusal: requestRefusal('revoked-token') }
  }
}

const bearer = /^bearer +(\S+)$/i

/**
 * Return the credential of an Authorization header; undefined unless the header is `Bearer`, in any case, and one word.
 *
 * @see RFC 9110, section 11.1
 */
export function readBearer (header: string): string | undefined {
  return bearer.exec(header)?.[1]
}

const basic = /^basic +([A-Za-z0-9+/]+={0,2})$/i
/** One word, but not the name of a scheme whose credential is empty. */
const bare = /^(?!(?:bearer|basic)$)\S+$/i

/**
 * Return the credential of an Authorization header, and its scheme. With Basic, the credential is the user name, and
 * the password is empty.
 *
 * @returns undefined for any other header
 * @see RFC 7617, section 2
 */
export function readCredential (header: string): { scheme: Scheme, credential: string } | undefined {
  const byBearer = readBearer(header)
  if (byBearer !== undefined) return { scheme: 'bearer', credential: byBearer }
  const encoded = basic.exec(header)?.[1]
  if (encoded !== undefined) {
    // Decoded byte by byte: keys and tokens are ASCII, and other bytes must not become equal.
    const decoded = Buffer.from(encoded, 'base64').toString('latin1')
    return /^\S+:$/.test(decoded) ? { scheme: 'basic', credential: decoded.slice(0, -1) } : undefined
  }
  return bare.test(header) ? { scheme: 'bare', credential: header } : undefined
}
