/**
 * The vendor's side: everything outside `/_fake`. The scope has no prefix, so that it owns whatever path nobody has.
 * The order below is the way of a request.
 */
import type { FastifyPluginCallback } from 'fastify'
import type { Assumptions } from '../assumptions.ts'
import { accept } from '../plugins/accept.ts'
import { enterpriseKeyOnly } from '../plugins/auth.ts'
import { body } from '../plugins/body.ts'
import { date } from '../plugins/date.ts'
import { effects } from '../plugins/effects.ts'
import { errors } from '../plugins/errors.ts'
import { faults } from '../plugins/faults.ts'
import { journal } from '../plugins/journal.ts'
import { limits } from '../plugins/limits.ts'
import { malformedUrl } from '../plugins/malformed-url.ts'
import { notFound } from '../plugins/not-found.ts'
import { describedRoutes } from '../plugins/openapi.ts'
import { outcome } from '../plugins/outcome.ts'
import { principal } from '../plugins/principal.ts'
import { provenance } from '../plugins/provenance.ts'
import { validation } from '../plugins/validation.ts'
import type { Redact } from '../world/fingerprint.ts'
import type { Worlds } from '../world/index.ts'
import { userTokens } from './v1/enterprise/user-tokens.ts'

/** What the scope needs to know. */
export interface VendorOptions {
  assumptions: Assumptions
  redact: Redact
  worlds: Worlds
}

/** The vendor's scope. */
export const vendor: FastifyPluginCallback<VendorOptions> = (scope, { assumptions, redact, worlds }, done) => {
  scope.register(provenance)
  scope.register(errors, { texts: assumptions })
  scope.register(principal, { worlds })
  scope.register(date)
  scope.register(outcome)
  scope.register(journal, { worlds, redact })
  scope.register(limits)
  scope.register(malformedUrl)
  scope.register(notFound)
  scope.register(accept)
  scope.register(body)
  scope.register(effects)
  scope.register(faults)
  scope.register(validation)
  scope.register((enterprise, _options, ready) => {
    enterprise.register(describedRoutes, {
      tag: 'vendor',
      credential: 'enterpriseKey',
      refusals: [
        'rate-limited', 'malformed-url', 'missing-credentials', 'malformed-credentials', 'unknown-key', 'unknown-token',
        'expired-token', 'revoked-token', 'wrong-credential-kind', 'not-acceptable', 'malformed-json', 'body-too-large',
        'internal-error'
      ],
      texts: assumptions,
      otherwise: 'an injected fault, which may have any status'
    })
    enterprise.register(enterpriseKeyOnly)
    enterprise.register(userTokens, { assumptions })
    ready()
  }, { prefix: '/v1/enterprise' })
  done()
}
