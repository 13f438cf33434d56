/**
 * `npm run test:offline`: run a command, and fail if it fails, or if any of its processes tried to reach another
 * machine. Requires strace(1), so it runs on Linux only.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isBrowsers, readTrace, runTraced, type Attempt } from './trace.ts'

const folder = mkdtempSync(join(tmpdir(), 'offline-'))
try {
  const file = join(folder, 'trace')
  const status = await runTraced(file, process.argv.slice(2))
  const { addresses, programs, attempts } = await readTrace(file)
  const ours = attempts.filter((attempt) => !isBrowsers(attempt))
  console.log(`\n${addresses} addresses were named by the processes of ${programs.size} programs.`)
  show('The browser itself', attempts.filter(isBrowsers))
  show('Anything else', ours)
  if (addresses === 0) console.log('A run that names no address shows nothing.')
  console.log(status === 0 ? 'The command itself did well.' : `The command itself failed with status ${status}.`)
  process.exitCode = ours.length > 0 || addresses === 0 ? 1 : status
} finally {
  rmSync(folder, { recursive: true })
}

/** Print each distinct attempt once. */
function show (who: string, attempts: Attempt[]) {
  console.log(`${who} tried to reach others ${attempts.length} times.`)
  const seen = new Map<string, number>()
  for (const { program, call } of attempts) {
    const text = `${program ?? 'unknown program'}: ${/\{sa_family=[^}]*\}/.exec(call)?.[0]}`
    seen.set(text, (seen.get(text) ?? 0) + 1)
  }
  for (const [text, times] of seen) console.log(`  ${times} × ${text}`)
}
