/** Read the certificate and the private key for HTTPS. */
import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { OptionError } from '../options/option-error.ts'
import type { Config } from '../options/table.ts'

/** PEM texts, as `node:https` takes them. */
export interface Tls {
  cert: string
  key: string
}

/**
 * Read and check the files of `--tls-cert` and `--tls-key`.
 *
 * @param config - both paths, or neither
 * @returns the contents of both files; undefined without paths
 * @throws OptionError with the name of the file that cannot be read or used, but never with any of the key
 */
export function readTls ({ tlsCert, tlsKey }: Pick<Config, 'tlsCert' | 'tlsKey'>): Tls | undefined {
  if (tlsCert === undefined || tlsKey === undefined) return undefined
  const [cert, key] = [read('certificate', tlsCert), read('key', tlsKey)]
  check(`certificate file ${tlsCert} must contain a certificate in PEM format`, { cert })
  check(`key file ${tlsKey} must contain a private key in PEM format, without a passphrase`, { key })
  check(`key file ${tlsKey} does not belong to the certificate in ${tlsCert}`, { cert, key })
  return { cert, key }
}

function read (what: string, path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new OptionError(`${what} file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`)
  }
}

function check (problem: string, tls: Partial<Tls>): void {
  try {
    createSecureContext(tls)
  } catch {
    throw new OptionError(problem)
  }
}
