/** Set the `Date` header of the vendor's responses: the time of the request's world. */
import fp from 'fastify-plugin'
import type { FastifyReply } from 'fastify'
import { cacheLast, toHttpDate } from '../values/instant.ts'
import type { Clock } from '../world/clock.ts'
import type { Principal } from './principal.ts'

/** Cached, since responses of the same second share their date. */
const writeDate = cacheLast(toHttpDate)

/** Set the header. A response that is sent before its world is known, for example to a preflight, has real time. */
export const date = fp(async (scope) => {
  scope.addHook('onSend', (request, reply, payload, next) => {
    const principal: Principal | undefined = request.principal
    if (principal) setDate(reply, principal.world.clock)
    next(null, payload)
  })
}, { name: 'date', dependencies: ['principal'] })

/** Set the Date header of a response by the clock of its world, unless it is set already or was removed. */
export function setDate (reply: FastifyReply, clock: Clock): void {
  // Node clears `sendDate` when the header is removed.
  if (reply.hasHeader('date') || !reply.raw.sendDate) return
  const now = clock.now()
  reply.header('date', writeDate(now - now % 1000))
}
