/** The version of the package, as `package.json` beside the sources (and beside the compiled files) has it. */
import { readFileSync } from 'node:fs'

/** Version of fake-sfox, such as `0.1.0`. */
export const version: string = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
