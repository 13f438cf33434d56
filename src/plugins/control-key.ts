/** The control routes take the enterprise key, which names the world that they act on. */
import fp from 'fastify-plugin'
import { bounds } from '../bounds.ts'
import { refusal } from '../refusal.ts'
import type { Worlds } from '../world/index.ts'
import type { WorldState } from '../world/world.ts'
import { readBearer } from './principal.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The world that the key names. Set in the control routes that take one. */
    world: WorldState
  }
}

/** What the plugin needs to know. */
export interface ControlKeyOptions {
  worlds: Worlds
}

/** Makes a scope refuse whoever has no enterprise key, and know the key's world. */
export const controlKey = fp<ControlKeyOptions>(async (scope, { worlds }) => {
  scope.decorateRequest('world')
  scope.addHook('onRequest', (request, _reply, next) => {
    const credential = readBearer(request.headers.authorization ?? '')
    const world = credential === undefined ? undefined : worlds.forKey(credential)
    if (!world) return next(refusal('no-control-key'))
    if (world === 'full') return next(refusal('too-many-worlds', { most: String(bounds.worlds.most) }))
    request.world = world
    next()
  })
}, { name: 'control-key' })
