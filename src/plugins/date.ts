/** The `Date` header of the vendor's answers: the fake's time is the time of the request's world. */
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'
import { toHttpDate, writeOnce, type Clock } from '../world/clock.ts'
import type { Principal } from './principal.ts'

/** Most answers of a second say the same. */
const writeDate = writeOnce(toHttpDate)

/**
 * Makes a scope's answers tell their world's time, unless something else has set the header. What is answered before
 * its world is known, such as a preflight, has the server's own time.
 */
export const date = fp(async (scope) => {
  scope.addHook('onSend', (request, reply, payload, next) => {
    const principal: Principal | undefined = request.principal
    if (principal) setDate(reply, principal.world.clock)
    next(null, payload)
  })
}, { name: 'date', dependencies: ['principal'] })

/**
 * Makes an answer tell the time, unless something else has set the header, or wants none.
 *
 * @param reply - the answer
 * @param clock - the clock of its world
 */
export function setDate (reply: FastifyReply, clock: Clock): void {
  // Node sends none itself once the header has been removed.
  if (reply.hasHeader('date') || !reply.raw.sendDate) return
  const now = clock.now()
  reply.header('date', writeDate(now - now % 1000))
}
