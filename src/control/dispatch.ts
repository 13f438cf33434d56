/**
 * Call control routes in this process. The steps are those of scope.ts, in the same order, without a socket, a stream
 * or a timer: fake timers of a test would stop them (docs/decisions/0017-direct-dispatch.md).
 */
import findMyWay from 'find-my-way'
import type { FastifyInstance } from 'fastify'
import { missingBody, readBody } from '../hooks/body.ts'
import { toRefusal } from '../hooks/error-handler.ts'
import { routerOptions } from '../hooks/not-found.ts'
import { bodyLimit, requestRefusal } from '../hooks/refusals.ts'
import { createChecks, type RequestPart } from '../hooks/validation.ts'
import type { CallEnd, ControlRoute, Fake } from '../resources/control-route.ts'
import type { Subscribers } from '../world/subscribers.ts'
import type { ControlAnswer, ControlCall, Transport } from './call.ts'
import { announce } from './changes.ts'
import type { Enter } from './concurrency-limit.ts'
import { worldOf } from './key.ts'
import { controlRoutes, schemaOf } from './routes.ts'
import { createRun } from './run.ts'

/** The parts of a fake that calls in process share with requests over HTTP. */
export interface DispatchSource {
  app: FastifyInstance
  fake: Fake
  enter: Enter
  /** Notified when the fake stops. */
  stopping: Subscribers<void>
}

const nothing = () => {}

/** The parts of a request that a call has, by the name of their schema. */
type Parts = Record<RequestPart, unknown>

/**
 * Create the transport of handles in this process. It resolves to the response, also of a refusal, and rejects once the
 * fake has stopped. It cannot call event streams, which are HTTP only.
 */
export function createDispatch ({ app, fake, enter, stopping }: DispatchSource): Transport {
  const find = createFind(fake)
  let stopped = false
  stopping.subscribe(() => { stopped = true })

  async function answer ({ method, path, key, body: text = '' }: ControlCall): Promise<ControlAnswer> {
    const { route, check, run, params, query } = find(method, path)
    const { open, emptyBody, staysOpen, changes, status = 200 } = route
    const world = open ? undefined : worldOf(key === undefined ? undefined : `Bearer ${key}`, fake.worlds)
    if (Buffer.byteLength(text) > bodyLimit) throw requestRefusal('body-too-large')
    const sent = readBody(text)
    const body = sent === undefined ? emptyBody : sent
    check({ params, body, querystring: query })
    const leave = staysOpen && enter(staysOpen)
    let unsubscribe = nothing
    const onEnd = (listener: (why: CallEnd) => void) => { unsubscribe = stopping.subscribe(() => listener('stopping')) }
    try {
      const value = await run({ params, query, body, world, headers: {}, onEnd })
      if (world) announce(changes, world, app.log)
      return { status, text: value === undefined ? '' : JSON.stringify(value) }
    } finally {
      unsubscribe()
      leave?.()
    }
  }

  return async (call) => {
    if (stopped) throw new Error('this fake-sfox is closed')
    try {
      return await answer(call)
    } catch (error) {
      const { row: { status }, message } = toRefusal(error as Error, app.log)
      return { status, text: JSON.stringify({ error: message }) }
    }
  }
}

/** A route, found by the method and the path of a call. */
interface Found {
  route: ControlRoute
  /** Throw a refusal if the parts do not match the schemas of the route. */
  check: (parts: Parts) => void
  run: ReturnType<typeof createRun>
  params: unknown
  query: unknown
}

/** Return a function that finds the route of a call, with Fastify's router. It throws a refusal if there is none. */
function createFind (fake: Fake): (method: ControlCall['method'], path: string) => Found {
  const checkFor = createChecks()
  let router: ReturnType<typeof findMyWay> | undefined

  function createRouter () {
    const router = findMyWay(routerOptions)
    for (const route of controlRoutes.filter(({ staysOpen }) => staysOpen !== 'streams')) {
      const schema = schemaOf(route)
      // Fastify checks them in this order.
      const partChecks = (['params', 'body', 'querystring'] as const)
        .flatMap((part) => schema[part] ? [[part, checkFor(schema[part], part)] as const] : [])
      const check = (parts: Parts) => {
        const missing = missingBody(parts.body, schema)
        if (missing) throw missing
        for (const [part, checkPart] of partChecks) {
          const refusal = checkPart(parts[part])
          if (refusal) throw refusal
        }
      }
      router.on(route.method, route.path, nothing, { route, check, run: createRun(route, fake) })
    }
    return router
  }

  return (method, path) => {
    const found = (router ??= createRouter()).find(method, path)
    if (!found) throw requestRefusal('unknown-endpoint', { hint: '' })
    return { ...found.store, params: found.params, query: found.searchParams }
  }
}
