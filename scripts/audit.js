/**
 * `npm run audit`: fail if the registry knows a vulnerability, of any severity, in a runtime dependency. If the
 * registry has no audit service, print that and succeed.
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
