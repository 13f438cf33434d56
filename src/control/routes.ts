/** All routes under `/_fake`, and their operations in the OpenAPI document. */
import { requestRefusals } from '../hooks/refusals.ts'
import type { ControlRoute } from '../resources/control-route.ts'
import { resources } from '../resources/index.ts'
import { pick, type RefusalAnswer } from '../resources/refusal.ts'
import { Type, type TObject, type TSchema } from '@sinclair/typebox'
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

const defined: ControlRoute[] = [
  ...openRoutes, ...clockRoutes, ...faultRoutes, ...requestRoutes, ...eventRoutes, ...ofResources, ...resetRoutes,
  ...catalogueRoutes
]

/** Every control route. A route that defines no query or no body refuses one. */
export const controlRoutes: ControlRoute[] = defined.map((route) => ({
  ...route,
  // Fastify parses no body of a GET request; the hook `exactRequest` refuses it. Open routes ignore a query.
  ...(route.open === undefined && route.query === undefined && { query: noQuery(route) }),
  ...(route.method !== 'GET' && route.body === undefined && { body: noBody(route), emptyBody: null })
}))

function noQuery (route: ControlRoute): TObject {
  return Type.Object({}, {
    additionalProperties: false,
    errorMessage: { additionalProperties: `is not taken: ${takesNo('query parameters', route)}` }
  })
}

function noBody (route: ControlRoute): TSchema {
  return Type.Null({ errorMessage: `must be empty: ${takesNo('body', route)}` })
}

/** Say that a route takes no query or body, and name the route for a single item, if there is one. */
function takesNo (what: string, { method, path }: ControlRoute): string {
  const isSingle = (other: string) => other.startsWith(`${path}/:`) && !other.includes('/', path.length + 1)
  const single = defined.find((one) => one.method === method && isSingle(one.path))
  return `${method} ${path} takes no ${what}${single ? `; for a single one use ${method} ${single.path}` : ''}`
}

/** Every refusal of the control side, those of the resources included, by reason. */
export const allControlRefusals: Record<string, RefusalAnswer<never>> =
  Object.assign({ ...controlRefusals }, ...controlRoutes.map(({ refusals }) => refusals))

const guarded = { ...pick(controlRefusals, 'foreign-host', 'foreign-origin'), ...pick(requestRefusals, 'invalid-body') }
const keyed = {
  ...guarded,
  ...pick(controlRefusals, 'no-control-key', 'invalid-world-name'),
  ...pick(requestRefusals, 'too-many-worlds', 'unsupported-encoding', 'malformed-json', 'body-too-large', 'invalid-query')
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
      schema: withoutEmptyBody(schemaOf(route)),
      status,
      reply: reply as TSchema,
      media,
      refusals: { ...(open ? guarded : keyed), ...refusals }
    }
  })
}

/** Leave out the schema of a body that has to be empty. */
function withoutEmptyBody ({ body, ...schema }: ResolvedEndpoint['schema']): ResolvedEndpoint['schema'] {
  return { ...schema, ...(body && body.type !== 'null' && { body }) }
}
