/** Write the port to a file. */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'

/** The port files of this process that have not been removed. */
const written = new Set<PortFile>()

/** Remove all port files of this process, when it exits without `close()`. Never throws. */
export function removePortFiles (): void {
  for (const file of written) file.remove()
}

/** A port file that has been written. */
export interface PortFile {
  /** Removes the file, unless another fake has written its own port there. Never throws. */
  remove: () => void
}

/**
 * Write a port and a line feed to a file, atomically.
 *
 * @throws an Error that names the path and has Node's `code`
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
  const file = {
    remove () {
      written.delete(file)
      try {
        if (readFileSync(path, 'utf8') === content) rmSync(path)
      } catch {
        // The file has been removed already.
      }
    }
  }
  written.add(file)
  return file
}
