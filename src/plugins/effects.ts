/** Carries out what a fault or a magic id asks for: waiting, another status, a connection that misbehaves. */
import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader, refusal, type Refusal } from '../refusal.ts'
import type { Effect as FaultEffect } from '../world/faults.ts'
import { setDate } from './date.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether the answer is to be cut off within its body. */
    truncated: boolean
  }
}

/** What is to happen to a request: what a fault asks for, or a refusal. */
export type Effect = Partial<FaultEffect> & { because?: Refusal }

/** Makes a scope able to cut off answers. Register it after whatever else acts on answers. */
export const effects = fp(async (scope) => {
  scope.decorateRequest('truncated', false)
  scope.addHook('onSend', (request, reply, payload, next) => {
    if (request.truncated) truncate(reply, payload)
    else next(null, payload)
  })
}, { name: 'effects', dependencies: ['closing', 'date'] })

/**
 * Carries out effects in turn, until one ends the request.
 *
 * @param effects - see Effect
 * @param request - the request that they meet
 * @param reply - its reply
 * @returns resolves, at once or after a while, to the refusal that ends the request, to `gone` where its connection is
 *   no longer the framework's, or to undefined where the request goes on; never where the caller goes away meanwhile
 */
export async function applyEffects (
  effects: Effect[], request: FastifyRequest, reply: FastifyReply
): Promise<Refusal | 'gone' | undefined> {
  for (const effect of effects) {
    request.fault ??= effect.source
    const headers = namedAlike(effect.headers)
    // A refusal takes its headers along: the framework drops some of those set before.
    if (effect.status === undefined || effect.connection === 'garbage') reply.headers(headers)
    if (effect.delay) await wait(effect.delay, reply)
    if (effect.connection) {
      reply.header(reasonHeader, 'fault')
      if (misbehave[effect.connection](effect, request, reply)) return 'gone'
    }
    const because = effect.because ?? statusRefusal(effect, headers)
    if (because) return because
  }
  return undefined
}

/** What each kind of connection does; true where that was all. */
const misbehave: Record<NonNullable<Effect['connection']>, (...args: [Effect, FastifyRequest, FastifyReply]) => boolean> = {
  reset (_effect, { raw: { socket } }, reply) {
    reply.hijack()
    // Only TCP knows a reset: under inject() there is no connection, and a Unix socket has no port.
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

function statusRefusal ({ status, error }: Effect, headers: Record<string, string>): Refusal | undefined {
  return status === undefined ? undefined : refusal('fault', { status: String(status) }, {}, { status, error, headers })
}

function namedAlike (headers: Effect['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** Real time, so that it works with a clock that stands still. Never resolves where the caller goes away meanwhile. */
async function wait (delay: number, { raw }: FastifyReply): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, delay)
    raw.once('close', () => clearTimeout(timer))
  })
}

/** Sends the first half of the body and cuts the connection; where there is no body, at once. */
function truncate (reply: FastifyReply, payload: unknown): void {
  const { raw } = reply.hijack()
  if (payload instanceof Readable) {
    writeHead(reply)
    payload.once('data', (chunk: string) => {
      payload.destroy()
      sendHalf(chunk)
    })
  } else if (typeof payload === 'string') {
    writeHead(reply.header('content-length', Buffer.byteLength(payload)))
    sendHalf(payload)
  } else {
    raw.destroy()
  }

  function sendHalf (whole: string) {
    raw.write(whole.slice(0, whole.length / 2), () => raw.destroy())
  }
}

function writeHead (reply: FastifyReply): void {
  reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders)
}
