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

/**
 * Reaches a fake by its URL.
 *
 * @param url - the base URL, without a slash at the end
 * @param signal - ends all calls when it is aborted
 * @returns the transport
 */
export function fetchTransport (url: string, signal: AbortSignal): Transport {
  return async ({ method, path, key, body }) => {
    const answer = await fetch(url + path, {
      method,
      headers: headersFor(key),
      // The key goes to the fake that was named, and nowhere that it may point to.
      redirect: 'manual',
      signal,
      ...(body !== undefined && { body: JSON.stringify(body) })
    })
    return { status: answer.status, text: await answer.text() }
  }
}

function headersFor (key: string | undefined): Record<string, string> {
  return { accept: 'application/json', ...(key !== undefined && { authorization: `Bearer ${key}` }) }
}
