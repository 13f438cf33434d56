/** Mount endpoints as Fastify routes. */
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { Type, type TSchema } from '@sinclair/typebox'
import type { FastifyInstance } from 'fastify'
import { resolveSchema, type Endpoint } from '../resources/endpoint.ts'
import { createRefuse } from '../resources/refusal.ts'
import type { Minted } from '../resources/user-tokens/state.ts'
import type { AllAssumptions } from './assumptions.ts'

/** The schemas and the status of an endpoint under given assumptions. */
export interface ResolvedEndpoint {
  /** The schemas of a request, as Fastify names them. */
  schema: { params?: TSchema, querystring?: TSchema, body?: TSchema }
  /** Status of success. */
  status: number
  reply: TSchema
}

/** Resolve the schemas and the status of an endpoint under the assumptions in force. */
export function resolveEndpoint (endpoint: Endpoint, assumptions: AllAssumptions): ResolvedEndpoint {
  const { path, status = 200 } = endpoint
  const params = resolveSchema(endpoint.params, assumptions) ?? paramsOf(path)
  const querystring = resolveSchema(endpoint.query, assumptions)
  const body = resolveSchema(endpoint.body, assumptions)
  const additionalProperties = assumptions['unknown-properties'] === 'ignore'
  return {
    schema: {
      ...(params && { params }),
      ...(querystring && { querystring }),
      ...(body && { body: { ...body, additionalProperties } })
    },
    status: typeof status === 'function' ? status(assumptions) : status,
    reply: resolveSchema(endpoint.reply, assumptions) as TSchema
  }
}

/**
 * Create the schema of the parameters of a path: strings that are not empty.
 *
 * @param path - for example `/v1/orders/:id`
 * @returns the schema; undefined for a path without parameters
 */
export function paramsOf (path: string): TSchema | undefined {
  const names = [...path.matchAll(/:(\w+)/g)].map(([, name]) => name as string)
  if (names.length === 0) return undefined
  return Type.Object(Object.fromEntries(names.map((name) => [name, Type.String({ minLength: 1 })])))
}

/** Add a route for each endpoint to a scope, under the assumptions in force. */
export function mount (scope: FastifyInstance, endpoints: readonly Endpoint[], assumptions: AllAssumptions): void {
  const routes = scope.withTypeProvider<TypeBoxTypeProvider>()
  for (const endpoint of endpoints) {
    const { method, path, credential, limit, userIds, refusals = {} } = endpoint
    const { schema, status } = resolveEndpoint(endpoint, assumptions)
    const refuse = createRefuse(refusals)
    const handle = endpoint.handler as (context: object) => unknown
    const mintedIn = endpoint.minted as ((answer: unknown) => readonly Minted[]) | undefined
    routes.route({
      method,
      url: path,
      schema,
      config: { credential, limit, userIds },
      handler (request, reply) {
        const { params, query, body, principal } = request
        const { world } = principal
        world.catchUp()
        const user = credential === 'user' && principal.kind === 'user' ? principal.user : undefined
        const account = user && world.users.accountOf(user)
        const answer = handle({ params, query, body, user, account, world, assumptions, refuse })
        if (mintedIn) request.minted = mintedIn(answer)
        reply.code(status).send(answer)
      }
    })
  }
}
