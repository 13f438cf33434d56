/** Apply the effects of faults and magic ids: a delay, another status, a broken connection. */
import type { OutgoingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader, RefusalError } from '../resources/refusal.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import type { Effect as FaultEffect, TakenFault } from '../world/faults.ts'
import { setDate } from './date.ts'
import { requestRefusals } from './refusals.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** The fault to apply to the response, if the call is carried out. */
    faultAfter: TakenFault | undefined
    /** The headers of faults, which replace those of the response. Names are in lower case. */
    faultHeaders: Record<string, string> | undefined
    /** True to cut the response halfway through its body. */
    truncated: boolean
  }
}

/** The effect of a fault, or a refusal. */
export type Effect = Partial<FaultEffect> & { refusal?: RefusalError }

/**
 * Apply faults to responses: faults with `"when":"after"`, headers of faults, truncation. Register it after other hooks
 * that act on responses.
 */
export const answerFaults = fp(async (scope) => {
  scope.decorateRequest('faultAfter')
  scope.decorateRequest('faultHeaders')
  scope.decorateRequest('truncated', false)
  scope.addHook('onSend', (request, reply, payload, next) => {
    const { faultAfter: fault } = request
    request.faultAfter = undefined
    // A refused call was not carried out, so it does not use up the fault.
    if (!fault || reply.hasHeader(reasonHeader) || !fault.confirm?.()) return finish(request, reply, payload, next)
    applyEffects([fault], request, reply).then((end) => {
      if (end === 'gone') return
      if (end) next(end)
      else finish(request, reply, payload, next)
    }, next)
  })
}, { name: 'answer-faults', dependencies: ['graceful-shutdown', 'date'] })

/** Send a response with the headers of its faults, whole or truncated. */
function finish (
  request: FastifyRequest, reply: FastifyReply, payload: unknown, next: (error: null, payload: unknown) => void
): void {
  if (request.faultHeaders) reply.headers(request.faultHeaders)
  // The caller disconnected during a delay. The call was carried out, but its response cannot be sent.
  if (reply.raw.destroyed) reply.hijack()
  else if (request.truncated) truncate(reply, payload)
  else next(null, payload)
}

/**
 * Apply effects in turn, until one ends the request.
 *
 * @returns the refusal that ends the request; `gone` if the connection is no longer Fastify's; undefined if the request
 *   goes on. Never resolves if the application closes during a delay
 */
export async function applyEffects (
  effects: Effect[], request: FastifyRequest, reply: FastifyReply
): Promise<RefusalError | 'gone' | undefined> {
  for (const effect of effects) {
    request.fault ??= effect.source
    const headers = inLowerCase(effect.headers)
    if (effect.delay) await wait(effect.delay, reply)
    if (effect.connection) {
      reply.header(reasonHeader, 'fault')
      if (misbehave[effect.connection]({ ...effect, headers }, request, reply)) return 'gone'
    }
    // A refusal carries its own headers, since Fastify drops some of those set earlier.
    const refusal = effect.refusal ?? statusRefusal(effect, headers)
    if (refusal) return refusal
    if (effect.headers) request.faultHeaders = { ...request.faultHeaders, ...headers }
  }
  return undefined
}

/** The kinds of broken connection. Each returns true if it ends the request. */
const misbehave: Record<NonNullable<Effect['connection']>, (...args: [Effect, FastifyRequest, FastifyReply]) => boolean> = {
  reset (_effect, { raw: { socket } }, reply) {
    reply.hijack()
    // Only TCP can reset: inject() has no connection, and a Unix socket has no port.
    if (socket.remotePort !== undefined) socket.resetAndDestroy()
    else reply.raw.destroy()
    return true
  },
  hang (_effect, _request, reply) {
    reply.hijack()
    reply.endAtClose(() => reply.raw.destroy())
    return true
  },
  garbage ({ status = 200, headers = {} }, { principal }, reply) {
    reply.code(status).headers({ 'content-type': 'application/json; charset=utf-8', ...headers }).hijack()
    setDate(reply, principal.world.clock)
    writeHead(reply)
    reply.raw.end('{"data":[{"token": fake-sfox was told to send what is not JSON')
    return true
  },
  truncate (_effect, request) {
    request.truncated = true
    return false
  }
}

function statusRefusal ({ status, error }: Effect, headers: Record<string, string>): RefusalError | undefined {
  if (status === undefined) return undefined
  return new RefusalError('fault', requestRefusals.fault, { status: String(status) }, { replacement: { status, error, headers } })
}

function inLowerCase (headers: Effect['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/**
 * Wait in real time, since the clock may be frozen. If the caller disconnects, a held request goes on, and any other
 * request ends. Never resolves if the request ends, or the application closes.
 *
 * @param delay - in ms
 */
async function wait (delay: number, reply: FastifyReply): Promise<void> {
  const { raw } = reply
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, delay)
    const giveUp = () => {
      clearTimeout(timer)
      reply.releaseClosed()
    }
    if (!reply.isHeld) raw.once('close', giveUp)
    reply.endAtClose(() => {
      if (raw.destroyed) giveUp()
      else raw.once('close', giveUp)
    })
  })
}

/** Send the first half of the body, if there is one, and cut the connection. */
function truncate (reply: FastifyReply, payload: unknown): void {
  const { raw } = reply.hijack()
  if (typeof payload !== 'string') {
    raw.destroy()
    return
  }
  writeHead(reply.header('content-length', Buffer.byteLength(payload)))
  raw.write(payload.slice(0, payload.length / 2), () => raw.destroy())
}

function writeHead (reply: FastifyReply): void {
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
}
