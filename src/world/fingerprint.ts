/**
 * Replace secrets with fingerprints. Logs and the journal show a key or token as `#` and the first 8 hex characters of
 * its SHA-256. The fingerprint of a secret is always the same, so entries can be correlated.
 */
import { hash } from 'node:crypto'
import { escapePattern } from '../values/escape-pattern.ts'
import { worldNamePattern } from './keys.ts'

/** Return the fingerprint of a key or token: `#` and 8 hex characters. */
export function fingerprint (secret: string): string {
  return `#${hash('sha256', secret).slice(0, 8)}`
}

/** Functions that replace secrets with fingerprints. */
export interface Redact {
  /** Redact any text, for example an error message. */
  text: (text: string) => string
  /** Redact a URL path, in which percent escapes may hide a secret. */
  path: (path: string) => string
}

/**
 * Create the redaction for one enterprise key. It finds the key, the keys of its worlds, and runs of at least 64 hex
 * characters, since user tokens have 64.
 */
export function createRedact (key: string): Redact {
  const secrets = new RegExp(`(?:[0-9A-Fa-f]{64,}|${escapePattern(key)})(?:~${worldNamePattern})?`, 'g')
  const text = (given: string) => given.replaceAll(secrets, fingerprint)
  return {
    text,
    path (given) {
      if (!given.includes('%')) return text(given)
      // Decode byte by byte: a malformed escape must not hide a secret, and keys are ASCII. Each unit stands for one
      // character of the decoded text, so the rest of the path stays as received.
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
