/**
 * `npm run audit`: asks the registry for known vulnerabilities, of whatever severity, in what ships. Not every registry
 * can be asked: then this says so, and fails nothing.
 */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const cwd = fileURLToPath(new URL('../', import.meta.url))

execFile('npm', ['audit', '--omit=dev', '--json', '--fetch-retries=0'], { cwd }, (_, stdout) => {
  const { metadata, vulnerabilities, message } = JSON.parse(stdout)
  if (metadata === undefined) return console.log(`npm audit: could not be asked (${message})`)
  const found = Object.values(vulnerabilities).map(({ name, severity }) => `${name} (${severity})`)
  console.log(`npm audit: ${metadata.dependencies.prod} packages that ship, ${found.length} vulnerable`)
  for (const line of found) console.log(line)
  process.exitCode = found.length === 0 ? 0 : 1
})
