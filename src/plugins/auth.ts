/** Which kind of credential opens a door. A child scope takes one of these as its hook. */
import fp from 'fastify-plugin'
import { refusal } from '../refusal.ts'

/** Lets only the enterprise key into a scope. A valid user token is of the wrong kind; anything else is no key. */
export const enterpriseKeyOnly = fp(async (scope) => {
  scope.addHook('onRequest', ({ principal }, _reply, next) => {
    if (principal.kind === 'nobody') next(principal.refusal)
    else if (principal.kind === 'user') next(refusal('wrong-credential-kind'))
    else next()
  })
}, { name: 'enterprise-key-only', dependencies: ['principal'] })
