/** Calls of the fake with the key: of its control routes, and of the vendor's side as an application would. */

/** A call of either side. */
export interface Call {
  method: string
  /** From the fake's own address on. */
  path: string
  headers?: Record<string, string>
  body?: string
  signal?: AbortSignal
}

/** What was answered. */
export interface Answer {
  status: number
  /** The header `x-fake-sfox-reason`, and the text of the error. */
  reason: string | null
  error: string | undefined
  text: string
  /** Undefined where the body is not JSON. */
  json: any
}

/** What a control route refused. */
export interface RefusedCall extends Error {
  status: number
}

/** The way to the fake, with one key. */
export interface Api {
  key: string
  /** Calls the vendor's side as it is, without the key. Rejects as `fetch()` does where no whole answer comes. */
  call: (call: Call) => Promise<Answer>
  /** Calls a control route; resolves to the decoded body. Rejects with a RefusedCall, and as `fetch()` does. */
  control: (method: string, path: string, body?: unknown) => Promise<any>
}

/** The fake's own address, which may lie below a path where a proxy stands before it. */
const base = new URL('./', location.href)

/**
 * Makes the address of a path.
 *
 * @param path - with a slash at the front
 * @returns its URL
 */
export function urlOf (path: string): string {
  return base.origin + base.pathname.slice(0, -1) + path
}

/**
 * Writes the header that the key travels in, and nowhere else.
 *
 * @param key - a key or a token
 * @returns the headers
 */
export function bearer (key: string): { authorization: string } {
  return { authorization: `Bearer ${key}` }
}

/**
 * Makes the way to the fake.
 *
 * @param key - the enterprise key
 * @returns see Api
 */
export function createApi (key: string): Api {
  return {
    key,
    call,
    async control (method, path, body) {
      const { status, error, json } = await call({
        method, path: `/_fake${path}`, headers: bearer(key), ...(body !== undefined && { body: JSON.stringify(body) })
      })
      if (status < 300) return json
      throw Object.assign(new Error(error ?? `${method} /_fake${path} was answered ${status}`), { status })
    }
  }
}

async function call ({ path, ...rest }: Call): Promise<Answer> {
  const answer = await fetch(urlOf(path), { ...rest, cache: 'no-store', redirect: 'manual' })
  const text = await answer.text()
  const json = decode(text)
  return { status: answer.status, reason: answer.headers.get('x-fake-sfox-reason'), error: json?.error, text, json }
}

function decode (text: string): any {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
