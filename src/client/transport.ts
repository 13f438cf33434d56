/** How the control client reaches a fake: in its own process without a socket, elsewhere over HTTP. */
import type { FastifyInstance } from 'fastify'

/** A call of a control route. */
export interface ControlCall {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Path and query, from `/_fake` on. */
  path: string
  /** The enterprise key; none for the routes that take none. */
  key?: string | undefined
  body?: unknown
}

/** What was answered. */
export interface ControlAnswer {
  status: number
  text: string
}

/** Carries calls to a fake. Rejects where the fake cannot be reached, or is closed meanwhile. */
export type Transport = (call: ControlCall) => Promise<ControlAnswer>

/**
 * Reaches an application in this process.
 *
 * @param app - what `createFakeSfox()` made
 * @returns the transport
 */
export function injectTransport (app: FastifyInstance): Transport {
  return async ({ method, path, key, body }) => {
    const answer = await app.inject({
      method, url: path, headers: headersFor(key), ...(body !== undefined && { payload: JSON.stringify(body) })
    })
    return { status: answer.statusCode, text: answer.payload }
  }
}

/** A transport that can be ended. */
export interface ClosableTransport {
  transport: Transport
  /** Ends the calls under way, and refuses those to come, with this reason. */
  close: (reason: Error) => void
}

/**
 * Reaches a fake by its URL.
 *
 * @param url - the base URL, without a slash at the end
 * @returns see ClosableTransport
 */
export function fetchTransport (url: string): ClosableTransport {
  // One for each call: a signal that many share gathers the listeners of calls that are long over.
  const underWay = new Set<AbortController>()
  let closed: Error | undefined

  async function transport ({ method, path, key, body }: ControlCall): Promise<ControlAnswer> {
    if (closed) throw closed
    const controller = new AbortController()
    underWay.add(controller)
    try {
      const answer = await fetch(url + path, {
        method,
        headers: headersFor(key),
        // The key goes to the fake that was named, and nowhere that it may point to.
        redirect: 'manual',
        signal: controller.signal,
        ...(body !== undefined && { body: JSON.stringify(body) })
      })
      return { status: answer.status, text: await answer.text() }
    } finally {
      underWay.delete(controller)
    }
  }
  return {
    transport,
    close (reason) {
      closed = reason
      for (const controller of underWay) controller.abort(reason)
    }
  }
}

function headersFor (key: string | undefined): Record<string, string> {
  return { accept: 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}
