/**
 * Adds up the runner's own counts, `# { total: 5, pass: 4, fail: 1 }` at the end of each TAP file that is named, and
 * prints `N passed, N failed`. The gate installs whatever the tests need, so a skipped test is a failure, and so is a
 * file without counts.
 */
import { existsSync, readFileSync } from 'node:fs'

const sum = { pass: 0, fail: 0, skip: 0 }
for (const file of process.argv.slice(2)) {
  const counts = existsSync(file) ? readFileSync(file, 'utf8').match(/^# \{ total: .*\}$/gm)?.at(-1) : undefined
  if (counts === undefined) {
    console.log(`${file} holds no counts`)
    sum.fail++
  }
  for (const name of Object.keys(sum)) sum[name] += Number(counts?.match(new RegExp(`${name}: (\\d+)`))?.[1] ?? 0)
}
const failed = sum.fail + sum.skip
console.log(`${sum.pass} passed, ${failed} failed`)
process.exitCode = failed > 0 || sum.pass === 0 ? 1 : 0
