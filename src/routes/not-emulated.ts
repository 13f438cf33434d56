/**
 * The endpoints that sFOX documents and this fake has not built: refused as that, so that nobody takes them for
 * misspelt.
 */
import fp from 'fastify-plugin'
import type { HTTPMethod } from 'find-my-way'
import { builtEndpoints, isSameEndpoint, otherEndpoints, type Endpoint } from '../endpoints.ts'
import { routerOf } from '../plugins/not-found.ts'
import { refusal } from '../refusal.ts'

/** What the refusals need to know. */
export interface NotEmulatedOptions {
  /** Endpoints that are answered after all. */
  except: Endpoint[]
}

/**
 * Makes a scope refuse them. Like a path that nobody has, they need no credentials and no body. Register it before
 * `notFound`. They are no routes, of which they would be half, and half of the time that routes take at the start.
 */
export const notEmulated = fp<NotEmulatedOptions>(async (scope, { except }) => {
  const others = otherEndpoints.filter((other) => !except.some((one) => isSameEndpoint(one, other)))
  let router: ReturnType<typeof routerOf> | undefined
  scope.addHook('onRequest', ({ is404, method, raw }, _reply, next) => {
    if (is404 && (router ??= routerOf(methodsOf(others))).find(method as HTTPMethod, raw.url as string)) refuse()
    next()
  })

  // But for those that a route would take for its own. No 405 tells of them: `notFound` is not there yet to note them.
  const built = [...builtEndpoints, ...except].map(partsOf)
  const isTaken = (parts: string[]) => built.some((one) => takes(one, parts))
  for (const { method, path } of others.filter((other) => isTaken(partsOf(other)))) {
    scope.route({ method, url: path, onRequest: refuse, handler: refuse })
  }
}, { name: 'not-emulated' })

/** Where there is GET, there is HEAD. */
function methodsOf (endpoints: Endpoint[]): Array<{ method: HTTPMethod, url: string }> {
  return endpoints.flatMap(({ method, path }) =>
    (method === 'GET' ? ['GET', 'HEAD'] as const : [method]).map((one) => ({ method: one, url: path })))
}

function partsOf ({ method, path }: Endpoint): string[] {
  return [method, ...path.split('/')]
}

/** Whether a route of these parts takes what another endpoint names. */
function takes (parts: string[], others: string[]): boolean {
  return parts.length === others.length && parts.every((part, index) => part.startsWith(':') || part === others[index])
}

function refuse (): never {
  throw refusal('not-emulated')
}
