/** The programs that tests and scripts use besides npm packages. `.ci/run` installs them. */
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs: Array<{ package: string, names: string[] }> =
  JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8'))

/**
 * Return the Debian package of a program, and the names of its executables, the preferred one first.
 *
 * @param name - any of its names in programs.json
 * @throws an Error for a name that is not in programs.json
 */
export function programOf (name: string) {
  const found = programs.find(({ names }) => names.includes(name))
  if (found === undefined) throw new Error(`${name} is not in scripts/programs.json`)
  return found
}

/**
 * Find an installed program, by any of its names.
 *
 * @param name - as for `programOf()`
 * @param path - folders to search, as in the variable PATH
 */
export function findProgram (name: string, path = String(process.env.PATH)): string | undefined {
  const folders = path.split(delimiter)
  const candidates = programOf(name).names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return candidates.find((candidate) => {
    try {
      accessSync(candidate, constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Describe how to install a program: `curl, which is not installed (Debian: apt-get install curl)`. */
export function howToGet (name: string): string {
  return `${name}, which is not installed (Debian: apt-get install ${programOf(name).package})`
}
