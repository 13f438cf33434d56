/**
 * The examples, by the commands of examples/README.md, in a copy of the checkout: each is installed with the packed
 * tarball and passes; and each fails once the application no longer does what its stories say.
 * Run by `npm run test:package`, after a build; it installs the runners anew.
 */
import t from 'tap'
import { execFile, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { findProgram } from '../../scripts/programs.ts'
import { needs } from '../needs.ts'

interface Example {
  name: string
  /** For output that can be read here. */
  options?: string
  /** How many tests passed and failed, by a runner's output. */
  count: (output: string) => { passed: number, failed: number }
  /** The expected outcome. */
  tests: number
  /** Required programs besides npm. */
  programs?: string[]
}

const root = join(import.meta.dirname, '../..')
const numbers = (passed: RegExp, failed: RegExp) => (output: string) =>
  ({ passed: Number(passed.exec(output)?.[1] ?? 0), failed: Number(failed.exec(output)?.[1] ?? 0) })
const inJson = numbers(/"numPassedTests": ?(\d+)/, /"numFailedTests": ?(\d+)/)

/** The slowest first: two run at a time. */
const examples: Example[] = [
  { name: 'tap', options: '--reporter=tap', count: countPoints, tests: 5 },
  {
    name: 'playwright',
    options: '--reporter=json',
    count: numbers(/"expected": (\d+)/, /"unexpected": (\d+)/),
    tests: 4,
    programs: ['chromium']
  },
  { name: 'jest', options: '--json', count: inJson, tests: 5 },
  { name: 'jest-commonjs', options: '--json', count: inJson, tests: 5 },
  { name: 'vitest', options: '--reporter=json', count: inJson, tests: 5 },
  { name: 'node-test', options: '--test-reporter=tap', count: numbers(/^# pass (\d+)/m, /^# fail (\d+)/m), tests: 5 },
  { name: 'python', count: countUnits, tests: 3, programs: ['python3'] }
]

/** Variables of the runner of this file, which would affect the runners of the examples. */
const env = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:_?TAP|NODE_OPTIONS$|SFOX_)/.test(name))),
  CHROMIUM: findProgram('chromium'),
  NO_COLOR: '1',
  PORT: '0',
  npm_config_audit: 'false',
  npm_config_fund: 'false',
  npm_config_prefer_offline: 'true'
}

const checkout = mkdtempSync(join(tmpdir(), 'fake-sfox-examples-'))
t.teardown(() => rmSync(checkout, { recursive: true, force: true }))
for (const name of ['package.json', '.npmrc', 'dist', 'fixtures', 'examples', 'README.md', 'LICENSE', 'CHANGELOG.md']) {
  const filter = (path: string) => !/[/\\]node_modules$|\.tgz$/.test(path)
  cpSync(join(root, name), join(checkout, name), { recursive: true, filter })
}
const readme = readFileSync(join(root, 'examples/README.md'), 'utf8')
const [pack, use, look] = [...readme.matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, code]) => code as string) as [string, string, string]

t.test('every package that is here is run, and every folder is in the README', async (t) => {
  const folders = readdirSync(join(root, 'examples'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory()).map(({ name }) => name)
  const packages = folders.filter((name) => existsSync(join(root, 'examples', name, 'package.json')))
  // `npm run test:image` runs that for Testcontainers, since it takes the image.
  t.strictSame(packages.sort(), ['app', 'testcontainers', ...examples.map(({ name }) => name)].sort())
  for (const name of folders) t.ok(readme.includes(`[${name}/](${name}/)`), name)
})

t.test('the tarball', async (t) => {
  const { status, output } = await run(pack.replace('npm run build\n', ''))
  t.equal(status, 0, 'is made', { output })
})

t.test('the application as it is', async (t) => {
  t.jobs = 2
  for (const example of examples) {
    t.test(example.name, takes(example), async (t) => {
      const { status, output } = await run(use.replace('examples/vitest', `examples/${example.name}`), example.options)
      const expected = { status: 0, passed: example.tests, failed: 0 }
      t.strictSame({ status, ...example.count(output) }, expected, 'all of its tests pass', { output })
    })
  }
})

t.test('the application on its own', async (t) => {
  const child = spawn('bash', ['-ec', look], { cwd: checkout, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  t.teardown(() => { if (child.exitCode === null) process.kill(-(child.pid as number), 'SIGTERM') })
  const [line] = await once(createInterface(child.stdout), 'line', { signal: AbortSignal.timeout(60_000) }) as [string]
  const url = line.replace('ready at ', '')
  t.match(await (await fetch(url)).text(), '<h1>Balances</h1>')
  t.strictSame(await (await fetch(new URL('/balances/ada', url))).json(), { btc: 0.5, usd: 1000 })
})

t.test('an application that keeps a refused token, and lets no caller wait for the mint of another', async (t) => {
  t.jobs = 2
  edit('examples/app/sfox.js', 'if (error.status !== 401) throw error', 'throw error')
  edit('examples/app/sfox.js', 'tokens.set(user, minting)', 'minting.then((token) => tokens.set(user, token))')
  edit('examples/python/balances.py', 'if error.status != 401:', 'if True:')
  for (const example of examples) {
    t.test(`${example.name} notices`, takes(example), async (t) => {
      const { status, output } = await run(`cd examples/${example.name}\nnpm test\n`, example.options)
      const failed = example.name === 'python' ? 1 : 2 // its application has one caller
      const expected = { passed: example.tests - failed, failed }
      t.strictSame(example.count(output), expected, 'a test for each defect fails', { output })
      t.not(status, 0, 'and so does the run')
    })
  }
})

/** Runs commands in the copy; options go to the last one, which is `npm test` where there are any. */
async function run (commands: string, options?: string): Promise<{ status: number | null, output: string }> {
  const script = options === undefined ? commands : `${commands.trimEnd()} -- ${options}`
  return await new Promise((resolve) => {
    const child = execFile('bash', ['-ec', script], { cwd: checkout, env, maxBuffer: 1e7 }, (_error, stdout, stderr) =>
      resolve({ status: child.exitCode, output: `${stdout}\n${stderr}` }))
  })
}

/** Make the options of a test that runs an example. */
function takes ({ programs = [] }: Example) {
  const check = 'import sys; sys.exit(sys.version_info < (3, 11))'
  const old = programs.includes('python3') && spawnSync('python3', ['-c', check]).status === 1
  return old ? { skip: 'needs python3 of version 3.11 or newer' } : needs(programs)
}

function edit (name: string, text: string, replacement: string): void {
  const file = join(checkout, name)
  const before = readFileSync(file, 'utf8')
  if (!before.includes(text)) throw new Error(`${name} no longer holds: ${text}`)
  writeFileSync(file, before.replace(text, replacement))
}

/** By tap's output, in which each file is a test, and what is in it is indented once. */
function countPoints (output: string) {
  const count = (pattern: RegExp) => output.match(pattern)?.length ?? 0
  return { passed: count(/^ {4}ok \d/gm), failed: count(/^ {4}not ok \d/gm) }
}

/** By unittest's output, which says how many tests there were. */
function countUnits (output: string) {
  const { passed, failed } = numbers(/^Ran (\d+) tests/m, /^FAILED \((?:failures|errors)=(\d+)\)/m)(output)
  return { passed: passed - failed, failed }
}
