/** Refuses requests over the limit of their world, before anything else is looked at. */
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'
import { documentedLimit } from '../world/limits.ts'

/** Makes a scope refuse with `rate-limited`, where limits are in force. */
export const limits = fp(async (scope) => {
  scope.addHook('onRequest', ({ principal: { world } }, _reply, next) => {
    const wait = world.limits?.refuseFor(world.clock.now())
    if (wait === undefined) next()
    else next(rateLimited(wait))
  })
}, { name: 'limits', dependencies: ['principal'] })

/**
 * Makes the refusal for a request over the limit.
 *
 * @param wait - ms until the next one may come
 * @returns the refusal, with its Retry-After header in whole seconds
 */
export function rateLimited (wait: number) {
  const seconds = String(Math.ceil(wait / 1000))
  const { requests, window } = documentedLimit
  const values = { requests: String(requests), window: `${window / 1000} s`, wait: `${seconds} s` }
  return refusal('rate-limited', values, { 'retry-after': seconds })
}
