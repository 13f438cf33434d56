/** Compose the URL at which clients on this machine call a server. */
import type { AddressInfo } from 'node:net'

/** The addresses that stand for all addresses of a machine, as Node reports them. */
const wildcards = ['0.0.0.0', '::']

/** An IPv6 address, or an IPv4 address in any notation that resolvers accept, for example `127.1`. */
const addressPattern = /:|(?:^|\.)(?:\d+|0x[\da-f]+)$/i

/**
 * Return the base URL of a server, with a host that can be called.
 *
 * @param scheme - `http` or `https`
 * @param host - the host as configured, which stands in the URL if it is a name: a certificate may have no other
 * @param bound - the address and the port that the server is bound to
 * @returns the URL, without a slash at the end. 127.0.0.1 replaces a wildcard, `::` as well: Node accepts IPv4 there.
 */
export function callableUrl (scheme: string, host: string, bound: Pick<AddressInfo, 'address' | 'port'>): string {
  const address = bound.address.replace(/^::ffff:(?=\d+\.)/, '')
  return `${scheme}://${callableHost(host, address)}:${bound.port}`
}

function callableHost (host: string, address: string): string {
  if (wildcards.includes(address)) return '127.0.0.1'
  if (!addressPattern.test(host)) return host
  // The % before the zone of a link-local address is escaped (RFC 6874).
  return address.includes(':') ? `[${address.replace('%', '%25')}]` : address
}
