/**
 * Reports test runs. At a terminal that is tap's own reporter; piped, a line per suite, and each failure once.
 * Both end with what was skipped: a line per reason.
 */
import { Base } from '@tapjs/reporter'
import { stringify } from 'yaml'

/**
 * Report a run.
 *
 * @param {{ test: import('tap').Test, config: object }} run - tap's runner, whose subtests are the files; its options
 * @returns a React element for tap to draw; null where this writes lines itself
 */
export default function reporter ({ test, config }) {
  const skipped = new Map()
  test.parser.on('skip', ({ skip }) => skipped.set(skip, (skipped.get(skip) ?? 0) + 1))
  process.on('exit', () => {
    // tap has shown the cursor again, without a line break.
    console.log()
    for (const [reason, count] of skipped) console.log(`skipped ${count}: ${reason}`)
    // Skipped tests cover nothing. So coverage is shown, and does not fail the run.
    if (skipped.size > 0 && test.results?.ok) process.exitCode = 0
  })
  if (process.stdout.isTTY) return Base({ test, config })
  writeLines(test)
  return null
}

function writeLines (test) {
  /** Output of each file besides its results, which matters only if it fails. */
  const output = new Map()
  test.on('subtestAdd', (file) => {
    const lines = []
    output.set(file.name, lines)
    file.parser.on('extra', (text) => lines.push(text))
    file.on('process', ({ stderr }) => stderr.on('data', (text) => lines.push(text)))
  })
  test.parser.on('fail', ({ fullname, diag }) => {
    console.log(`FAILED ${fullname.replace('TAP > ', '')}`)
    if (diag) console.log(stringify(diag, { lineWidth: 0 }).trimEnd().replaceAll(/^/gm, '    '))
  })
  test.parser.on('assert', ({ ok, name, time }) => {
    console.log(`${ok ? 'passed' : 'FAILED'} ${name} in ${Math.round(time / 1000)} s`)
    if (!ok) console.log(output.get(name).join('').trimEnd())
  })
  process.on('exit', () => {
    const { pass, fail, skip } = test.counts
    console.log(`${pass} passed, ${fail} failed, ${skip} skipped`)
  })
}
