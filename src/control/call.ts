/** Types of calls of control routes. They import nothing, since the public types include them. */

/** A call of a control route. */
export interface ControlCall {
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Path and query, with `/_fake`. */
  path: string
  /** The enterprise key; undefined for the routes that take none. */
  key?: string | undefined
  /** JSON. */
  body?: string | undefined
}

/** The response of a control route. */
export interface ControlAnswer {
  status: number
  text: string
}

/** Carries calls to a fake. Rejects if the fake cannot be reached, or is closed before it answers. */
export type Transport = (call: ControlCall) => Promise<ControlAnswer>
