/** List the routes whose requests meet faults. */
import { endpoints } from '../resources/index.ts'
import type { Endpoint } from '../resources/endpoint.ts'
import type { FaultRoute } from '../world/fault-routes.ts'
import type { Stub } from './stubs.ts'

/** Return the routes of all endpoints and stubs. An endpoint that is not emulated has none. */
export function faultRoutes (stubs: readonly Stub[]): FaultRoute[] {
  return [...endpoints, ...stubs].map(({ method, path, credential, userIds }: NamedBy) => ({
    method, path, namesUsers: credential === 'user' || userIds !== undefined || path.includes('/:user_id')
  }))
}

type NamedBy = Pick<Endpoint, 'method' | 'path' | 'credential' | 'userIds'>
