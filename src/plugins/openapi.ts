/**
 * The OpenAPI document: made by `@fastify/swagger` from the very schemas that the routes check with, and the ways to be
 * refused from the very tables that refusals are answered from.
 */
import fastify, { type FastifyContextConfig, type FastifySchema, type RouteOptions } from 'fastify'
import fp from 'fastify-plugin'
import type { Reason } from '../errors.ts'
import { anyRefusal, type AnyReason } from '../refusal.ts'
import { ErrorBodySchema } from '../schemas/common.ts'
import { version } from '../version.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Ways of the route's own to refuse, besides those of its scope. */
    refusals?: AnyReason[]
    /** Set by `describedRoutes`. */
    described?: Description
  }
}

/** What the document says of all routes of a scope. */
export interface Description {
  tag: 'vendor' | 'control'
  /** Which credential they take; none where left out. */
  credential?: 'enterpriseKey' | 'userToken'
  /** The ways to be refused that they share. */
  refusals: AnyReason[]
  /** Status of refusals where it is not the catalogues'. */
  texts?: Partial<Record<Reason, { status: number }>>
  /** What an answer of any other status is; none is documented where left out. */
  otherwise?: string
}

const info = {
  title: 'fake-sfox',
  version,
  description: 'A local stand-in for sFOX\'s enterprise API, and how to steer it. Not affiliated with sFOX.'
}

const tags = [
  { name: 'vendor', description: 'What stands in for sFOX\'s API.' },
  { name: 'control', description: 'How the fake is steered: this project\'s own, and no part of what it stands in for.' }
]

const securitySchemes = {
  enterpriseKey: { type: 'http', scheme: 'bearer', description: 'the enterprise key, which names the world' },
  userToken: { type: 'http', scheme: 'bearer', description: 'a user auth token' }
} as const

/** Writes the document. */
export type WriteOpenapi = () => Promise<object>

/**
 * Makes an application able to describe its routes, once it is ready: `openapi`, a decorator. It is no part of the type
 * of an application, which is public. Register it before the routes.
 */
export const openapi = fp(async (app) => {
  const routes: RouteOptions[] = []
  let document: Promise<object> | undefined
  // What a scope's own hooks add to a route comes after this one.
  app.addHook('onRoute', (route) => { routes.push(route) })
  app.decorate('openapi', async () => await (document ??= write(routes.filter(({ config }) => config?.described))))
}, { name: 'openapi' })

/** Writes the document of some routes, in an application of its own: few starts have anybody who asks for it. */
async function write (routes: RouteOptions[]): Promise<object> {
  const { default: swagger } = await import('@fastify/swagger')
  // It answers nobody, so nothing is compiled.
  const compile = { buildValidator: () => () => () => true, buildSerializer: () => () => JSON.stringify } as object
  const app = fastify({ exposeHeadRoutes: false, schemaController: { compilersFactory: compile } })
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, tags, components: { securitySchemes } },
    convertConstToEnum: false,
    transform: ({ schema, url, route }) => ({ schema: describe(schema, route), url })
  })
  for (const { method, url, schema = {}, config = {}, handler } of routes) {
    app.route({ method, url, schema, config, handler })
  }
  await app.ready()
  return app.swagger()
}

/** Makes the document speak of a scope's routes. Register it before them. */
export const describedRoutes = fp<Description>(async (scope, described) => {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, described } as FastifyContextConfig
  })
}, { name: 'described-routes' })

function describe (schema: FastifySchema | undefined, { config }: RouteOptions): FastifySchema {
  const { described, refusals: own = [] } = config as FastifyContextConfig & { described: Description }
  const given = withoutMessages({ ...schema }) as FastifySchema & { response?: object }
  return {
    ...given,
    tags: [described.tag],
    security: described.credential ? [{ [described.credential]: [] }] : [],
    response: { ...given.response, ...errorResponses([...described.refusals, ...own, ...reasonsOf(given)], described) }
  } as FastifySchema
}

/** The ways to be refused that come with what a route takes. */
function reasonsOf ({ body, querystring }: FastifySchema): AnyReason[] {
  return [...(body ? ['malformed-json', 'invalid-body', 'body-too-large'] as const : []),
    ...(querystring ? ['invalid-query'] as const : [])]
}

function errorResponses (reasons: AnyReason[], { texts, otherwise }: Description): Record<string, object> {
  const responses: Record<string, object> = {}
  for (const status of new Set(reasons.map(statusOf))) {
    const lines = [...new Set(reasons)].filter((reason) => statusOf(reason) === status)
    responses[status] = {
      ...ErrorBodySchema, 'x-response-description': lines.map((reason) => `${reason}: ${anyRefusal[reason].when}`).join('; ')
    }
  }
  return { ...responses, ...(otherwise !== undefined && { default: { ...ErrorBodySchema, 'x-response-description': otherwise } }) }

  function statusOf (reason: AnyReason): number {
    return texts?.[reason as Reason]?.status ?? anyRefusal[reason].status
  }
}

/** Drops what only our own validator reads, and says otherwise what `@fastify/swagger` would drop. */
function withoutMessages (schema: object): object {
  return JSON.parse(JSON.stringify(schema, (key, value) => key === 'errorMessage' ? undefined : withNames(value)))
}

/** Of a pattern that names have to match, `@fastify/swagger` would leave nothing: any name would do. */
function withNames (schema: unknown): unknown {
  const { patternProperties } = Object(schema)
  if (!patternProperties) return schema
  const [[pattern, additionalProperties]] = Object.entries(patternProperties) as [[string, unknown]]
  return { ...Object(schema), patternProperties: undefined, propertyNames: { pattern }, additionalProperties }
}
