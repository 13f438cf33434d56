/** Who is asking, and whose world it is. Only reads the credentials; refusing them is up to auth.ts. */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { bounds } from '../bounds.ts'
import { refusal, type Refusal } from '../refusal.ts'
import { toIso } from '../world/clock.ts'
import type { OpenedToken, Worlds } from '../world/index.ts'
import type { WorldState } from '../world/world.ts'
import type { WorldUser } from '../world/users.ts'

/**
 * The caller. One whose credential names no world belongs to the default one. A token that has ended or was revoked
 * still names the world that minted it.
 */
export type Principal =
  | { kind: 'enterprise', world: WorldState }
  | { kind: 'user', world: WorldState, user: WorldUser }
  | { kind: 'nobody', world: WorldState, refusal: Refusal }

/** A token that was presented. */
export interface PresentedToken {
  token: string
  userId: string
  /** ms since 1970. */
  expires: number
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set in the vendor's scope only. */
    principal: Principal
    /** The token that was presented, where it is one of ours, good or not. */
    presented: PresentedToken | undefined
  }
}

/** What the plugin needs to know. */
export interface PrincipalOptions {
  worlds: Worlds
}

/** Makes a scope's requests know their caller. */
export const principal = fp<PrincipalOptions>(async (scope, { worlds }) => {
  scope.decorateRequest('principal')
  scope.decorateRequest('presented')
  scope.addHook('onRequest', (request, _reply, next) => {
    request.principal = identify(request, worlds)
    next()
  })
}, { name: 'principal' })

function identify (request: FastifyRequest, worlds: Worlds): Principal {
  const nobody = (because: Refusal): Principal => ({ kind: 'nobody', world: worlds.default, refusal: because })
  const { authorization } = request.headers
  if (authorization === undefined) return nobody(refusal('missing-credentials'))
  const credential = readBearer(authorization)
  if (credential === undefined) return nobody(refusal('malformed-credentials'))

  const world = worlds.forKey(credential)
  if (world === 'full') return nobody(refusal('too-many-worlds', { most: String(bounds.worlds.most) }))
  if (world) return { kind: 'enterprise', world }
  const opened = worlds.openToken(credential)
  if (!opened) return nobody(refusal('unknown-key'))
  if (opened.state === 'unknown') return nobody(refusal('unknown-token'))

  const { user, state, content: { expires } } = opened
  request.presented = { token: credential, userId: user.id, expires }
  opened.world.tokens.countUse(user, state)
  return bearerOf(opened)
}

function bearerOf ({ state, world, user, content }: Exclude<OpenedToken, { state: 'unknown' }>): Principal {
  switch (state) {
    case 'valid': return { kind: 'user', world, user }
    case 'expired': return { kind: 'nobody', world, refusal: refusal('expired-token', { expires: toIso(content.expires) }) }
    case 'revoked': return { kind: 'nobody', world, refusal: refusal('revoked-token') }
  }
}

const bearer = /^bearer +(\S+)$/i

/**
 * Reads the credential out of an Authorization header.
 *
 * @param header - the header's value
 * @returns what follows the word Bearer, in whatever case (RFC 9110, section 11.1); undefined where it is not one word
 */
export function readBearer (header: string): string | undefined {
  return bearer.exec(header)?.[1]
}
