/** One request and its answer, over a connection of its own, within limits that no server can stretch. */
import { request as requestByHttp, type IncomingMessage, type RequestOptions } from 'node:http'
import { request as requestByTls } from 'node:https'
import { InconclusiveError, type Answer, type Sent } from '../resources/probe.ts'
import type { Target } from './target.ts'

/** How requests travel to a server. */
export interface Route {
  target: Target
  /** How long one answer may take, to its end, in ms. */
  timeout: number
  /** Replaces the system's resolver. */
  lookup?: RequestOptions['lookup']
  /** Interrupts a request. */
  signal?: AbortSignal | undefined
}

/** How many characters of a body are read. A thousand tokens take 150 kB. */
const maxLength = 8 * 1024 * 1024

/**
 * Send a request and read the answer. A redirect is not followed, because the key would travel with it.
 *
 * @param route - to the server
 * @param sent - the request
 * @returns the answer, for any status
 * @throws {InconclusiveError} rejects, failed, if no complete answer came: no connection, timeout, cut, too large, a
 *   redirect
 */
export async function exchange (route: Route, sent: Sent): Promise<Answer> {
  const { timeout, signal } = route
  const late = AbortSignal.timeout(timeout)
  return await converse(route, sent, AbortSignal.any(signal ? [late, signal] : [late])).catch((error) => {
    if (signal?.aborted) throw new InconclusiveError('interrupted', { failed: true })
    if (late.aborted) {
      throw new InconclusiveError(`no complete answer within ${timeout / 1000} s`, { failed: true, silent: true })
    }
    throw explained(error)
  })
}

async function converse ({ target, lookup }: Route, sent: Sent, signal: AbortSignal): Promise<Answer> {
  const { method, path, authorization, accept = 'application/json', body, headers: more } = sent
  const send = target.origin.startsWith('https:') ? requestByTls : requestByHttp
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(target.origin, {
      method,
      path: target.prefix + path,
      headers: {
        accept,
        // "close" would make a server that refuses a long body close the connection before it has read the body.
        connection: 'keep-alive',
        ...(authorization !== null && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
        ...more
      },
      // A connection that is kept may be closed just when it is used again, which would look like a cut answer.
      agent: false,
      signal,
      ...(lookup && { lookup })
    }).on('response', resolve).on('error', reject).on('upgrade', (_response, socket) => {
      // Without a listener, Node drops the connection and emits nothing.
      socket.destroy()
      reject(new InconclusiveError('it switches to another protocol', { failed: true }))
    }).end(body)
  })
  const { statusCode: status = 0, headers } = response
  const text = await read(response)
  // Without this, a body that is delimited by the end of its connection would look complete.
  signal.throwIfAborted()
  if (status >= 300 && status < 400) {
    throw new InconclusiveError(`redirected${towards(headers.location)}, which is not followed`, { failed: true })
  }
  const joined = Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')])
  return { status, headers: Object.fromEntries(joined), text, json: parse(text) }
}

async function read (response: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk
    if (text.length > maxLength) {
      throw new InconclusiveError(`the answer is larger than ${maxLength / 1024 / 1024} MiB`, { failed: true })
    }
  }
  return text
}

function parse (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Name the origin alone: the rest of a location may hold a secret. */
function towards (location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? ` to ${new URL(location).origin}` : ''
}

/** Replace Node's messages, which quote what was received, by their code. */
function explained (error: NodeJS.ErrnoException): Error {
  const { code = '' } = error
  if (code === '') return error
  if (code.startsWith('HPE_')) return new InconclusiveError('the answer is not HTTP', { failed: true })
  if (code === 'ECONNRESET') return new InconclusiveError('the connection was cut', { failed: true, silent: true })
  const isCertificate = /CERT|SIGNATURE|ISSUER/.test(code)
  const hint = isCertificate ? ': its certificate is not trusted; set NODE_EXTRA_CA_CERTS to a file with its authority' : ''
  return new InconclusiveError(`no connection (${code})${hint}`, { failed: true, silent: true })
}
