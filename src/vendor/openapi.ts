/** The OpenAPI document. It derives from the schemas that validate requests, and from the tables of refusals. */
import type { TSchema } from '@sinclair/typebox'
import { requestRefusals } from '../hooks/refusals.ts'
import { version } from '../package.ts'
import type { Credential, Method } from '../resources/endpoint.ts'
import { endpoints } from '../resources/index.ts'
import { pick, type RefusalAnswer } from '../resources/refusal.ts'
import { withNullableProperties } from '../values/null-properties.ts'
import { ErrorBodySchema, NoContentSchema } from '../values/schemas.ts'
import type { AllAssumptions, Reason } from './assumptions.ts'
import { paramsOf, resolveEndpoint, type ResolvedEndpoint } from './mount.ts'
import { contentTypeOf, type Stub } from './stubs.ts'

/** An operation of the document. */
export interface Operation {
  tag: 'vendor' | 'control'
  method: Method
  /** Parameters are written as `:id`. */
  path: string
  summary: string | undefined
  credential: Credential
  schema: ResolvedEndpoint['schema']
  status: number
  reply: TSchema
  /** Media type of the response. */
  media: string
  /** By reason. */
  refusals: Record<string, Pick<RefusalAnswer, 'status' | 'when'>>
  /** True if a query parameter may be empty, which counts as absent. */
  allowsEmpty?: boolean
  /** Description of a response with any other status; left out if there is none. */
  otherwise?: string
}

const info = {
  title: 'fake-sfox',
  version,
  description: 'A local stand-in for sFOX\'s enterprise API, and the routes that control it. Not affiliated with sFOX.'
}

const tags = [
  { name: 'vendor', description: 'The emulated endpoints of sFOX\'s API.' },
  { name: 'control', description: 'The control routes of the fake. sFOX has no such endpoints.' }
]

const securitySchemes = {
  enterpriseKey: { type: 'http', scheme: 'bearer', description: 'the enterprise key, which selects the world' },
  userToken: { type: 'http', scheme: 'bearer', description: 'a user auth token' }
}

const securityOf = { enterprise: [{ enterpriseKey: [] }], user: [{ userToken: [] }], none: [] }

/** Refusals of requests to no endpoint, of some endpoints only, and injected ones. */
const elsewhere: string[] = [
  'not-emulated', 'unknown-endpoint', 'method-not-allowed', 'invalid-query', 'invalid-body', 'fault', 'unknown-magic-id'
] satisfies Array<keyof typeof requestRefusals>

/** Refusals of every endpoint. */
const anywhere = Object.fromEntries(
  Object.entries(requestRefusals).filter(([reason]) => !elsewhere.includes(reason)))

/** Describe each endpoint and each stub, under the assumptions in force. */
export function vendorOperations (assumptions: AllAssumptions, stubs: readonly Stub[]): Operation[] {
  const otherwise = 'an injected fault, with any status'
  const allowsEmpty = assumptions['empty-parameters'] === 'absent'
  const common = { tag: 'vendor', media: 'application/json', allowsEmpty, otherwise } as const
  const nullIsAbsent = assumptions['null-properties'] === 'absent'
  const inForce = (rows: Operation['refusals']) => Object.fromEntries(Object.entries(rows).map(([reason, { when }]) =>
    [reason, { status: assumptions[reason as Reason].status, when }]))
  return [
    ...endpoints.map((endpoint): Operation => {
      const { method, path, summary, credential, refusals } = endpoint
      const { schema: { body, ...schema }, ...resolved } = resolveEndpoint(endpoint, assumptions)
      const namesUsers = credential === 'enterprise' && (endpoint.userIds !== undefined || path.includes(':user_id'))
      return {
        ...common,
        ...resolved,
        schema: { ...schema, ...(body && { body: nullIsAbsent ? withNullableProperties(body) : body }) },
        method,
        path,
        summary,
        credential,
        refusals: inForce({
          ...anywhere,
          ...(endpoint.params && pick(requestRefusals, 'unknown-endpoint')),
          ...refusals,
          ...(namesUsers && pick(requestRefusals, 'unknown-magic-id')),
          ...(endpoint.body && pick(requestRefusals, 'invalid-body')),
          ...(endpoint.query && pick(requestRefusals, 'invalid-query'))
        })
      }
    }),
    ...stubs.map((stub): Operation => {
      const { method, path, credential, status = 200, body } = stub
      const params = paramsOf(path)
      return {
        ...common,
        media: contentTypeOf(stub)?.split(';')[0] ?? common.media,
        method,
        path,
        summary: 'A stub of the fixtures',
        credential,
        schema: { ...(params && { params }) },
        status,
        reply: body === undefined ? NoContentSchema : {} as TSchema,
        refusals: inForce(anywhere)
      }
    })
  ]
}

