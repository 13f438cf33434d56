/** Check the credential that a route requires. */
import fp from 'fastify-plugin'
import type { Credential } from '../resources/endpoint.ts'
import { RefusalError } from '../resources/refusal.ts'
import { requestRefusal } from './refusals.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The credential that the route requires; none by default. */
    credential?: Credential
  }
}

export interface CredentialsOptions {
  /** Texts of a 401 that differ from those of its reason, by the start of the path. */
  texts?: Record<string, string>
}

const names = { enterprise: 'the enterprise key', user: 'a user token' } as const

/** Refuse requests without a valid credential, or with a credential of the other kind. */
export const credentials = fp<CredentialsOptions>(async (scope, { texts = {} }) => {
  scope.addHook('onRequest', ({ principal, routeOptions: { url, config: { credential = 'none' } } }, _reply, next) => {
    if (credential === 'none' || credential === principal.kind) next()
    else if (principal.kind === 'none') next(withText(principal.refusal, url))
    else next(requestRefusal('wrong-credential-kind', { wanted: names[credential], given: names[principal.kind] }))
  })

  function withText (refusal: RefusalError, url = ''): RefusalError {
    const { reason, row, values } = refusal
    const error = Object.entries(texts).find(([start]) => url.startsWith(start))?.[1]
    const differs = error !== undefined && row.status === 401
    return differs ? new RefusalError(reason, row, values, { replacement: { error, headers: {} } }) : refusal
  }
}, { name: 'credentials', dependencies: ['principal'] })
