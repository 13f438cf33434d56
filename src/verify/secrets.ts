/** Hide secrets from what is printed and saved, in every form in which a server may repeat them. */
import { escapePattern } from '../values/escape-pattern.ts'
import { fingerprint } from '../world/fingerprint.ts'

export interface Secrets {
  add: (secret: string) => void
  /** Replace secrets, and all hex digits as long as a user token, by fingerprints. */
  hide: (text: string) => string
}

/** A shorter secret is as likely to be a word, so only its plain form is hidden. */
const minLength = 4

/**
 * Create a store of secrets. They are found in any letter case, percent-encoded, escaped as in JSON, and in base64.
 *
 * @param given - the first secrets
 * @returns the store
 */
export function createSecrets (given: string[]): Secrets {
  const forms = new Map<string, string>()
  let pattern = /[0-9a-f]{64,}/gi

  function add (secret: string) {
    // The key of a world contains the key of the fake.
    const world = secret.lastIndexOf('~')
    if (world >= minLength) add(secret.slice(0, world))
    const before = forms.size
    for (const form of formsOf(secret)) if (!forms.has(form)) forms.set(form, fingerprint(secret))
    if (forms.size === before) return
    const longestFirst = [...forms.keys()].sort((one, other) => other.length - one.length)
    pattern = new RegExp([...longestFirst.map(escapePattern), '[0-9a-f]{64,}'].join('|'), 'gi')
  }

  for (const secret of given) add(secret)
  return {
    add,
    hide: (text) => text.replaceAll(pattern, (found) => forms.get(found.toLowerCase()) ?? fingerprint(found))
  }
}

function formsOf (secret: string): string[] {
  const bytes = Buffer.from(secret)
  // As HTTP Basic sends it, with an empty password.
  const basic = Buffer.from(`${secret}:`).toString('base64')
  const encoded = secret.length < minLength
    ? []
    : [
        encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'), basic
      ]
  return [secret, ...encoded].map((form) => form.toLowerCase())
}
