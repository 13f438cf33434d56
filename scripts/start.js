/**
 * `npm start` in a checkout: compiles what has changed, then runs the command in this very process.
 *
 * npm runs its scripts in a shell and passes signals on to that shell alone, which would die and leave the server
 * behind. So the script in package.json says `exec`, which puts this process in the shell's place. Arguments of
 * `npm start -- …` are appended to that script, so nothing may follow the command. The shell of Windows has no `exec`:
 * there, this file is to be run itself.
 */
import './build.js'

await import('../dist/cli.js')
