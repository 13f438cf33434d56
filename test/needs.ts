/** Skips tests whose programs are missing. The gate installs them all, and takes a skipped test for a failure. */
import { findProgram, howToGet } from '../scripts/programs.ts'

/**
 * Make options for `t.test()` that skip the test if a program is missing. Each test needs options of its own: tap
 * changes those that it is given.
 *
 * @param names - programs by their names in scripts/programs.json
 * @param path - folders to look in; those of PATH by default
 * @returns the options; the reason to skip says how to get the first program that is missing
 */
export function needs (names: string[], path?: string): { skip: string | false } {
  const missing = names.find((name) => findProgram(name, path) === undefined)
  return { skip: missing === undefined ? false : `needs ${howToGet(missing)}` }
}
