/** The file that tells the port to whoever waits for it. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** A port that has been announced. */
export interface PortFile {
  /** Takes the file away, unless another fake has put its own port there meanwhile. Never throws. */
  remove: () => void
}

/**
 * Announces a port: writes it, and a line feed, in one go, so that nobody ever reads half of it.
 *
 * @param path - where
 * @param port - the port
 * @returns see PortFile
 * @throws an Error with the `code` of Node's own, and a message that names the path
 */
export function createPortFile (path: string, port: number): PortFile {
  const content = `${port}\n`
  const part = `${path}.${port}.part`
  try {
    writeFileSync(part, content)
    renameSync(part, path)
  } catch (error) {
    rmSync(part, { force: true })
    const { code } = error as NodeJS.ErrnoException
    throw Object.assign(new Error(`port file ${path} cannot be written (${code})`, { cause: error }), { code })
  }
  return {
    remove () {
      try {
        if (readFileSync(path, 'utf8') === content) rmSync(path)
      } catch {
        // Somebody was faster, which is as good.
      }
    }
  }
}
