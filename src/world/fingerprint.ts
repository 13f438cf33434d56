/**
 * Fingerprints instead of secrets: in a log, a key or a token is shown as `#` and the first 8 hex characters of its
 * SHA-256, the same everywhere, so that things can be matched up and nothing can be stolen.
 */
import { createHash } from 'node:crypto'

/**
 * Names a secret without giving it away.
 *
 * @param secret - a key or a token
 * @returns `#` and 8 hex characters
 */
export function fingerprint (secret: string): string {
  return `#${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
}

/** Puts fingerprints in the place of secrets. */
export interface Redact {
  /** In any text, such as an error's. */
  text: (text: string) => string
  /** In a URL path, where percent escapes may hide a secret. */
  path: (path: string) => string
}

/**
 * Makes the redaction for one enterprise key: it finds that key, the keys of its worlds, and whatever has 64 hex
 * characters or more in a row, which is the shape of a user token.
 *
 * @param key - the enterprise key
 * @returns see Redact
 */
export function createRedact (key: string): Redact {
  const escaped = key.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  const secrets = new RegExp(`${escaped}(?:~[A-Za-z0-9._-]{1,64})?|[0-9A-Fa-f]{64,}`, 'g')
  const text = (given: string) => given.replaceAll(secrets, fingerprint)
  return {
    text,
    path (given) {
      const decoded = decode(given)
      const shown = text(decoded)
      return shown === decoded ? given : encodeURI(shown)
    }
  }
}

/** Undoes percent escapes byte by byte, which cannot fail; a key is ASCII, so that a secret is always recognised. */
function decode (path: string): string {
  return path.replaceAll(/%[0-9A-Fa-f]{2}/g, (escape) => String.fromCharCode(Number.parseInt(escape.slice(1), 16)))
}
