/** The `Date` header of the vendor's answers: the fake's time is the time of the request's world. */
import fp from 'fastify-plugin'
import { toHttpDate } from '../world/clock.ts'

/** Makes a scope's answers tell their world's time, unless something else has set the header. */
export const date = fp(async (scope) => {
  scope.addHook('onSend', ({ principal }, reply, payload, next) => {
    if (!reply.hasHeader('date')) reply.header('date', toHttpDate(principal.world.clock.now()))
    next(null, payload)
  })
}, { name: 'date', dependencies: ['principal'] })
