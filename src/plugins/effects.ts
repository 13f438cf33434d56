/** Carries out what a fault or a magic id asks for: waiting, another status, a connection that misbehaves. */
import type { OutgoingHttpHeaders } from 'node:http'
import { Readable } from 'node:stream'
import fp from 'fastify-plugin'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { reasonHeader, refusal, type Refusal } from '../refusal.ts'
import { toHttpDate } from '../world/clock.ts'
import type { Effect as FaultEffect } from '../world/faults.ts'

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
 * @param goOn - called when the request may go on, at once or after a while, with a refusal where that is how it goes
 *   on; not called where the connection is gone or hangs
 */
export function applyEffects (
  effects: Effect[], request: FastifyRequest, reply: FastifyReply, goOn: (because?: Refusal) => void
): void {
  const [effect, ...rest] = effects
  if (!effect) return goOn()
  request.fault ??= effect.source
  const headers = namedAlike(effect.headers)
  // A refusal takes its headers along: the framework drops some of those set before.
  if (effect.status === undefined || effect.connection === 'garbage') reply.headers(headers)
  wait(effect.delay, reply, () => {
    if (effect.connection) reply.header(reasonHeader, 'fault')
    switch (effect.connection) {
      case 'reset': return reset(request, reply)
      case 'hang': return hang(reply)
      case 'garbage': return sendGarbage(effect, request, reply)
      case 'truncate': request.truncated = true
    }
    const because = effect.because ?? statusRefusal(effect, headers)
    if (because) goOn(because)
    else applyEffects(rest, request, reply, goOn)
  })
}

function statusRefusal ({ status, error }: Effect, headers: Record<string, string>): Refusal | undefined {
  return status === undefined ? undefined : refusal('fault', { status: String(status) }, headers, { status, error })
}

function namedAlike (headers: Effect['headers'] = {}): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]))
}

/** Real time, so that it works with a clock that stands still. A caller who goes away meanwhile ends the wait. */
function wait (delay: number | undefined, { raw }: FastifyReply, then: () => void): void {
  if (!delay) return then()
  const timer = setTimeout(then, delay)
  raw.once('close', () => clearTimeout(timer))
}

function reset ({ raw: { socket } }: FastifyRequest, reply: FastifyReply): void {
  reply.hijack()
  // Only TCP knows a reset: under inject() there is no connection, and a Unix socket has no port.
  if (socket.remotePort !== undefined) socket.resetAndDestroy()
  else reply.raw.destroy()
}

function hang (reply: FastifyReply): void {
  reply.hijack()
  reply.endAtClose(() => reply.raw.destroy())
}

function sendGarbage ({ status = 200 }: Effect, { principal }: FastifyRequest, reply: FastifyReply): void {
  reply.code(status).hijack()
  if (!reply.hasHeader('date')) reply.header('date', toHttpDate(principal.world.clock.now()))
  if (!reply.hasHeader('content-type')) reply.type('application/json; charset=utf-8')
  writeHead(reply)
  reply.raw.end('{"data":[{"token": fake-sfox was told to send what is not JSON')
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
