/**
 * `npm start` in a checkout: compile changed files, then run the command in this process.
 *
 * npm sends signals only to the shell that runs a script, which would exit and leave the server running. The script in
 * package.json therefore begins with `exec`, so that this process replaces the shell. Arguments of `npm start -- …` are
 * appended to that script, so nothing may follow the command. On Windows, whose shell has no `exec`, run this file.
 */
import './build.js'

await import('../dist/cli.js')
