/** What a run prints into a pipe: little, and each failure once. */
import t, { type Test } from 'tap'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { root } from './documents.ts'

/** Run tap on files of their own and return what it prints. */
function report (t: Test, files: Record<string, string>) {
  const cwd = t.testdir({ 'package.json': '{"type":"module"}', ...files })
  const program = join(root, 'node_modules/tap/dist/esm/run.mjs')
  const args = ['--disable-coverage', `--reporter=${join(root, 'test/reporter.js')}`, '--jobs=2', ...Object.keys(files)]
  // This run's own settings for its tests are not the other's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^_?TAP|^NODE_/.test(name)))
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8' })
  // tap shows the cursor again that it has not hidden.
  return { status, lines: stdout.replace('\x1b[?25h', '').replaceAll(/ in \d+ s$/gm, '').trim().split('\n').filter(Boolean) }
}

t.test('a green run is a line per suite, a line per reason to skip, and the sum', async (t) => {
  const test = (name: string, options = '{}') => `t.test('${name}', ${options}, async (t) => { t.ok(true); console.log('noise') })\n`
  const skip = '{ skip: "needs curl" }'
  t.strictSame(report(t, {
    'a.test.js': `import t from 'tap'\n${test('one')}${test('two', skip)}${test('three', skip)}`,
    'b.test.js': `import t from 'tap'\n${test('four')}console.error('noise')`
  }), {
    status: 0, lines: ['passed a.test.js', 'passed b.test.js', 'skipped 2: needs curl', '2 passed, 0 failed, 2 skipped']
  })
})

t.test('a failure is told once, with all that is known of it', async (t) => {
  const { status, lines } = report(t, {
    'a.test.js': `import t from 'tap'
      t.test('outer', async (t) => {
        t.test('inner', async (t) => { t.strictSame({ a: 1 }, { a: 2 }, 'the same') })
      })
      console.error('a word before')`
  })
  t.equal(status, 1)
  t.strictSame(lines.filter((line) => !line.startsWith(' ')), [
    'FAILED a.test.js > outer > inner > the same', 'FAILED a.test.js', 'a word before', '0 passed, 1 failed, 0 skipped'
  ])
  const details = lines.filter((line) => line.startsWith(' ')).map((line) => line.trim())
  for (const line of ['-  "a": 2,', '+  "a": 1,', 'lineNumber: 3']) {
    t.equal(details.filter((detail) => detail === line).length, 1, line)
  }
})

t.test('a process that ends before its tests shows why', async (t) => {
  const { status, lines } = report(t, { 'a.test.js': "throw new Error('not loaded')" })
  t.equal(status, 1)
  t.ok(lines.includes('FAILED a.test.js'))
  t.ok(lines.includes('Error: not loaded'))
  t.equal(lines.at(-1), '0 passed, 1 failed, 0 skipped')
})
