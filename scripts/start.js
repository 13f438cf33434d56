/**
 * `npm start` in a checkout: compiles, then runs the command in this very process, so that signals and the exit
 * status are its own, on every system. (A shell between the two would swallow SIGTERM.)
 */
import { execFileSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'

const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
const project = fileURLToPath(new URL('../tsconfig.build.json', import.meta.url))
execFileSync(process.execPath, [tsc, '-p', project], { stdio: ['ignore', 2, 2] })
await import('../dist/cli.js')
