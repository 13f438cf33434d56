/** Carry calls of the control client to a fake: without a socket in the same process, over HTTP elsewhere. */
import type { FastifyInstance } from 'fastify'

/** A call of a control route. */
export interface ControlCall {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Path and query, with `/_fake`. */
  path: string
  /** The enterprise key; undefined for the routes that take none. */
  key?: string | undefined
  body?: unknown
}

/** The response of a control route. */
export interface ControlAnswer {
  status: number
  text: string
}

/** Carries calls to a fake. Rejects if the fake cannot be reached, or is closed before it answers. */
export type Transport = (call: ControlCall) => Promise<ControlAnswer>

/** Create a transport to an application in this process. */
export function injectTransport (app: FastifyInstance): Transport {
  return async ({ method, path, key, body }) => {
    const answer = await app.inject({
      method, url: path, headers: headersFor(key), ...(body !== undefined && { payload: JSON.stringify(body) })
    })
    return { status: answer.statusCode, text: answer.payload }
  }
}

/** A transport that can be closed. */
export interface ClosableTransport {
  transport: Transport
  /** Ends pending calls, and rejects later ones, with this reason. */
  close: (reason: Error) => void
}

/**
 * Create a transport to a fake by its URL.
 *
 * @param url - the base URL, without a slash at the end
 */
export function fetchTransport (url: string): ClosableTransport {
  // One controller a call: a signal that all calls share would keep the listeners of finished calls.
  const pending = new Set<AbortController>()
  let closed: Error | undefined

  async function transport ({ method, path, key, body }: ControlCall): Promise<ControlAnswer> {
    if (closed) throw closed
    const controller = new AbortController()
    pending.add(controller)
    try {
      const answer = await fetch(url + path, {
        method,
        headers: headersFor(key),
        // A redirect must not carry the key to another server.
        redirect: 'manual',
        signal: controller.signal,
        ...(body !== undefined && { body: JSON.stringify(body) })
      })
      return { status: answer.status, text: await answer.text() }
    } finally {
      pending.delete(controller)
    }
  }
  return {
    transport,
    close (reason) {
      closed = reason
      for (const controller of pending) controller.abort(reason)
    }
  }
}

function headersFor (key: string | undefined): Record<string, string> {
  return { accept: 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}
