/** Check the enterprise key of control routes, which selects their world. */
import fp from 'fastify-plugin'
import { readBearer } from '../hooks/principal.ts'
import { requestRefusal } from '../hooks/refusals.ts'
import type { WorldState } from '../resources/state.ts'
import type { Worlds } from '../resources/worlds.ts'
import { capacityLimits } from '../world/capacity-limits.ts'
import { controlRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The world of the key. Set in control routes that require a key. */
    world: WorldState
  }
}

/** Refuse requests without the enterprise key, and resolve its world. */
export const key = fp<{ worlds: Worlds }>(async (scope, { worlds }) => {
  scope.decorateRequest('world')
  scope.addHook('onRequest', (request, _reply, next) => {
    request.world = worldOf(request.headers.authorization, worlds)
    next()
  })
}, { name: 'key' })

/** Return the world that an Authorization header selects. Throw a refusal if it selects none. */
export function worldOf (authorization: string | undefined, worlds: Worlds): WorldState {
  const credential = readBearer(authorization ?? '')
  const world = credential === undefined ? undefined : worlds.forKey(credential)
  if (!world) {
    const isMisnamed = credential !== undefined && worlds.isMisnamed(credential)
    throw controlRefusal(isMisnamed ? 'invalid-world-name' : 'no-control-key')
  }
  if (world === 'full') throw requestRefusal('too-many-worlds', { most: String(capacityLimits.worlds.maximum) })
  return world
}
