/** The programs beyond npm that tests and scripts use; `.ci/run` installs them. */
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const programs: Array<{ package: string, names: string[] }> =
  JSON.parse(readFileSync(new URL('programs.json', import.meta.url), 'utf8'))

/**
 * Return what is known of a program.
 *
 * @param name - any of its names in programs.json
 * @returns its Debian package, and the names of its executables, the preferred one first
 * @throws an Error for a name that is not in programs.json
 */
export function programOf (name: string) {
  const found = programs.find(({ names }) => names.includes(name))
  if (found === undefined) throw new Error(`${name} is not in scripts/programs.json`)
  return found
}

/**
 * Find an installed program.
 *
 * @param name - as for `programOf()`
 * @param path - folders to look in, in the form of the variable PATH
 * @returns its path; undefined if there is none by any of its names
 * @throws as `programOf()`
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

/**
 * Say how to get a program.
 *
 * @param name - as for `programOf()`
 * @returns a phrase such as `curl, which is not installed (Debian: apt-get install curl)`
 * @throws as `programOf()`
 */
export function howToGet (name: string): string {
  return `${name}, which is not installed (Debian: apt-get install ${programOf(name).package})`
}
