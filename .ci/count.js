/**
 * Prints what failed in each TAP file that is named, whatever the runner's reporter showed, then adds up the runner's
 * own counts, `# { total: 5, pass: 4, fail: 1 }` at the end of each file, and prints `N passed, N failed`. A file
 * without counts is a failure.
 */
import { existsSync, readFileSync } from 'node:fs'

/** A point that failed, and the block of YAML that may follow it; what is to do or skipped is no failure. */
const failure = /^ *not ok (?!.*# (?:TODO|SKIP)).*(?:\n *---\n[^]*?\n *\.\.\.$)?/gm

const sum = { pass: 0, fail: 0 }
for (const file of process.argv.slice(2)) {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : ''
  for (const [point] of text.matchAll(failure)) console.log(point)
  const counts = text.match(/^# \{ total: .*\}$/gm)?.at(-1)
  if (!counts) {
    console.log(`${file} holds no counts`)
    sum.fail++
  }
  for (const name of Object.keys(sum)) sum[name] += Number(counts?.match(new RegExp(`${name}: (\\d+)`))?.[1] ?? 0)
}
console.log(`${sum.pass} passed, ${sum.fail} failed`)
process.exitCode = sum.fail > 0 || sum.pass === 0 ? 1 : 0
