import t from 'tap'
import { execFile } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Test } from 'tap'
import { documents, fillBlocks } from '../scripts/docs.ts'
import { resolveConfig } from '../src/options/resolve.ts'
import { readFixtures } from '../src/options/fixtures.ts'
import { escapePattern } from '../src/values/escape-pattern.ts'
import { blocks, examples, read, root, shell, stepsOf, usualUrl } from './markdown.ts'
import { key, start, tokenPattern } from './helper.ts'
import { needs } from './needs.ts'

const readme = read('README.md')
const run = promisify(execFile)

/** Pages whose every example is run. */
const guides = ['docs/guides/accounts.md', 'docs/reference/control.md']

t.test('generated blocks are up to date', async (t) => {
  for (const name of documents) {
    const text = read(name)
    t.match(text, /<!-- generated: /, name)
    t.equal(fillBlocks(text), text, `${name}; else: npm run generate`)
  }
  t.throws(() => fillBlocks('<!-- generated: nope -->\n<!-- end -->'), { message: 'there is no generated block nope' })
})

t.test('the README\'s curl line gives the README\'s answer', needs(['curl']), async (t) => {
  const { url } = await start(t)
  const [line] = blocks('sh', readme).filter((code) => code.startsWith('curl')) as [string]
  t.ok(line.includes(`${usualUrl}/`))
  t.ok(line.includes(key))
  const { stdout } = await run('bash', ['-c', line.trim().replace(usualUrl, url).replace('curl', 'curl --silent --noproxy "*"')])
  const [sample] = blocks('json', readme) as [string]
  const shape = (text: string) => text.trim()
    .replaceAll(/(?<="token":")[0-9a-f]{64}/g, '<token>')
    .replaceAll(/(?<="expires":")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>')
  t.equal(shape(stdout), shape(sample))
  t.match(JSON.parse(sample).data.token, tokenPattern)
})

t.test('the README\'s first program says what the README promises', async (t) => {
  const [program] = blocks('js', readme) as [string]
  t.match(await runProgram(t, program), /^201 \{\n {2}data: \[\n/)
})

t.test('steering, as the README shows it, does what it says', async (t) => {
  const [, program] = blocks('js', readme) as [string, string]
  t.equal(await runProgram(t, program), `${/console\.log\(.*\) \/\/ (.*)/.exec(program)?.[1]}\n`)
})

t.test('the README is read in a minute, and its first screen is enough to mint', async (t) => {
  const lines = readme.split('\n')
  t.ok(lines.length < 200)
  const first = lines.slice(0, 30).join('\n')
  for (const needed of [blocks('sh', readme)[0], blocks('sh', readme)[1], blocks('json', readme)[0]]) t.ok(first.includes(String(needed)))
})

for (const name of ['docs/reference/control.md', 'docs/guides/testing.md', 'docs/guides/worlds.md']) {
  t.test(`each program of ${name} runs`, async (t) => {
    const programs = blocks('js', read(name))
    t.not(programs.length, 0)
    for (const program of programs) {
      const { url } = await start(t)
      await t.resolves(runProgram(t, program.replaceAll(usualUrl, url)), program)
    }
  })
}

for (const name of guides) {
  t.test(`each shell example of ${name} gives the answers that it shows`, needs(['curl']), async (t) => {
    const { url } = await start(t)
    const [{ code: setUp }, ...rest] = examples(read(name)) as [{ code: string }, ...ReturnType<typeof examples>]
    t.ok(setUp.includes(usualUrl))
    for (const { code, language, answer = '' } of rest) {
      const header = `set -euo pipefail\n${setUp.replace(usualUrl, url)}\n`
      if (language === 'text') {
        const goesOn = asPattern(answer)
        t.match(normal((await shell(header + code, (said) => goesOn.test(normal(said)))).said), goesOn, code)
        continue
      }
      t.not(language, 'json', 'an answer stands in comments below its command')
      const steps = stepsOf(code)
      const { status, said } = await shell(header + steps.map(({ code }) => `${code}printf '\\036'\n`).join(''))
      t.equal(status, 0, code)
      const answers = said.split('\x1e')
      for (const [index, { code, answer }] of steps.entries()) {
        if (answer === '') t.equal(answers[index], '', code)
        else t.strictSame(abridge(decode(String(answers[index])), decode(answer)), decode(answer), code)
      }
    }
  })
}

t.test('each export is named', async (t) => {
  const running = read('docs/guides/running.md')
  for (const name of Object.keys(await import('../src/index.ts'))) t.match(running, `\n| \`${name}(`, name)
})

t.test('the fixtures of the documents, and the README\'s flags, are real', async (t) => {
  const samples = blocks('json', read('docs/guides/fixtures.md'))
  t.not(samples.length, 0)
  for (const sample of samples) t.doesNotThrow(() => readFixtures(JSON.parse(sample)))
  t.ok(readme.includes('--users registered --fixtures fixtures/example.json'))
  t.doesNotThrow(() => resolveConfig({ users: 'registered', fixtures: join(root, 'fixtures/example.json') }))
})

t.test('links lead somewhere', async (t) => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'examples/README.md', ...readdirSync(join(root, 'docs'), { recursive: true })
    .map(String).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
  for (const page of pages) {
    for (const [, target, anchor] of read(page).matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)) {
      const file = target === '' ? page : join(page, '..', target as string)
      t.ok(existsSync(join(root, file)), `${page}: ${target}`)
      if (anchor !== undefined) t.ok(headings(read(file)).includes(anchor), `${page}: ${target}#${anchor}`)
    }
  }
})

t.test('each promise of the security page names the tests that hold it', async (t) => {
  const rows = [...read('docs/security.md').matchAll(/^\| (.*\.) \| (.*) \|$/gm)]
    .filter(([, , holders]) => holders?.includes(']('))
  t.ok(rows.length >= 15)
  for (const [, promise, holders] of rows) t.match(holders, /\]\(\.\.\/test\/[\w/-]+\.test\.ts\)/, String(promise))
  const own = readdirSync(join(root, 'test/security')).filter((name) => name.endsWith('.test.ts'))
  t.not(own.length, 0)
  for (const name of own) t.ok(rows.some(([, , holders]) => holders?.includes(`test/security/${name})`)), name)
})

t.test('every file that the architecture page names is there, and every room is named', async (t) => {
  const page = read('docs/architecture.md')
  const tree = page.slice(page.indexOf('src/\n'), page.indexOf('```\n\n## Which way'))
  const entries = readdirSync(join(root, 'src'), { withFileTypes: true })
  for (const entry of entries) t.match(tree, new RegExp(`[─ ]${entry.name}\\b`), entry.name)
  const files = new Set(readdirSync(join(root, 'src'), { recursive: true }).map((name) => String(name).split('/').at(-1)))
  for (const [name] of tree.matchAll(/[\w-]+\.ts/g)) t.ok(files.has(name), name)
})

/** The anchors of a page's headings. */
function headings (text: string): string[] {
  return [...text.matchAll(/^#+ (.*)$/gm)]
    .map(([, title = '']) => title.toLowerCase().replaceAll(/[^\w\- ]/g, '').replaceAll(' ', '-'))
}

/** Runs a program against the compiled package, and gives what it printed; rejects where it fails. */
async function runProgram (t: Test, program: string): Promise<string> {
  const dir = t.testdir({ 'program.mjs': program.replace("'fake-sfox'", `'${join(root, 'dist/index.js')}'`) })
  return (await run(process.execPath, [join(dir, 'program.mjs')])).stdout
}

/** A text without what is new each time. */
function normal (text: string): string {
  return text
    .replaceAll(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '<uuid>')
    .replaceAll(/\b[0-9a-f]{64}\b/g, '<token>')
    .replaceAll(/#[0-9a-f]{8}\b/g, '<fingerprint>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>')
    .replaceAll(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<second>')
}

/** JSON without what is new each time. */
function decode (text: string): unknown {
  const changing = /^(?:duration_ms|version|micro_deposits)$/
  return JSON.parse(normal(text), (name, value) =>
    changing.test(name) || (name === 'id' && typeof value === 'number') ? `<${name}>` : value)
}

/** Cuts a value down to what a sample shows of it, in which "…" stands for more of the same kind. */
function abridge (value: unknown, sample: unknown): unknown {
  if (Array.isArray(value) && Array.isArray(sample)) {
    const shown = sample.at(-1) === '…' ? sample.length - 1 : value.length
    const members = value.slice(0, shown).map((member, index) => abridge(member, sample[index]))
    return value.length > shown ? [...members, '…'] : members
  }
  if (!isObject(value) || !isObject(sample)) return value
  const names = Object.keys(value).filter((name) => !('…' in sample) || name in sample)
  const shown = Object.fromEntries(names.map((name) => [name, abridge(value[name], sample[name])]))
  return names.length < Object.keys(value).length ? { ...shown, '…': '…' } : shown
}

function isObject (value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** Return a pattern for output that begins with a text. In the text, … stands for the rest of a line. */
function asPattern (text: string): RegExp {
  const parts = normal(text.trimEnd()).split('…').map(escapePattern)
  return new RegExp(`^${parts.join('.*')}\\n`)
}
