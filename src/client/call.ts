/** Call one control route: path and body in, decoded answer out. */
import type { ControlCall, Transport } from '../control/call.ts'

/** The error of a call that the fake refused. */
export interface ControlError extends Error {
  /** Status code of the response. */
  status: number
}

/** Not exported, since the public ControlError is a type without a value. */
class RefusedCallError extends Error implements ControlError {
  override name = 'ControlError'
  status: number

  constructor (message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** Call control routes with one key. Paths are relative to `/_fake`. Each function resolves to the decoded body. */
export interface Caller {
  get: <Body>(path: string, query?: object) => Promise<Body>
  put: <Body>(path: string, body: unknown) => Promise<Body>
  post: <Body>(path: string, body?: unknown) => Promise<Body>
  delete: <Body>(path: string) => Promise<Body>
}

/**
 * Create a caller.
 *
 * @param key - the enterprise key; undefined for the routes that take none
 * @returns functions that reject with a ControlError for a refusal, and with the transport's error if it fails
 */
export function createCaller (transport: Transport, key?: string): Caller {
  async function call<Body> (method: ControlCall['method'], path: string, body?: unknown): Promise<Body> {
    const { status, text } = await transport({ method, path: `/_fake${path}`, key, body: JSON.stringify(body) })
    const answer = decode(text)
    if (status >= 200 && status < 300) return answer as Body
    const { error = `status ${status}` } = (answer ?? {}) as { error?: string }
    throw new RefusedCallError(`fake-sfox refused ${method} /_fake${path}: ${error}`, status)
  }
  return {
    get: async (path, query = {}) => await call('GET', path + queryText(query)),
    put: async (path, body) => await call('PUT', path, body),
    post: async (path, body) => await call('POST', path, body),
    delete: async (path) => await call('DELETE', path)
  }
}

/**
 * Encode an id as one segment of a path.
 *
 * @throws RangeError for an empty id, `.` and `..`, which a URL cannot contain as a segment (WHATWG URL, section 4.1);
 *   TypeError for a value that is no id, for example of an undefined variable
 */
export function pathSegment (id: string | number): string {
  if (typeof id !== 'string' && typeof id !== 'number') throw new TypeError(`the id must be a string; it is ${String(id)}`)
  if (['', '.', '..'].includes(String(id))) throw new RangeError(`the id ${JSON.stringify(id)} cannot stand in the path of a URL`)
  return encodeURIComponent(id)
}

/** Return undefined for an empty body and for text that is not JSON. */
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
