/**
 * The endpoints that sFOX documents and this fake has not built: refused as that, so that nobody takes them for
 * misspelt.
 */
import type { FastifyPluginCallback } from 'fastify'
import { isSameEndpoint, otherEndpoints, type Endpoint } from '../endpoints.ts'
import { refusal } from '../refusal.ts'

/** What the routes need to know. */
export interface NotEmulatedOptions {
  /** Endpoints that are answered after all. */
  except: Endpoint[]
}

/** One route for each. Like a path that nobody has, they need no credentials and no body. */
export const notEmulated: FastifyPluginCallback<NotEmulatedOptions> = (scope, { except }, done) => {
  for (const endpoint of otherEndpoints) {
    if (except.some((one) => isSameEndpoint(one, endpoint))) continue
    const { method, path } = endpoint
    // As hidden as a path that nobody has, so that a 405 does not tell of it.
    scope.route({ method, url: path, config: { hidden: true }, onRequest: refuse, handler: refuse })
  }
  done()
}

function refuse (): never {
  throw refusal('not-emulated')
}
