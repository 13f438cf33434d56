/** All routes under `/_fake`, and their operations in the OpenAPI document. */
import { requestRefusals } from '../hooks/refusals.ts'
import type { ControlRoute } from '../resources/control-route.ts'
import { resources } from '../resources/index.ts'
import { pick, type RefusalAnswer } from '../resources/refusal.ts'
import type { TSchema } from '@sinclair/typebox'
import { paramsOf, type ResolvedEndpoint } from '../vendor/mount.ts'
import type { Operation } from '../vendor/openapi.ts'
import { catalogueRoutes, openRoutes } from './about.ts'
import { clockRoutes } from './clock.ts'
import { eventRoutes } from './events.ts'
import { faultRoutes } from './faults.ts'
import { controlRefusals } from './refusals.ts'
import { requestRoutes } from './requests.ts'
import { resetRoutes } from './reset.ts'

const ofResources = Object.values(resources).flatMap((resource) => 'control' in resource ? resource.control : [])

/** Every control route. */
export const controlRoutes: ControlRoute[] = [
  ...openRoutes, ...clockRoutes, ...faultRoutes, ...requestRoutes, ...eventRoutes, ...ofResources, ...resetRoutes,
  ...catalogueRoutes
]

/** Every refusal of the control side, those of the resources included, by reason. */
export const allControlRefusals: Record<string, RefusalAnswer<never>> =
  Object.assign({ ...controlRefusals }, ...controlRoutes.map(({ refusals }) => refusals))

const guarded = pick(controlRefusals, 'foreign-host', 'foreign-origin')
const keyed = {
  ...guarded,
  ...pick(controlRefusals, 'no-control-key', 'invalid-world-name'),
  ...pick(requestRefusals, 'too-many-worlds', 'unsupported-encoding', 'malformed-json', 'body-too-large')
}

/** Return the schemas of the requests of a route, as Fastify names them. */
export function schemaOf ({ path, params: given, query, body }: ControlRoute): ResolvedEndpoint['schema'] {
  const params = given ?? paramsOf(path)
  return { ...(params && { params }), ...(query && { querystring: query }), ...(body && { body: body as TSchema }) }
}

/** Describe the control routes for the OpenAPI document. */
export function controlOperations (): Operation[] {
  return controlRoutes.map((route) => {
    const { method, path, summary, open, status = 200, reply, media = 'application/json', refusals } = route
    return {
      tag: 'control',
      method,
      path,
      summary,
      credential: open ? 'none' : 'enterprise',
      schema: schemaOf(route),
      status,
      reply: reply as TSchema,
      media,
      refusals: {
        ...(open ? guarded : keyed),
        ...refusals,
        ...(route.body && pick(requestRefusals, 'invalid-body')),
        ...(route.query && pick(requestRefusals, 'invalid-query'))
      }
    }
  })
}
