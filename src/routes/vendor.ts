/**
 * The vendor's side: everything outside `/_fake`. The scope has no prefix, so that it owns whatever path nobody has.
 * The order below is the way of a request.
 */
import type { FastifyPluginCallback } from 'fastify'
import type { Assumptions } from '../assumptions.ts'
import { accept } from '../plugins/accept.ts'
import { enterpriseKeyOnly } from '../plugins/auth.ts'
import { body } from '../plugins/body.ts'
import { errors } from '../plugins/errors.ts'
import { notFound } from '../plugins/not-found.ts'
import { outcome } from '../plugins/outcome.ts'
import { principal } from '../plugins/principal.ts'
import { provenance } from '../plugins/provenance.ts'
import { validation } from '../plugins/validation.ts'
import type { Worlds } from '../world/index.ts'
import { userTokens } from './v1/enterprise/user-tokens.ts'

/** What the scope needs to know. */
export interface VendorOptions {
  assumptions: Assumptions
  worlds: Worlds
}

/** The vendor's scope. */
export const vendor: FastifyPluginCallback<VendorOptions> = (scope, { assumptions, worlds }, done) => {
  scope.register(provenance)
  scope.register(errors, { texts: assumptions })
  scope.register(principal, { worlds })
  scope.register(outcome)
  scope.register(notFound)
  scope.register(accept)
  scope.register(body)
  scope.register(validation)
  scope.register((enterprise, _options, ready) => {
    enterprise.register(enterpriseKeyOnly)
    enterprise.register(userTokens, { assumptions })
    ready()
  }, { prefix: '/v1/enterprise' })
  done()
}
