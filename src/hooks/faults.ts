/**
 * Faults and magic ids. They apply to requests that have passed the checks of credentials, Accept header and body: the
 * fault first, then the magic ids in their order, until one ends the request.
 */
import fp from 'fastify-plugin'
import type { FastifyRequest } from 'fastify'
import { userIdRefusals } from '../resources/end-users/refusals.ts'
import { refusalsOf } from '../resources/refusal.ts'
import type { FaultTarget } from '../world/faults.ts'
import { documentedLimits } from '../world/rate-limits.ts'
import { magicForms, readMagicId } from '../world/magic-ids.ts'
import { applyEffects, type Effect } from './apply-fault.ts'
import { rateLimited } from './rate-limit.ts'
import { requestRefusal } from './refusals.ts'
import { pathOf } from './request-path.ts'

const userIdRefusal = refusalsOf(userIdRefusals)

/** Apply the fault of the world that matches a request, and the magic ids in the request. */
export const faults = fp(async (scope) => {
  scope.addHook('preValidation', (request, reply, next) => {
    const { userIds, principal: { world: { faults } } } = request
    const fault = faults.count === 0 ? undefined : faults.take(targetOf(request))
    const effects = effectsOf(userIds)
    if (fault?.confirm) request.faultAfter = fault
    else if (fault) effects.unshift(fault)
    if (effects.length === 0) return next()
    reply.holdClosed()
    applyEffects(effects, request, reply).then((end) => {
      // next() carries the request out, and only then the journal records it, even if the caller has disconnected.
      if (end !== 'gone') next(end)
      reply.releaseClosed()
    }, next)
  })
}, { name: 'faults', dependencies: ['answer-faults', 'request-context', 'principal'] })

function targetOf ({ method, originalUrl, routeOptions: { url: route }, userIds }: FastifyRequest): FaultTarget {
  return { method, path: pathOf(originalUrl), route, userIds }
}

/** Return the effects of the magic ids among the ids. */
function effectsOf (userIds: readonly unknown[]): Effect[] {
  const effects: Effect[] = []
  for (const userId of userIds) {
    const effect = effectOf(userId)
    if (effect) effects.push(effect)
  }
  return effects
}

/** Return the effect of a magic id; undefined for other ids, and for magic ids that the endpoint handles. */
function effectOf (userId: unknown): Effect | undefined {
  const instruction = readMagicId(userId)
  if (instruction === undefined) return undefined
  const source = String(userId)
  if (instruction === 'unknown') {
    return { refusal: requestRefusal('unknown-magic-id', { user_id: source, known: magicForms }) }
  }
  const { refuse, life, ...effect } = instruction
  if (life !== undefined) return undefined
  if (refuse === undefined) return { source, ...effect }
  const refusal = refuse === 'rate-limited' ? rateLimited(documentedLimits.all) : userIdRefusal(refuse, { user_id: source })
  return { source, refusal }
}
