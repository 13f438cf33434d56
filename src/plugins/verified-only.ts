/** Keeps users who have not been verified from routes that are for the verified; whether they are is an assumption. */
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether a route is for verified users, where that is assumed. */
    verifiedOnly?: true
  }
}

/** Makes a scope of users' routes refuse with `user-not-verified`. */
export const verifiedOnly = fp(async (scope) => {
  scope.addHook('preHandler', ({ bearer, routeOptions: { config } }, _reply, next) => {
    const status = bearer.profile?.status ?? 'VERIFIED'
    next(config.verifiedOnly && status !== 'VERIFIED' ? refusal('user-not-verified', { status }) : undefined)
  })
}, { name: 'verified-only', dependencies: ['user-token-only'] })
