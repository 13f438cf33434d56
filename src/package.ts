/** The location and the version of this package. */
import { readFileSync } from 'node:fs'

/** Root folder of the package: the parent of `src/` and of `dist/`. */
export const packageRoot = new URL('../', import.meta.url)

/** Version of fake-sfox, for example `0.1.0`. */
export const version: string = JSON.parse(readFileSync(new URL('package.json', packageRoot), 'utf8')).version
