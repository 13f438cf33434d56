/**
 * Define endpoints of sFOX's API as values. Routes, OpenAPI document, catalogue, documents, probes and conformance
 * tests derive from the list of endpoints (index.ts).
 */
import type { Static, TObject, TSchema } from '@sinclair/typebox'
import type { Account } from '../world/account.ts'
import type { LimitName } from '../world/rate-limits.ts'
import type { WorldUser } from './end-users/state.ts'
import type { Example } from './example.ts'
import type { Assumptions } from './index.ts'
import type { Refuse, RefusalRows } from './refusal.ts'
import type { WorldState } from './state.ts'
import type { Minted } from './user-tokens/state.ts'

/** Method of an endpoint. */
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** The only kind of credential that an endpoint accepts. */
export type Credential = 'enterprise' | 'user' | 'none'

/** A schema, or a function of the assumptions. Annotate its parameter, or TypeScript cannot infer the schema. */
export type SchemaSource<S extends TSchema = TSchema> = S | ((assumptions: Assumptions) => S)

type Resolved<G> = G extends (assumptions: Assumptions) => infer S ? S : G

/** The type of a schema's values; undefined without a schema. */
export type ValueOf<G> = [G] extends [undefined] ? undefined : Resolved<G> extends TSchema ? Static<Resolved<G>> : never

/** The names of the parameters in a path. */
type PathParams<Path extends string> = Path extends `${string}/:${infer Name}/${infer Rest}`
  ? Name | PathParams<`/${Rest}`>
  : Path extends `${string}/:${infer Name}` ? Name : never

/** The parameters of a path: typed by their schema, or else non-empty strings. */
export type ParamsOf<Path extends string, Params> =
  [Params] extends [undefined] ? { [Name in PathParams<Path>]: string } : ValueOf<Params>

/** The argument of a handler. */
export interface Context<Cred extends Credential, Path extends string, Params, Query, Body, Rows> {
  params: ParamsOf<Path, Params>
  query: ValueOf<Query>
  body: ValueOf<Body>
  /** The user of the presented token. */
  user: Cred extends 'user' ? WorldUser : undefined
  account: Cred extends 'user' ? Account : undefined
  world: WorldState
  assumptions: Assumptions
  /** Throw one of the endpoint's refusals. */
  refuse: Refuse<Rows>
}

/** The reply of an example that depends on assumptions. */
export type AssumedReply = (assumptions: Assumptions) => unknown

/** The definition of an endpoint. */
export interface EndpointSpec<
  Cred extends Credential, Path extends string, Params extends SchemaSource<TObject> | undefined,
  Query extends SchemaSource<TObject> | undefined, Body extends SchemaSource | undefined, Reply extends SchemaSource,
  Rows extends RefusalRows
> {
  method: Method
  /** As documented, with parameters written as `:user_id`. */
  path: Path
  credential: Cred
  /** One line for the OpenAPI document and the list of routes. */
  summary: string
  /** The page of sFOX's documentation, and what it says, in note form. */
  docs: { page: string, says: string }
  params?: Params
  query?: Query
  body?: Body
  /** Status of success; 200 by default. */
  status?: number | ((assumptions: Assumptions) => number)
  reply: Reply
  /** The endpoint's own refusals, in addition to those of all requests (hooks/refusals.ts). */
  refusals?: Rows
  /** An additional rate limit. */
  limit?: Exclude<LimitName, 'all'>
  /**
   * Return the user ids in an unchecked body, for faults, magic ids and the journal. By default: the `user_id` of the
   * path, or the user of the token.
   */
  userIds?: (body: unknown) => readonly unknown[]
  /** Return the tokens in a reply, for the journal and the log. */
  minted?: (reply: ValueOf<Reply>) => readonly Minted[]
  /** Successful calls. The OpenAPI document shows the first. */
  examples: readonly Example[]
  handler: (context: Context<Cred, Path, Params, Query, Body, Rows>) => ValueOf<Reply>
}

/** An endpoint, without the types of its functions. */
export interface Endpoint extends Omit<EndpointSpec<
  Credential, string, SchemaSource<TObject> | undefined, SchemaSource<TObject> | undefined, SchemaSource | undefined,
  SchemaSource, RefusalRows
>, 'handler' | 'minted'> {
  minted?: (reply: never) => readonly Minted[]
  handler: (context: never) => unknown
}

/** The method and path of an endpoint. */
export type EndpointName = Pick<Endpoint, 'method' | 'path'>

/**
 * Define an endpoint. The types of its handler are inferred from path, credential, schemas and refusals.
 */
export function defineEndpoint<
  const Cred extends Credential,
  const Path extends string,
  Reply extends SchemaSource,
  Params extends SchemaSource<TObject> | undefined = undefined,
  Query extends SchemaSource<TObject> | undefined = undefined,
  Body extends SchemaSource | undefined = undefined,
  Rows extends RefusalRows = Record<never, never>
> (spec: EndpointSpec<Cred, Path, Params, Query, Body, Reply, Rows>): Endpoint {
  return spec as unknown as Endpoint
}

/** Return the schema of a source, for the current assumptions. */
export function resolveSchema (source: SchemaSource | undefined, assumptions: Assumptions): TSchema | undefined {
  return typeof source === 'function' ? source(assumptions) : source
}

/** Compare the methods and paths of two endpoints. Names of parameters make no difference. */
export function isSameEndpoint (one: EndpointName, other: EndpointName): boolean {
  return matchesEndpoint(one, other) && matchesEndpoint(other, one)
}

/** Return whether a request with this method and path matches an endpoint. A parameter matches any segment. */
export function matchesEndpoint (endpoint: EndpointName, { method, path }: { method: string, path: string }): boolean {
  if (endpoint.method !== method) return false
  const segments = path.split('/')
  const pattern = endpoint.path.split('/')
  return segments.length === pattern.length &&
    pattern.every((segment, index) => segment.startsWith(':') || segment === segments[index])
}
