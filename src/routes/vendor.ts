/**
 * The vendor's side: everything outside `/_fake`. The scope has no prefix, so that it owns whatever path nobody has.
 * The order below is the way of a request.
 */
import type { FastifyPluginCallback } from 'fastify'
import type { Assumptions } from '../assumptions.ts'
import type { Reason } from '../errors.ts'
import { accept } from '../plugins/accept.ts'
import { enterpriseKeyOnly, userTokenOnly } from '../plugins/auth.ts'
import { body } from '../plugins/body.ts'
import { cors } from '../plugins/cors.ts'
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
import { serialization } from '../plugins/serialization.ts'
import { validation } from '../plugins/validation.ts'
import { verifiedOnly } from '../plugins/verified-only.ts'
import type { Stub } from '../schemas/stubs.ts'
import type { Redact } from '../world/fingerprint.ts'
import type { Worlds } from '../world/index.ts'
import { notEmulated } from './not-emulated.ts'
import { stubRoutes } from './stubs.ts'
import { account } from './v1/account.ts'
import { endUsers } from './v1/enterprise/end-users.ts'
import { userTokens } from './v1/enterprise/user-tokens.ts'
import { verification } from './v1/enterprise/verification.ts'
import { orders } from './v1/orders.ts'
import { balances } from './v1/user/balances.ts'
import { bank } from './v1/user/bank.ts'
import { deposits } from './v1/user/deposits.ts'

/** What the scope needs to know. */
export interface VendorOptions {
  assumptions: Assumptions
  redact: Redact
  stubs: Stub[]
  worlds: Worlds
}

/** What any route may be refused for. */
const anywhere: Reason[] = [
  'rate-limited', 'malformed-url', 'missing-credentials', 'malformed-credentials', 'unknown-key', 'unknown-token',
  'expired-token', 'revoked-token', 'too-many-worlds', 'wrong-credential-kind', 'not-acceptable', 'malformed-json',
  'body-too-large', 'internal-error'
]

/** The vendor's scope. */
export const vendor: FastifyPluginCallback<VendorOptions> = (scope, { assumptions, redact, stubs, worlds }, done) => {
  const described = {
    tag: 'vendor', refusals: anywhere, texts: assumptions, otherwise: 'an injected fault, which may have any status'
  } as const
  const stubsOf = (kind: Stub['credential']) => stubs.filter(({ credential }) => credential === kind)

  scope.register(provenance)
  scope.register(cors)
  scope.register(serialization)
  scope.register(errors, { texts: assumptions })
  scope.register(principal, { worlds })
  scope.register(date)
  scope.register(outcome)
  scope.register(journal, { worlds, redact })
  scope.register(limits)
  scope.register(malformedUrl)
  scope.register(notEmulated, { except: stubs })
  scope.register(notFound)
  scope.register(accept)
  scope.register(body)
  scope.register(effects)
  scope.register(faults)
  scope.register(validation, { unknownProperties: assumptions['unknown-properties'] })
  scope.register((enterprise, _options, ready) => {
    enterprise.register(describedRoutes, { ...described, credential: 'enterpriseKey' })
    enterprise.register(enterpriseKeyOnly)
    enterprise.register(userTokens, { assumptions, prefix: '/v1/enterprise' })
    enterprise.register(endUsers, { assumptions, prefix: '/v1/enterprise' })
    enterprise.register(verification, { assumptions, prefix: '/v1/enterprise' })
    enterprise.register(stubRoutes, { stubs: stubsOf('enterprise') })
    ready()
  })
  scope.register((user, _options, ready) => {
    user.register(describedRoutes, { ...described, credential: 'userToken' })
    user.register(userTokenOnly)
    if (assumptions['unverified-users'] === 'refused') user.register(verifiedOnly)
    user.register(bank, { assumptions, prefix: '/v1/user' })
    user.register(deposits, { assumptions, prefix: '/v1/user' })
    user.register(balances, { prefix: '/v1/user' })
    user.register(account, { prefix: '/v1/account' })
    user.register(orders, { assumptions, prefix: '/v1' })
    user.register(stubRoutes, { stubs: stubsOf('user') })
    ready()
  })
  scope.register((open, _options, ready) => {
    open.register(describedRoutes, described)
    open.register(stubRoutes, { stubs: stubsOf('none') })
    ready()
  })
  done()
}
