/** Marks every vendor answer as the fake's, so that nobody takes it for the real one. */
import fp from 'fastify-plugin'
import { version } from '../version.ts'

/** Makes a scope mark its answers, refusals included. Register it first. */
export const provenance = fp(async (scope) => {
  scope.addHook('onRequest', (_request, reply, next) => {
    reply.header('x-fake-sfox', version)
    next()
  })
}, { name: 'provenance' })
