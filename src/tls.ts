/** The certificate of a fake that speaks TLS, and the key to it. */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { optionError } from './option-error.ts'
import type { Config } from './options.ts'

/** PEM texts, as `node:https` takes them. */
export interface Tls {
  cert: string
  key: string
}

/**
 * Reads and checks the files of `--tls-cert` and `--tls-key`.
 *
 * @param config - their paths, both or neither
 * @returns what they hold; undefined where there are none
 * @throws an option error that names the file that cannot be read or used; it holds nothing of the key
 */
export function readTls ({ tlsCert, tlsKey }: Pick<Config, 'tlsCert' | 'tlsKey'>): Tls | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined
  const [cert, key] = [read('certificate', tlsCert), read('key', tlsKey)]
  check(`certificate file ${tlsCert} is no certificate in PEM`, { cert })
  check(`key file ${tlsKey} is no private key in PEM without a passphrase`, { key })
  check(`key file ${tlsKey} does not belong to the certificate of ${tlsCert}`, { cert, key })
  return { cert, key }
}

function read (what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw optionError(`${what} file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function check (problem: string, tls: Partial<Tls>): void {
  try {
    createSecureContext(tls)
  } catch {
    throw optionError(problem)
  }
}
