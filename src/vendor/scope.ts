/**
 * The vendor's side: everything outside `/_fake`. The scope has no prefix, so that unknown paths belong to it. Hooks
 * run in the order in which they are registered.
 */
import type { FastifyPluginAsync } from 'fastify'
import { accept } from '../hooks/accept.ts'
import { answerFaults } from '../hooks/apply-fault.ts'
import { body } from '../hooks/body.ts'
import { cors } from '../hooks/cors.ts'
import { credentials } from '../hooks/credentials.ts'
import { date } from '../hooks/date.ts'
import { errorHandler } from '../hooks/error-handler.ts'
import { faults } from '../hooks/faults.ts'
import { journal } from '../hooks/journal.ts'
import { notFound } from '../hooks/not-found.ts'
import { principal } from '../hooks/principal.ts'
import { rateLimit } from '../hooks/rate-limit.ts'
import { requestContext } from '../hooks/request-context.ts'
import { malformedUrl } from '../hooks/request-path.ts'
import { validation } from '../hooks/validation.ts'
import { version } from '../package.ts'
import { isSameEndpoint, matchesEndpoint } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import { notEmulated } from '../resources/not-emulated.ts'
import { wrongPaths } from '../resources/wrong-paths.ts'
import type { Worlds } from '../resources/worlds.ts'
import type { Redact } from '../world/fingerprint.ts'
import { refusalOverrides, type AllAssumptions } from './assumptions.ts'
import { mount } from './mount.ts'
import { stubRoutes, type Stub } from './stubs.ts'

export interface VendorOptions {
  assumptions: AllAssumptions
  redact: Redact
  stubs: Stub[]
  worlds: Worlds
}

/** The vendor's scope. */
export const vendor: FastifyPluginAsync<VendorOptions> = async (scope, { assumptions, redact, stubs, worlds }) => {
  // Marks every response, so that it cannot be mistaken for one of sFOX.
  scope.addHook('onRequest', (_request, reply, next) => {
    reply.header('x-fake-sfox', version)
    next()
  })
  scope.register(cors)
  scope.register(errorHandler, { overrides: refusalOverrides(assumptions) })
  scope.register(principal, {
    worlds,
    schemes: {
      bearer: true,
      basic: assumptions['basic-credentials'] === 'accept',
      bare: assumptions['bare-credentials'] === 'accept'
    }
  })
  scope.register(date)
  scope.register(requestContext)
  scope.register(journal, { worlds, redact })
  scope.register(rateLimit)
  scope.register(malformedUrl)
  const others = notEmulated.filter((one) => !stubs.some((stub) => isSameEndpoint(stub, one)))
  const served = [...endpoints, ...stubs]
  scope.register(notFound, { notEmulated: others, wrongPaths })
  scope.register(credentials, { texts: { '/v1/bank-accounts/': assumptions['bank-accounts-401'] } })
  scope.register(accept)
  scope.register(body, { forms: assumptions['form-bodies'] === 'read' })
  scope.register(answerFaults)
  scope.register(faults)
  scope.register(validation, {
    nullIsAbsent: assumptions['null-properties'] === 'absent', emptyIsAbsent: assumptions['empty-parameters'] === 'absent'
  })
  scope.register(async (routes) => {
    mount(routes, endpoints, assumptions)
    // notFound refuses the others. One needs a route only if a path with parameters would match it.
    for (const { method, path: url } of others.filter((other) => served.some((one) => matchesEndpoint(one, other)))) {
      routes[method.toLowerCase() as Lowercase<typeof method>](url, { config: { notEmulated: true } }, () => null)
    }
  })
  scope.register(stubRoutes, { stubs })
}
