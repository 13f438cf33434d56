/**
 * Answer the errors of Node's HTTP parser in the form of the vendor's refusals. The parser stops at its first error, so
 * the connection is closed after the response.
 */
import { STATUS_CODES } from 'node:http'
import type { Duplex } from 'node:stream'
import fp from 'fastify-plugin'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import type { RefusalError } from '../resources/refusal.ts'
import { toHttpDate } from '../values/instant.ts'
import { clearTimeout, setTimeout } from '../values/real-timers.ts'
import type { Clock } from '../world/clock.ts'
import { corsHeaders } from './cors.ts'
import { createAnswers, type ErrorHandlerOptions } from './error-handler.ts'
import { requestRefusal } from './refusals.ts'

export interface ConnectionRefuserOptions extends Required<ErrorHandlerOptions> {
  log: Logger | undefined
  /** The clock of the default world, for the Date header. */
  clock: () => Clock
  /** Headers of every response of the vendor's side. */
  marks: Record<string, string>
}

/** An error of Node's HTTP server, of its parser, of TLS, or of the socket. */
type ConnectionError = Error & { code?: string, reason?: string }

/** Answer an error of a connection if possible, and close the connection. */
export type RefuseConnection = (this: FastifyInstance, error: ConnectionError, socket: Duplex) => void

/** The `code` of the error for a connection that Node would hand to a tunnel. */
const tunnel = 'HPE_CONNECT'

/** How long a client may go on sending after a refusal, in ms. A connection that is cut at once loses the response. */
const linger = 1000

/** Create the `clientErrorHandler` of Fastify. */
export function createConnectionRefuser ({ log, clock, overrides, marks }: ConnectionRefuserOptions): RefuseConnection {
  const answerTo = createAnswers(overrides)
  const refused = new WeakSet<Duplex>()

  function answer (socket: Duplex, refusal: RefusalError, code: string): void {
    const { reason, status, text, headers } = answerTo(refusal)
    log?.info({ status, reason, code }, 'request')
    const body = JSON.stringify({ error: text })
    const all = {
      ...marks,
      ...corsHeaders(undefined),
      date: toHttpDate(clock().now()),
      ...headers,
      'content-length': Buffer.byteLength(body),
      connection: 'close'
    }
    const lines = Object.entries(all).filter(([, value]) => value !== null).map(([name, value]) => `${name}: ${value}\r\n`)
    socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`)
    const timer = setTimeout(() => socket.destroy(), linger)
    socket.once('close', () => clearTimeout(timer))
  }

  return function refuseConnection (error, socket) {
    // The parser repeats its error for all further bytes.
    if (refused.has(socket)) return
    refused.add(socket)
    // Node does not listen on the connection of a CONNECT.
    socket.on('error', () => {})
    const { code = '' } = error
    const refusal = refusalOf(error, this)
    if (!refusal || !socket.writable) {
      if (isTls(code)) log?.info({ code }, 'TLS handshake failed')
      socket.destroy()
      return
    }
    const last = [...this.openResponses()].filter(({ req }) => req.socket === socket).at(-1)
    if (!last) {
      // A broken chunk belongs to a request that was answered before its body was read.
      if (code === 'HPE_INVALID_CHUNK_SIZE') socket.destroy()
      else answer(socket, refusal, code)
    // The client has gone, or the response has begun: no refusal can be sent.
    } else if (code === 'HPE_INVALID_EOF_STATE' || (last.headersSent && !last.writableEnded)) socket.destroy()
    // The body is broken or late. Its reader gets the refusal as an error.
    else if (!last.req.complete && last.req.listenerCount('error') > 0) last.req.emit('error', refusal)
    else {
      // Responses keep their order. An error in a later request is answered after them.
      last.once('close', () => {
        if (last.req.complete && socket.writable) answer(socket, refusal, code)
        else socket.end()
      })
      socket.once('end', () => socket.end())
    }
  }
}

/** Refuse CONNECT, for which Node would cut the connection. */
export const refuseTunnels = fp<{ refuseConnection: RefuseConnection }>(async (app, { refuseConnection }) => {
  app.server.on('connect', (_request, socket) =>
    refuseConnection.call(app, Object.assign(new Error(), { code: tunnel, reason: 'there is no tunnel to other hosts' }), socket))
}, { name: 'refuse-tunnels', dependencies: ['graceful-shutdown'] })

/** Return the refusal that answers an error; undefined for an error of TLS or of the socket. */
function refusalOf ({ code = '', reason }: ConnectionError, { server }: FastifyInstance): RefusalError | undefined {
  if (code === 'HPE_HEADER_OVERFLOW') return requestRefusal('headers-too-large', closing)
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    const inSeconds = (ms: number) => `${ms / 1000} s`
    const values = { headers: inSeconds(server.headersTimeout), whole: inSeconds(server.requestTimeout) }
    return requestRefusal('request-timeout', values, closing)
  }
  if (!code.startsWith('HPE_')) return undefined
  // The reasons of llhttp are fixed texts, which quote nothing of the request.
  return requestRefusal('malformed-request', { problem: String(reason) }, closing)
}

const closing = { connection: 'close' }

function isTls (code: string): boolean {
  return code.startsWith('ERR_SSL_') || code.startsWith('ERR_TLS_')
}
