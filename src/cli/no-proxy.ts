/** Keep the requests of a command to the fake away from a proxy. */

/**
 * Return `NO_PROXY` and `no_proxy` with the host of a URL added. Programs read one of the two, and differ in which.
 *
 * @param url - the base URL of the fake
 * @param env - the environment of the command
 * @returns both variables. A variable that is not set takes over the list of the other. A list of `*` is kept: it means
 *   all hosts only if nothing else is in the list.
 */
export function noProxy (url: string, env: Record<string, string | undefined>): { NO_PROXY: string, no_proxy: string } {
  const host = url.replace(/^https?:\/\/|:\d+$/g, '')
  // Go, curl and Node's `http` expect an IPv6 address without brackets; axios, undici and Python's urllib with them.
  const hosts = [...new Set([host.replace(/^\[(.*)\]$/, '$1'), host])]
  const add = (list = '') => list.trim() === '*' ? list : [...list.trim() === '' ? [] : [list], ...hosts].join(',')
  const { NO_PROXY: upper, no_proxy: lower } = env
  return { NO_PROXY: add(upper || lower), no_proxy: add(lower || upper) }
}
