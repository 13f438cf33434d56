/** One request and its answer, over a connection of its own, within bounds that no server can stretch. */
import { Agent, request, type IncomingMessage, type RequestOptions } from 'node:http'
import { Agent as TlsAgent, request as requestByTls } from 'node:https'
import { cannotTell } from './cannot-tell.ts'
import type { Target } from './target.ts'

/** What is sent, but for the host. */
export interface Sent {
  method: string
  /** As it goes on the wire. */
  path: string
  /** The Authorization header; null for none. */
  authorization: string | null
  accept?: string
  /** Sent as JSON; left out for none. */
  body?: string
  /** Whether a 429 is what is asked for, and no reason to wait. */
  takes429?: boolean
}

/** A whole answer. */
export interface Answer {
  status: number
  /** Names in lower case; those that came several times are joined. */
  headers: Record<string, string>
  text: string
  /** The body, where it is JSON; undefined where it is not. */
  json: unknown
}

/** How requests travel. */
export interface Way {
  target: Target
  /** How long one answer may take, to its end, in ms. */
  timeout: number
  /** Looks names up, where the system's own way will not do. */
  lookup?: RequestOptions['lookup']
  /** Ends whatever is under way. */
  signal: AbortSignal
}

/** The most of a body that is read, in bytes. A thousand tokens take 150 kB. */
const largest = 8 * 1024 * 1024

/**
 * Sends a request and reads the answer. A redirect is not followed, since the key would travel with it.
 *
 * @param way - see Way
 * @param sent - see Sent
 * @returns the answer, whatever its status
 * @throws rejects as `cannotTell()` does, failed, where no whole answer came: no connection, none in time, cut, too
 *   large, a redirect
 */
export async function exchange (way: Way, sent: Sent): Promise<Answer> {
  const { timeout, signal } = way
  const late = AbortSignal.timeout(timeout)
  // One for each request: a connection kept may be closed just when it is used again, which would look like an answer
  // cut off. But no word of closing it, or a server that refuses a long body closes before it has read the body.
  const agent = new (isTls(way) ? TlsAgent : Agent)({ keepAlive: true })
  return await converse(way, sent, agent, AbortSignal.any([late, signal])).catch((error) => {
    if (signal.aborted) throw cannotTell('interrupted', { failed: true })
    if (late.aborted) throw cannotTell(`no whole answer within ${timeout / 1000} s`, { failed: true, silent: true })
    throw explained(error)
  }).finally(() => agent.destroy())
}

/**
 * Reads the properties of an answer.
 *
 * @param answer - a whole answer
 * @returns those of its body, if that is a JSON object; none otherwise
 */
export function propertiesOf ({ json }: Answer): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

const isTls = ({ target }: Way) => target.origin.startsWith('https:')

async function converse (way: Way, sent: Sent, agent: Agent, signal: AbortSignal): Promise<Answer> {
  const { target, lookup } = way
  const { method, path, authorization, accept = 'application/json', body } = sent
  const send = isTls(way) ? requestByTls : request
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    send(target.origin, {
      method,
      path: target.prefix + path,
      headers: {
        accept,
        ...(authorization !== null && { authorization }),
        ...(body !== undefined && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
      },
      agent,
      signal,
      ...(lookup && { lookup })
    }).on('response', resolve).on('error', reject).on('upgrade', (_answer, socket) => {
      // Node would drop the connection and say nothing.
      socket.destroy()
      reject(cannotTell('it changes the protocol', { failed: true }))
    }).end(body)
  })
  const { statusCode: status = 0, headers: { location } } = response
  const text = await read(response)
  // A body that ends with its connection would seem whole.
  signal.throwIfAborted()
  if (status >= 300 && status < 400) {
    throw cannotTell(`redirected${towards(location)}, which is not followed`, { failed: true })
  }
  return { status, headers: flat(response), text, json: parse(text) }
}

async function read (response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of response) {
    chunks.push(chunk)
    size += chunk.length
    if (size > largest) throw cannotTell(`the answer is larger than ${largest / 1024 / 1024} MiB`, { failed: true })
  }
  return Buffer.concat(chunks).toString()
}

function flat ({ headers }: IncomingMessage): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]))
}

function parse (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The host alone: what follows it may hold anything. */
function towards (location: string | undefined): string {
  return location !== undefined && URL.canParse(location) ? ` to ${new URL(location).origin}` : ''
}

/** Of Node's messages only the code: they quote what was received. */
function explained (error: NodeJS.ErrnoException): Error {
  const { code = '' } = error
  if (code === '') return error
  if (code.startsWith('HPE_')) return cannotTell('what is answered is not HTTP', { failed: true })
  if (code === 'ECONNRESET') return cannotTell('the connection was cut', { failed: true, silent: true })
  const certificate = /CERT|SIGNATURE|ISSUER/.test(code)
  const hint = certificate ? ': its certificate is not trusted; NODE_EXTRA_CA_CERTS names a file of further authorities' : ''
  return cannotTell(`no connection (${code})${hint}`, { failed: true, silent: true })
}
