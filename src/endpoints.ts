/**
 * sFOX's documented endpoints: those that this fake emulates, and the others. Nothing is claimed of the others but that
 * sFOX's pages name them; the page is given for each.
 *
 * A leaf: imports nothing of ours.
 */

/** A method and a path, whose segments may be parameters such as `:id`. */
export interface Endpoint<Method extends string = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'> {
  method: Method
  path: string
}

const read = (lines: string): Endpoint[] => lines.trim().split('\n').map((line) => {
  const [method, path] = line.trim().split(' ') as [Endpoint['method'], string]
  return { method, path }
})

/** Those that this fake emulates. */
export const builtEndpoints = read(`
  POST /v1/enterprise/user-tokens
  POST /v1/enterprise/user-tokens/:user_id
  POST /v1/enterprise/register-account
  GET /v1/enterprise/users
  GET /v1/enterprise/users/:user_id
  POST /v1/enterprise/users/send-verification/:user_id
  POST /v1/enterprise/users/verify/:user_id
  DELETE /v1/enterprise/account/:user_id
  POST /v1/user/bank
  GET /v1/user/bank
  DELETE /v1/user/bank
  POST /v1/user/bank/verify
  POST /v1/user/bank/deposit
  GET /v1/user/balance
  POST /v1/account/onboard-ach
  GET /v1/account/weekly-deposit-limit
  POST /v1/orders/:side
  GET /v1/orders
  GET /v1/orders/:id
  DELETE /v1/orders
  DELETE /v1/orders/:id
`)

/** The others. */
export const otherEndpoints = read(`
  GET /v1/account/transactions
`)

/**
 * Tells whether two endpoints are the same, whatever their parameters are called.
 *
 * @param one - an endpoint
 * @param other - another
 * @returns true where no request could tell them apart
 */
export function isSameEndpoint (one: Endpoint, other: Endpoint): boolean {
  const form = ({ method, path }: Endpoint) => `${method} ${path.replaceAll(/:\w+/g, ':')}`
  return form(one) === form(other)
}
