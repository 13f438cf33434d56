/**
 * Fingerprints instead of secrets: in a log, a key or a token is shown as `#` and the first 8 hex characters of its
 * SHA-256, the same everywhere, so that things can be matched up and nothing can be stolen.
 */
import { hash } from 'node:crypto'
import { worldNamePattern } from './keys.ts'

/**
 * Names a secret without giving it away.
 *
 * @param secret - a key or a token
 * @returns `#` and 8 hex characters
 */
export function fingerprint (secret: string): string {
  return `#${hash('sha256', secret).slice(0, 8)}`
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
  const secrets = new RegExp(`(?:[0-9A-Fa-f]{64,}|${escaped})(?:~${worldNamePattern})?`, 'g')
  const text = (given: string) => given.replaceAll(secrets, fingerprint)
  return {
    text,
    path (given) {
      if (!given.includes('%')) return text(given)
      // Byte by byte, since a malformed escape must not hide a secret; a key is ASCII, so bytes are enough. The units
      // stand one to one for the characters of the decoded text, so that all but the secrets is shown as it came.
      const units = given.match(/%[0-9A-Fa-f]{2}|[^]/g) as string[]
      const decoded = units.map(decode).join('')
      let [shown, end] = ['', 0]
      for (const { 0: secret, index } of decoded.matchAll(secrets)) {
        shown += units.slice(end, index).join('') + fingerprint(secret)
        end = index + secret.length
      }
      return shown + units.slice(end).join('')
    }
  }
}

function decode (unit: string): string {
  return unit.length === 1 ? unit : String.fromCharCode(Number.parseInt(unit.slice(1), 16))
}