/** Create the OpenAPI 3.1 document. */
export function openapiDocument (operations: readonly Operation[]): object {
  const paths: Record<string, Record<string, object>> = {}
  for (const operation of operations) {
    const path = operation.path.replaceAll(/:(\w+)/g, '{$1}')
    paths[path] = { ...paths[path], [operation.method.toLowerCase()]: describe(operation) }
  }
  return { openapi: '3.1.0', info, tags, paths, components: { securitySchemes, schemas: {} } }
}

function describe ({ tag, summary, credential, schema: { params, querystring, body }, ...rest }: Operation): object {
  const parameters = [...parametersOf('path', params), ...parametersOf('query', querystring, rest.allowsEmpty)]
  return {
    ...(summary !== undefined && { summary }),
    tags: [tag],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: { 'application/json': { schema: withoutMessages(body) } } } }),
    security: securityOf[credential],
    responses: {
      ...refusalResponses(rest.refusals), ...otherResponse(rest.otherwise), [rest.status]: replyResponse(rest)
    }
  }
}

/** The schema of path or query parameters. */
interface Parameters {
  properties?: Record<string, { description?: string }>
  required?: string[]
}

function parametersOf (place: 'path' | 'query', schema: TSchema | undefined, allowsEmpty = false): object[] {
  const { properties = {}, required = [] } = withoutMessages(schema ?? {}) as Parameters
  return Object.entries(properties).map(([name, { description, ...rest }]) => ({
    in: place,
    name,
    required: required.includes(name),
    ...(allowsEmpty && !required.includes(name) && { allowEmptyValue: true }),
    ...(description !== undefined && { description }),
    schema: rest
  }))
}

/** Describe the response of success. The schema null stands for no body. */
function replyResponse ({ reply, media }: Pick<Operation, 'reply' | 'media'>): object {
  if (reply.type === 'null') return { description: reply.description }
  const { description = 'Default Response', ...schema } = withoutMessages(reply) as { description?: string }
  return { description, content: { [media]: { schema } } }
}

const errorContent = { 'application/json': { schema: ErrorBodySchema } }

function refusalResponses (refusals: Operation['refusals']): Record<string, object> {
  const responses: Record<string, object> = {}
  for (const status of new Set(Object.values(refusals).map(({ status }) => status))) {
    const lines = Object.entries(refusals).filter(([, row]) => row.status === status)
    const description = lines.map(([reason, { when }]) => `${reason}: ${when}`).join('; ')
    responses[status] = { description, content: errorContent }
  }
  return responses
}

function otherResponse (description: string | undefined): object {
  return description === undefined ? {} : { default: { description, content: errorContent } }
}

/** Remove `errorMessage`, which only our validator reads, and write `patternProperties` as `propertyNames`. */
function withoutMessages (schema: object): object {
  return JSON.parse(JSON.stringify(schema, (key, value) => key === 'errorMessage' ? undefined : withNames(value)))
}

function withNames (schema: unknown): unknown {
  const { patternProperties } = Object(schema)
  if (!patternProperties) return schema
  const [[pattern, additionalProperties]] = Object.entries(patternProperties) as [[string, unknown]]
  return { ...Object(schema), patternProperties: undefined, propertyNames: { pattern }, additionalProperties }
}
