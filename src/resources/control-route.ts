/** Define routes under `/_fake` as values, from which the OpenAPI document derives. */
import type { Readable } from 'node:stream'
import type { TObject } from '@sinclair/typebox'
import type { FaultRoute } from '../world/fault-routes.ts'
import type { Redact } from '../world/fingerprint.ts'
import type { Change } from '../world/subscribers.ts'
import type { SchemaSource, Method, ParamsOf, ValueOf } from './endpoint.ts'
import type { RefusalAnswer, RefusalRows, Refuse } from './refusal.ts'
import type { WorldState } from './state.ts'
import type { Worlds } from './worlds.ts'

/** The state of the whole fake, for handlers. */
export interface Fake {
  /** Random id of this fake. */
  instance: string
  /** ISO-8601 instant of its start, in real time. */
  started: string
  worlds: Worlds
  redact: Redact
  /** The routes whose requests meet faults. */
  faultRoutes: readonly FaultRoute[]
  /** Create the catalogue of outcomes. */
  catalogue: () => object
  /** Create the OpenAPI document. */
  openapi: () => object
}

/** Why a call ended before its answer: the caller has gone, or the fake is stopping. */
export type CallEnd = 'gone' | 'stopping'

/** The argument of a handler. It is the same for a call over HTTP and for one in process. */
export interface ControlContext<Path extends string, Params, Query, Body, Rows> {
  params: ParamsOf<Path, Params>
  query: ValueOf<Query>
  body: ValueOf<Body>
  /** The world of the key; do not use it in a route without a key. */
  world: WorldState
  fake: Fake
  /** Throw one of the route's refusals. */
  refuse: Refuse<Rows>
  /** The headers of the request; none in process. */
  headers: Record<string, string | string[] | undefined>
  /** Add a listener, which is called when the call ends before its answer. */
  onEnd: (listener: (why: CallEnd) => void) => void
}

/** The definition of a control route. */
export interface ControlRouteSpec<
  Path extends string, Params extends TObject | undefined, Query extends TObject | undefined,
  Body extends SchemaSource | undefined, Reply extends SchemaSource, Rows extends RefusalRows<RefusalAnswer<never>>
> {
  method: Exclude<Method, 'PATCH'>
  /** Including `/_fake`. */
  path: Path
  summary?: string
  /** True if no key is required. */
  open?: true
  params?: Params
  query?: Query
  body?: Body
  /** The value of an empty body. If omitted, an empty body is refused. */
  emptyBody?: object | null
  /** Status of success; 200 by default. */
  status?: number
  reply: Reply
  /** Media type of the response, if it is not JSON. */
  media?: string
  refusals?: Rows
  /** The part of a world that the route changes. */
  changes?: Change
  /** The capacity limit for calls that stay open. */
  staysOpen?: 'waiters' | 'streams'
  /** True for a health check: allowed for any host name and origin, and not logged. */
  probe?: true
  /** Return the payload, or a stream of it. A route that streams is called over HTTP only. */
  handler: (context: ControlContext<Path, Params, Query, Body, Rows>) =>
    ValueOf<Reply> | Readable | Promise<ValueOf<Reply>>
}

/** A control route, without the types of its handler. */
export interface ControlRoute extends Omit<ControlRouteSpec<
  string, TObject | undefined, TObject | undefined, SchemaSource | undefined, SchemaSource,
  RefusalRows<RefusalAnswer<never>>
>, 'handler'> {
  handler: (context: never) => unknown
}

/**
 * Define a control route. The types of its handler are inferred from path, schemas and refusals.
 */
export function defineControlRoute<
  const Path extends string,
  Reply extends SchemaSource,
  Params extends TObject | undefined = undefined,
  Query extends TObject | undefined = undefined,
  Body extends SchemaSource | undefined = undefined,
  Rows extends RefusalRows<RefusalAnswer<never>> = Record<never, never>
> (spec: ControlRouteSpec<Path, Params, Query, Body, Reply, Rows>): ControlRoute {
  return spec as unknown as ControlRoute
}
