/**
 * Add up the counts of TAP files (`# { total: 5, pass: 4, fail: 1 }`, at their end), and print `N passed, N failed`.
 * The gate installs all programs that the tests need, so skipped tests count as failures, and so do files without
 * counts.
 */
import { existsSync, readFileSync } from 'node:fs'

const sum = { pass: 0, fail: 0, skip: 0 }
for (const file of process.argv.slice(2)) {
  const counts = existsSync(file) ? readFileSync(file, 'utf8').match(/^# \{ total: .*\}$/gm)?.at(-1) : undefined
  if (counts === undefined) {
    console.log(`${file} has no counts`)
    sum.fail++
  }
  for (const name of Object.keys(sum)) sum[name] += Number(counts?.match(new RegExp(`${name}: (\\d+)`))?.[1] ?? 0)
}
const failed = sum.fail + sum.skip
console.log(`${sum.pass} passed, ${failed} failed`)
process.exitCode = failed > 0 || sum.pass === 0 ? 1 : 0
