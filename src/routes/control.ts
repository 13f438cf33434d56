/** The control side: what the fake says of itself, and how it is steered. Mounted under `/_fake`. */
import type { FastifyPluginCallback } from 'fastify'
import { refusals } from '../errors.ts'
import { controlGuard, type ControlGuardOptions } from '../plugins/control-guard.ts'
import { errors } from '../plugins/errors.ts'
import { notFound } from '../plugins/not-found.ts'
import { health } from './fake/health.ts'
import { identity, type IdentityOptions } from './fake/identity.ts'

/** What the scope needs to know. */
export type ControlOptions = ControlGuardOptions & IdentityOptions

/** The control scope. */
export const control: FastifyPluginCallback<ControlOptions> = (scope, options, done) => {
  scope.register(errors, { texts: refusals })
  scope.register(controlGuard, { allowHost: options.allowHost })
  scope.register(notFound)
  scope.register(health)
  scope.register(identity, { instance: options.instance, started: options.started, worlds: options.worlds })
  done()
}
