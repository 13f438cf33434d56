/** Secrets that must be neither shown nor saved, in whatever form a server may repeat them. */
import { fingerprint } from '../world/fingerprint.ts'

/** What is kept secret. */
export interface Secrets {
  /** Keeps one more secret. */
  add: (secret: string) => void
  /** Puts fingerprints in the place of secrets, and of whatever is as long as a user token. */
  hide: (text: string) => string
}

/** What is shorter is as likely to be a word, and is looked for as it is. */
const shortest = 4

/**
 * Begins to keep secrets.
 *
 * @param given - the first ones
 * @returns see Secrets; they are found in any case of letters, with percent escapes, escaped as in JSON, and in base64
 */
export function createSecrets (given: string[]): Secrets {
  const forms = new Map<string, string>()
  let pattern = /[0-9a-f]{64,}/gi

  function add (secret: string) {
    // The key of a world holds that of the fake.
    const world = secret.lastIndexOf('~')
    if (world >= shortest) add(secret.slice(0, world))
    const before = forms.size
    for (const form of formsOf(secret)) if (!forms.has(form)) forms.set(form, fingerprint(secret))
    if (forms.size === before) return
    const longestFirst = [...forms.keys()].sort((one, other) => other.length - one.length)
    pattern = new RegExp([...longestFirst.map(literally), '[0-9a-f]{64,}'].join('|'), 'gi')
  }

  for (const secret of given) add(secret)
  return {
    add,
    hide: (text) => text.replaceAll(pattern, (found) => forms.get(found.toLowerCase()) ?? fingerprint(found))
  }
}

function formsOf (secret: string): string[] {
  const bytes = Buffer.from(secret)
  const encoded = secret.length < shortest
    ? []
    : [
        encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url')
      ]
  return [secret, ...encoded].map((form) => form.toLowerCase())
}

/**
 * Writes a text as a pattern that fits it and nothing else.
 *
 * @param text - any
 * @returns the source of a regular expression
 */
export function literally (text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
