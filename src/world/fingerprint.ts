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
  /** Redact a URL path or a query, in which percent escapes may hide a secret. */
  path: (path: string) => string
  /** Redact a body as sent, in which JSON escapes, or percent escapes of a form, may hide a secret. */
  body: (body: string) => string
  /** The length of the longest secret if each character is escaped. Redact so many characters beyond a cut. */
  reach: number
  /** Return a redaction that finds one more key. */
  also: (key: string) => Redact
}

/** Units of a text: an escape or one character, which stands for one character of the decoded text. */
const percentUnits = /%[0-9A-Fa-f]{2}|[^]/g
const bodyUnits = /%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4}|\\[^]|[^]/g

/** The length of the longest escape of one character, `\u0061`. */
const longestEscape = 6

/** The length of the longest suffix of a world, `~` and its name. */
const longestSuffix = 65

/**
 * Create the redaction for enterprise keys. It finds the keys, the keys of their worlds, and runs of at least 64 hex
 * characters, since user tokens have 64.
 */
export function createRedact (...keys: string[]): Redact {
  let pattern: RegExp | undefined
  // Compiled lazily: a request with a wrong credential gets a redaction of its own, which is seldom used.
  const secrets = () => (pattern ??= secretsPattern(keys))
  const text = (given: string) => given.replaceAll(secrets(), fingerprintOf)

  function escaped (given: string, units: RegExp): string {
    // Decode unit by unit: a malformed escape must not hide a secret, and keys are ASCII. The rest of the text stays as
    // received.
    const parts = given.match(units) as string[]
    const decoded = parts.map(decode).join('')
    let [shown, end] = ['', 0]
    for (const { 0: found, 1: basic, index } of decoded.matchAll(secrets())) {
      shown += parts.slice(end, index).join('') + fingerprintOf(found, basic)
      end = index + found.length
    }
    return shown + parts.slice(end).join('')
  }

  return {
    text,
    path: (given) => given.includes('%') ? escaped(given, percentUnits) : text(given),
    body: (given) => /[%\\]/.test(given) ? text(escaped(given, bodyUnits)) : text(given),
    // Base64 is 4/3 times as long.
    reach: longestEscape * Math.ceil((Math.max(64, ...keys.map(({ length }) => length)) + longestSuffix) * 4 / 3),
    also: (key) => createRedact(...keys, key)
  }
}

/** Return a pattern of tokens, keys, and keys of worlds. Its first group is set for a credential of HTTP Basic. */
function secretsPattern (keys: readonly string[]): RegExp {
  const plain = `(?:[0-9A-Fa-f]{64,}|${keys.map(escapePattern).join('|')})(?:~${worldNamePattern})?`
  return new RegExp(`${plain}|(${basicPattern(keys)})`, 'g')
}

/** Three hex characters in Base64. */
const hexGroup = '[MNOQRYZ][DEGTUWjkmz02][ABEFIJMNQRUVYZcdghkl][B-Gh-mw-z0-5]'

/** Return a pattern of the credentials of HTTP Basic, in which the secret comes first: Base64 of `secret:`. */
function basicPattern (keys: readonly string[]): string {
  // Only whole groups of three characters are the same whatever follows.
  const groups = keys.map((key) => Buffer.from(key).subarray(0, key.length - key.length % 3).toString('base64'))
  const encoded = groups.filter((group) => group !== '').map((group) => group.replaceAll('+', '[+-]').replaceAll('/', '[/_]'))
  return `(?<![A-Za-z0-9+])(?:${[`(?:${hexGroup}){21}`, ...encoded].join('|')})[A-Za-z0-9+_=-]*`
}

/**
 * Return the fingerprint of a found secret.
 *
 * @param basic - the same text if it is a credential of HTTP Basic; its user name is the secret
 */
function fingerprintOf (found: string, basic: string | undefined): string {
  return fingerprint(basic === undefined ? found : (Buffer.from(basic, 'base64').toString().split(':')[0] as string))
}

function decode (unit: string): string {
  if (unit.length === 1) return unit
  // Any other short escape, for example `\n`, is part of no secret.
  if (unit.length === 2) return /["\\/]/.test(unit.slice(1)) ? unit.slice(1) : '\n'
  return String.fromCharCode(Number.parseInt(unit.replace(/^\W+u?/, ''), 16))
}
