/** Apply the effects of faults and magic ids: a delay, another status, a broken connection. */
import type { OutgoingHttpHeaders } from 'node:http'
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader, RefusalError } from '../resources/refusal.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import type { Effect as FaultEffect } from '../world/faults.ts'
import { setDate } from './date.ts'
import { requestRefusals } from './refusals.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** True if the response is to be cut off halfway through its body. */
    truncated: boolean
  }
}

/** The effect of a fault, or a refusal. */
export type Effect = Partial<FaultEffect> & { refusal?: RefusalError }

/** Truncate the responses that a fault has marked. Register it after other hooks that act on responses. */
export const truncation = fp(async (scope) => {
  scope.decorateRequest('truncated', false)
  scope.addHook('onSend', (request, reply, payload, next) => {
    if (request.truncated) truncate(reply, payload)
    else next(null, payload)
  })
}, { name: 'truncation', dependencies: ['graceful-shutdown', 'date'] })

/**
 * Apply effects in turn, until one ends the request.
 *
 * @returns the refusal that ends the request; `gone` if the connection is no longer Fastify's; undefined if the request
 *   goes on. Never resolves if the client disconnects meanwhile
 */
export async function applyEffects (
  effects: Effect[], request: FastifyRequest, reply: FastifyReply
): Promise<RefusalError | 'gone' | undefined> {
  for (const effect of effects) {
    request.fault ??= effect.source
    const headers = inLowerCase(effect.headers)
    // A refusal carries its own headers, since Fastify drops some of those set earlier.
    if (effect.status === undefined || effect.connection === 'garbage') reply.headers(headers)
    if (effect.delay) await wait(effect.delay, reply)
    if (effect.connection) {
      reply.header(reasonHeader, 'fault')
      if (misbehave[effect.connection](effect, request, reply)) return 'gone'
    }
    const refusal = effect.refusal ?? statusRefusal(effect, headers)
    if (refusal) return refusal
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
  garbage ({ status = 200 }, { principal }, reply) {
    reply.code(status).hijack()
    setDate(reply, principal.world.clock)
    if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8')
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

/** Wait in real time, so that it works with a frozen clock. Never resolves if the client disconnects meanwhile. */
async function wait (delay: number, { raw }: FastifyReply): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, delay)
    raw.once('close', () => clearTimeout(timer))
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
