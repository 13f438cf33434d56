/**
 * Skip tests whose programs are missing. The gate (.ci/run) installs them all, and counts skipped tests as failures.
 */
import { findProgram, howToGet } from '../scripts/programs.ts'

/**
 * Create options for `t.test()` that skip the test if a program is missing, with a reason that says how to install it.
 * tap changes the options, so each test needs new ones.
 *
 * @param names - programs by their names in scripts/programs.json
 * @param path - folders to search, as in the variable PATH
 */
export function needs (names: string[], path?: string): { skip: string | false } {
  const missing = names.find((name) => findProgram(name, path) === undefined)
  return { skip: missing === undefined ? false : `needs ${howToGet(missing)}` }
}
