/** The file that tells the port to whoever waits for it. */
import { renameSync, rmSync, writeFileSync } from 'node:fs'

/** Announces a port. Nobody ever reads half of it, or the port of an earlier run. */
export interface PortFile {
  /** Takes an older file away. */
  clear: () => void
  /** Writes the port and a line feed, in one go. */
  write: (port: number) => void
}

/**
 * Makes the announcement of a port.
 *
 * @param path - where
 * @param unique - keeps apart two fakes that write to the same path
 * @returns see PortFile; both throw an Error with the `code` of Node's own, and a message that names the path
 */
export function createPortFile (path: string, unique: string): PortFile {
  const part = `${path}.${unique}.part`
  return {
    clear: () => attempt(() => rmSync(path, { force: true })),
    write: (port) => attempt(() => {
      writeFileSync(part, `${port}\n`)
      renameSync(part, path)
    })
  }

  function attempt (change: () => void): void {
    try {
      change()
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      throw Object.assign(new Error(`port file ${path} cannot be written (${code})`, { cause: error }), { code })
    }
  }
}
