/** One call of a control route: path and body in, the decoded answer out, an Error for a refusal. */
import type { ControlCall, Transport } from './transport.ts'

/** The Error for a refusal. */
export interface ControlError extends Error {
  /** Status of the answer. */
  status: number
}

/** Calls control routes with one key. Paths are those after `/_fake`. Resolves to the decoded body. */
export interface Caller {
  get: <Body>(path: string, query?: object) => Promise<Body>
  put: <Body>(path: string, body: unknown) => Promise<Body>
  post: <Body>(path: string, body?: unknown) => Promise<Body>
  delete: <Body>(path: string) => Promise<Body>
}

/**
 * Makes a caller.
 *
 * @param transport - carries the calls
 * @param key - the enterprise key; none for the routes that take none
 * @returns see Caller; each function rejects with a ControlError for a refusal, and as the transport does
 */
export function createCaller (transport: Transport, key?: string): Caller {
  async function call<Body> (method: ControlCall['method'], path: string, body?: unknown): Promise<Body> {
    const { status, text } = await transport({ method, path: `/_fake${path}`, key, body })
    const answer = decode(text)
    if (status >= 200 && status < 300) return answer as Body
    const { error = `status ${status}` } = (answer ?? {}) as { error?: string }
    throw Object.assign(new Error(`fake-sfox refused ${method} /_fake${path}: ${error}`), { status })
  }
  return {
    get: async (path, query = {}) => await call('GET', path + queryText(query)),
    put: async (path, body) => await call('PUT', path, body),
    post: async (path, body) => await call('POST', path, body),
    delete: async (path) => await call('DELETE', path)
  }
}

/**
 * Writes an id as a segment of a path.
 *
 * @param id - a user's, an order's or a deposit's
 * @returns the id, percent-escaped
 * @throws a RangeError for an empty id, `.` and `..`, which a URL cannot hold as a segment (WHATWG URL, section 4.1)
 */
export function pathSegment (id: string): string {
  if (['', '.', '..'].includes(id)) throw new RangeError(`the id ${JSON.stringify(id)} cannot stand in the path of a URL`)
  return encodeURIComponent(id)
}

/** Undefined for an empty body, and for what is not JSON. */
function decode (text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function queryText (query: object): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const text = new URLSearchParams(given.map(([name, value]): [string, string] => [name, String(value)])).toString()
  return text && `?${text}`
}
