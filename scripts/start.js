/**
 * `npm start` in a checkout: compiles what has changed, then runs the command in this very process.
 *
 * npm runs its scripts in a shell and passes signals on to that shell alone, which would die and leave the server
 * behind. So the script in package.json says `exec`, which puts this process in the shell's place. Arguments of
 * `npm start -- …` are appended to that script, so nothing may follow the command. The shell of Windows has no `exec`:
 * there, this file is to be run itself.
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const project = fileURLToPath(new URL('../tsconfig.build.json', import.meta.url))
try {
  execFileSync(process.execPath, [tsc, '-p', project], { stdio: ['ignore', 2, 2] })
/* c8 ignore next 4 -- a checkout that does not compile has no tests to run */
} catch {
  // The compiler has said what is wrong.
  process.exit(1)
}
await import('../dist/cli.js')
