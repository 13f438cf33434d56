/** Test the output of a run into a pipe: little, and each failure once. */
import t, { type Test } from 'tap'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { root } from './markdown.ts'

/** Run tap on files of their own, and return the lines that it prints, and its exit code. */
function report (t: Test, files: Record<string, string>, coverage = '--disable-coverage') {
  // Not t.testdir(): tap takes no coverage there.
  const cwd = mkdtempSync(join(tmpdir(), 'reporter-'))
  t.teardown(() => rmSync(cwd, { recursive: true }))
  symlinkSync(join(root, 'node_modules'), join(cwd, 'node_modules'))
  const written = { 'package.json': '{"type":"module"}', ...files }
  for (const [name, text] of Object.entries(written)) writeFileSync(join(cwd, name), text)
  const program = join(root, 'node_modules/tap/dist/esm/run.mjs')
  const args = [coverage, `--reporter=${join(root, 'test/reporter.js')}`, '--jobs=2', ...Object.keys(files).filter((name) => name.includes('.test.'))]
  // This run's own settings for its tests are not the other's.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^_?TAP|^NODE_/.test(name)))
  const { status, stdout } = spawnSync(process.execPath, [program, ...args], { cwd, env, encoding: 'utf8' })
  // tap shows the cursor again that it has not hidden.
  const lines = stdout.replace('\x1b[?25h', '').replaceAll(/ in \d+ s$/gm, '').split('\n').filter(Boolean)
  return [...lines, `exit ${status}`]
}

const test = (name: string, body: string, options = '{}') => `t.test('${name}', ${options}, async (t) => { ${body} })\n`

t.test('a green run is a line per suite, a line per reason to skip, and the sum; what was skipped need not be covered', async (t) => {
  const skip = '{ skip: "needs curl" }'
  t.strictSame(report(t, {
    'source.js': 'export const one = () => 1\nexport const two = () => 2\n',
    'a.test.js': `import t from 'tap'\n${test('one', 't.ok(true)', skip)}${test('two', 't.ok(true); console.log("noise")')}`,
    'b.test.js': `import t from 'tap'\nimport { one, two } from './source.js'
      ${test('three', 't.equal(one(), 1)')}${test('four', 't.equal(two(), 2)', skip)}console.error('noise')`
  }, '--no-disable-coverage').filter((line) => !/[|]|---/.test(line)).sort(), [
    // Sorted: of two files that run side by side, either may end first.
    '2 passed, 0 failed, 2 skipped', 'exit 0', 'passed a.test.js', 'passed b.test.js', 'skipped 2: needs curl'
  ])
})

t.test('what was not skipped has to be covered', async (t) => {
  const lines = report(t, {
    'source.js': 'export const one = () => 1\nexport const two = () => 2\n',
    'a.test.js': `import t from 'tap'\nimport { one } from './source.js'\n${test('one', 't.equal(one(), 1)')}`
  }, '--no-disable-coverage')
  t.match(lines.find((line) => line.includes('source.js')), /\| +50 \|/)
  t.strictSame(lines.slice(-2), ['1 passed, 0 failed, 0 skipped', 'exit 1'])
})

t.test('a failure is told once, with all that is known of it; a process that ends before its tests shows why', async (t) => {
  const lines = report(t, {
    'a.test.js': `import t from 'tap'
      t.test('outer', async (t) => {
        t.test('inner', async (t) => { t.strictSame({ a: 1 }, { a: 2 }, 'the same') })
      })
      console.error('a word before')`,
    'b.test.js': "throw new Error('not loaded')"
  })
  const details = lines.map((line) => line.trim())
  for (const line of [
    'FAILED a.test.js > outer > inner > the same', '-  "a": 2,', '+  "a": 1,', 'lineNumber: 3', 'FAILED a.test.js', 'a word before',
    'Error: not loaded', 'exitCode: 1'
  ]) t.equal(details.filter((detail) => detail === line).length, 1, line)
  t.strictSame(details.filter((line) => /^FAILED b/.test(line)), ['FAILED b.test.js', 'FAILED b.test.js'], 'the suite, and why')
  t.strictSame(lines.slice(-2), ['0 passed, 2 failed, 0 skipped', 'exit 1'])
})
