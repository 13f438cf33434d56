/**
 * Faults and magic ids: what is to go wrong with a request that has passed credentials, accept and body. A fault comes
 * first, then the magic ids in their order; all come down to the same effects, and the first that ends the request is
 * the last.
 */
import fp from 'fastify-plugin'
import { magicForms, readMagicId } from '../magic-ids.ts'
import { refusal } from '../refusal.ts'
import { documentedLimits } from '../world/limits.ts'
import { applyEffects, type Effect } from './effects.ts'
import { rateLimited } from './limits.ts'
import { pathOf } from './malformed-url.ts'

/** Makes a scope's requests meet the faults of their world, and the magic ids that they name. */
export const faults = fp(async (scope) => {
  scope.addHook('preValidation', (request, reply, next) => {
    const { method, originalUrl, userIds, principal: { world } } = request
    const fault = world.faults.take({ method, path: pathOf(originalUrl), userIds })
    const effects = effectsOf(userIds)
    if (fault) effects.unshift(fault)
    if (effects.length === 0) return next()
    applyEffects(effects, request, reply).then((end) => end === 'gone' || next(end), next)
  })
}, { name: 'faults', dependencies: ['effects', 'outcome', 'principal'] })

/** What the magic ids among the ids ask for. */
function effectsOf (userIds: readonly unknown[]): Effect[] {
  const effects: Effect[] = []
  for (const userId of userIds) {
    const effect = effectOf(userId)
    if (effect) effects.push(effect)
  }
  return effects
}

/** Undefined for what is no magic id, and for one that only mints, which is left to the route. */
function effectOf (userId: unknown): Effect | undefined {
  const instruction = readMagicId(userId)
  if (instruction === undefined) return undefined
  const source = String(userId)
  if (instruction === 'unknown') {
    return { because: refusal('unknown-magic-id', { user_id: source, known: magicForms }) }
  }
  const { refuse, life, ...effect } = instruction
  if (life !== undefined) return undefined
  if (refuse === undefined) return { source, ...effect }
  const because = refuse === 'rate-limited' ? rateLimited(documentedLimits.all) : refusal(refuse, { user_id: source })
  return { source, because }
}
