/** Which server may be compared with, and who has to say so twice. */
import { optionError } from '../option-error.ts'

/** A server to compare with. */
export interface Target {
  /** Scheme, host and port. */
  origin: string
  /** What stands before `/v1`; empty, or without a slash at the end. */
  prefix: string
  /** Host, and port where it is not the scheme's own: what an observation is filed under. */
  host: string
}

/** What somebody has confirmed. */
export interface Confirmed {
  /** That the server is another than this machine. */
  realApi: boolean
  /** That it is the one where money is real. */
  production: boolean
}

/** sFOX's own hosts; everything there that does not say `staging` counts as production. */
const vendors = /(?:^|\.)sfox\.com$/
const staging = /(?:^|\.)staging\.sfox\.com$/

/** A name counts, whatever it resolves to: `localhost` is this machine by RFC 6761, section 6.3. */
const loopback = /^(?:(?:[^.]+\.)*localhost|127(?:\.\d+){3}|\[::1\]|\[::ffff:7f[0-9a-f]{2}:[0-9a-f]+\])$/

/**
 * Reads the URL of the server to compare with, and refuses what nobody has confirmed. Nothing is sent, nor is a name
 * looked up.
 *
 * @param url - the base URL, without `/v1`; a slash at its end does no harm
 * @param confirmed - see Confirmed
 * @returns see Target
 * @throws an option error for what is no such URL, for a host other than this machine that is not confirmed, for a host
 *   of sFOX's in production that is not confirmed a second time, and for sending a key to sFOX unencrypted
 */
export function readTarget (url: string, confirmed: Confirmed): Target {
  // Not repeated in the message: a key may stand in it.
  const { protocol, origin, host, hostname, pathname, username, password, search, hash } = parse(url)
  if (username || password || search || hash) {
    throw optionError('--against must be scheme, host and port alone, without a user, a query or a fragment')
  }
  const prefix = pathname.replace(/\/+$/, '')
  if (prefix.endsWith('/v1')) throw optionError('--against must not end in /v1, which every request begins with')

  const name = hostname.replace(/\.+$/, '')
  if (!loopback.test(name) && !confirmed.realApi) {
    throw optionError(`${host} is not this machine; if requests may really be sent there, add --yes-real-api`)
  }
  if (vendors.test(name)) {
    if (!staging.test(name) && !confirmed.production) {
      throw optionError(`${host} is sFOX in production, where money is real; nothing is sent there without --yes-production as well`)
    }
    if (protocol !== 'https:') throw optionError(`${host} is sFOX: the key would travel unencrypted; use https`)
  }
  return { origin, prefix, host }
}

function parse (url: string): URL {
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw optionError('--against must be a URL such as http://127.0.0.1:7369')
  }
  return new URL(url)
}
