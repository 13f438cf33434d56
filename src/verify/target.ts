/** Check the server to compare with: a server other than this machine has to be confirmed, sFOX in production twice. */
import { OptionError } from '../options/option-error.ts'

export interface Target {
  /** Scheme, host and port. */
  origin: string
  /** The path before `/v1`, without a slash at the end. */
  prefix: string
  /** Host, and port unless it is the scheme's default; saved with each observation. */
  host: string
}

/** The confirmations of the user. */
export interface Confirmed {
  /** That requests may be sent to another machine. */
  realApi: boolean
  /** That the server may be sFOX in production. */
  production: boolean
}

/** sFOX's hosts. All that are not below `staging.sfox.com` count as production. */
const vendors = /(?:^|\.)sfox\.com$/
const staging = /(?:^|\.)staging\.sfox\.com$/

/** Names and addresses of this machine. Names are not resolved: RFC 6761, section 6.3, reserves `localhost`. */
const loopback = /^(?:(?:[^.]+\.)*localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])$/

/**
 * Read the URL of the server to compare with. Nothing is sent and no name is looked up.
 *
 * @param url - the base URL, without `/v1`
 * @param confirmed - what the user has confirmed
 * @returns the server
 * @throws an option error for a malformed URL, for a host that needs to be confirmed and is not, and for sFOX without
 *   TLS
 */
export function readTarget (url: string, confirmed: Confirmed): Target {
  // Messages do not repeat the URL, because it may hold a key.
  const { protocol, origin, host, hostname, pathname, username, password, search, hash } = parse(url)
  if (username || password || search || hash) {
    throw new OptionError('--against must be scheme, host and port alone, without a user, a query or a fragment')
  }
  const prefix = pathname.replace(/\/+$/, '')
  if (prefix.endsWith('/v1')) throw new OptionError('--against must not end in /v1, which every request begins with')

  const name = hostname.replace(/\.+$/, '')
  if (!loopback.test(name) && !confirmed.realApi) {
    throw new OptionError(`${host} is not this machine; if requests may really be sent there, add --yes-real-api`)
  }
  if (vendors.test(name)) {
    if (!staging.test(name) && !confirmed.production) {
      throw new OptionError(`${host} is sFOX in production, where money is real; nothing is sent there without --yes-production as well`)
    }
    if (protocol !== 'https:') throw new OptionError(`${host} is sFOX: the key would travel unencrypted; use https`)
  }
  return { origin, prefix, host }
}

function parse (url: string): URL {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw new OptionError('--against must be a URL such as http://127.0.0.1:7369')
  }
  return new URL(url)
}
