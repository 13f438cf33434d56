/**
 * The control side: what the fake says of itself, and how it is steered. Mounted under `/_fake`. Health, identity and
 * the OpenAPI document are open; everything else takes the enterprise key, which names the world.
 */
import type { FastifyPluginCallback } from 'fastify'
import type { ControlReason } from '../control-errors.ts'
import { atOnce } from '../plugins/at-once.ts'
import { body } from '../plugins/body.ts'
import { changes } from '../plugins/changes.ts'
import { compression } from '../plugins/compression.ts'
import { controlGuard, type ControlGuardOptions } from '../plugins/control-guard.ts'
import { controlKey } from '../plugins/control-key.ts'
import { errors } from '../plugins/errors.ts'
import { malformedUrl } from '../plugins/malformed-url.ts'
import { notFound } from '../plugins/not-found.ts'
import { describedRoutes } from '../plugins/openapi.ts'
import { serialization } from '../plugins/serialization.ts'
import { validation } from '../plugins/validation.ts'
import { catalog, type CatalogOptions } from './fake/catalog.ts'
import { clock } from './fake/clock.ts'
import { deposits } from './fake/deposits.ts'
import { events } from './fake/events.ts'
import { faults } from './fake/faults.ts'
import { health } from './fake/health.ts'
import { identity, type IdentityOptions } from './fake/identity.ts'
import { openapiDocument } from './fake/openapi.ts'
import { orders } from './fake/orders.ts'
import { requests, type RequestsOptions } from './fake/requests.ts'
import { reset } from './fake/reset.ts'
import { tokens } from './fake/tokens.ts'
import { users } from './fake/users.ts'

/** What the scope needs to know. */
export type ControlOptions = ControlGuardOptions & IdentityOptions & CatalogOptions & RequestsOptions

/** How the guard refuses. */
const guarded: ControlReason[] = ['foreign-host', 'foreign-origin']

/** The control scope. */
export const control: FastifyPluginCallback<ControlOptions> = (scope, options, done) => {
  const { allowHost, worlds } = options
  scope.register(serialization)
  scope.register(errors)
  scope.register(controlGuard, { allowHost })
  scope.register(malformedUrl)
  scope.register(notFound)
  scope.register(compression)
  scope.register((open, _options, ready) => {
    open.register(describedRoutes, { tag: 'control', refusals: guarded })
    open.register(health)
    open.register(identity, { instance: options.instance, started: options.started, worlds })
    open.register(openapiDocument)
    ready()
  })
  scope.register((keyed, _options, ready) => {
    keyed.register(describedRoutes, {
      tag: 'control',
      credential: 'enterpriseKey',
      refusals: [...guarded, 'no-control-key', 'too-many-worlds', 'malformed-json', 'body-too-large']
    })
    keyed.register(controlKey, { worlds })
    keyed.register(changes)
    keyed.register(body)
    keyed.register(validation)
    keyed.register(atOnce)
    keyed.register(clock)
    keyed.register(faults)
    keyed.register(requests, { redact: options.redact })
    keyed.register(events)
    keyed.register(tokens, { worlds })
    keyed.register(users)
    keyed.register(orders)
    keyed.register(deposits)
    keyed.register(reset)
    keyed.register(catalog, { assumptions: options.assumptions, observed: options.observed })
    ready()
  })
  done()
}
