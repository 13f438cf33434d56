/** Calls to the fake. No DOM types here: the tests run this file in Node too. */

/** A call to a control route or to one of the vendor's routes. */
export interface Call {
  method: string
  /** Starts with a slash. Relative to the base URL of the fake. */
  path: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

/** A complete response. */
export interface CallResponse {
  status: number
  /** The header `x-fake-sfox-reason`. */
  reason: string | null
  /** The text of an error body. */
  error: string | undefined
  text: string
  /** The decoded body; undefined if it is not JSON. */
  json: any
}

/** A client of one fake, with one key. Both functions reject as `fetch()` does if there is no complete response. */
export interface Api {
  key: string
  /** Return the URL of a path. */
  urlOf: (path: string) => string
  /** Call any route. The key is not added. */
  call: (call: Call) => Promise<CallResponse>
  /** Call a control route with the key. Resolves to the decoded body; rejects with a ControlError. */
  control: (method: string, path: string, body?: unknown) => Promise<any>
}

/** A control route returned an error. */
export class ControlError extends Error {
  override name = 'ControlError'
  readonly status: number

  constructor (message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** Return the header that carries a key or a token. */
export function bearer (credential: string): { authorization: string } {
  return { authorization: `Bearer ${credential}` }
}

/**
 * Create a client.
 *
 * @param baseUrl - of the fake, without a slash at the end
 * @param key - the enterprise key
 */
export function createApi (baseUrl: string, key: string): Api {
  const urlOf = (path: string) => baseUrl + path

  async function call ({ path, ...rest }: Call): Promise<CallResponse> {
    const init = { ...rest, cache: 'no-store', redirect: 'manual' } as const
    const response = await fetch(urlOf(path), init)
    const text = await response.text()
    const json = decode(text)
    return { status: response.status, reason: response.headers.get('x-fake-sfox-reason'), error: json?.error, text, json }
  }

  async function control (method: string, path: string, body?: unknown): Promise<any> {
    const { status, error, json } = await call({
      method, path: `/_fake${path}`, headers: bearer(key), ...(body !== undefined && { body: JSON.stringify(body) })
    })
    if (status < 300) return json
    throw new ControlError(error ?? `${method} /_fake${path} returned status ${status}`, status)
  }

  return { key, urlOf, call, control }
}

function decode (text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
