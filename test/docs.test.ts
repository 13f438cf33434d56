import t from 'tap'
import { execFile } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { documents, fillBlocks } from '../scripts/docs.ts'
import { resolveConfig } from '../src/config.ts'
import { readFixtures } from '../src/fixtures.ts'
import { key, start, tokenPattern } from './helper.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const readme = read('README.md')
const run = promisify(execFile)

/** The code blocks of a language, in order. */
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, code]) => code as string)

t.test('generated blocks are up to date', async (t) => {
  for (const name of documents) {
    const text = read(name)
    t.match(text, /<!-- generated: /, name)
    t.equal(fillBlocks(text), text, `${name}; else: npm run generate`)
  }
  t.throws(() => fillBlocks('<!-- generated: nope -->\n<!-- end -->'), { message: 'no generated block is called nope' })
})

t.test('the README\'s curl line gives the README\'s answer', async (t) => {
  const { url } = await start(t)
  const [line] = blocks('sh').filter((code) => code.startsWith('curl')) as [string]
  t.ok(line.includes('http://127.0.0.1:7369/'))
  t.ok(line.includes(key))
  const { stdout } = await run('bash', ['-c', line.trim().replace('http://127.0.0.1:7369', url).replace('curl', 'curl --silent --noproxy "*"')])
  const [sample] = blocks('json') as [string]
  const shape = (text: string) => text.trim()
    .replaceAll(/(?<="token":")[0-9a-f]{64}/g, '<token>')
    .replaceAll(/(?<="expires":")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>')
  t.equal(shape(stdout), shape(sample))
  t.match(JSON.parse(sample).data.token, tokenPattern)
})

t.test('the README\'s program runs', async (t) => {
  const [program] = blocks('js') as [string]
  const dir = t.testdir({ 'program.mjs': program.replace("'fake-sfox'", `'${join(root, 'dist/index.js')}'`) })
  const { stdout } = await run(process.execPath, [join(dir, 'program.mjs')])
  t.match(stdout, /^201 \{\n {2}data: \[\n/)
})

t.test('the README\'s fixtures and flags are real', async (t) => {
  for (const sample of blocks('json').slice(1)) t.doesNotThrow(() => readFixtures(JSON.parse(sample)))
  t.ok(readme.includes('--users registered --fixtures fixtures/example.json'))
  t.doesNotThrow(() => resolveConfig({ users: 'registered', fixtures: join(root, 'fixtures/example.json') }))
})

t.test('links lead somewhere', async (t) => {
  const pages = ['README.md', 'CONTRIBUTING.md', ...readdirSync(join(root, 'docs'), { recursive: true })
    .map(String).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]
  for (const page of pages) {
    for (const [, target] of read(page).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
      t.ok(existsSync(join(root, page, '..', target as string)), `${page}: ${target}`)
    }
  }
})

t.test('every file that the architecture page names is there, and every room is named', async (t) => {
  const page = read('docs/architecture.md')
  const tree = page.slice(page.indexOf('src/\n'), page.indexOf('```\n\n`scripts'))
  const entries = readdirSync(join(root, 'src'), { withFileTypes: true })
  for (const entry of entries) t.match(tree, new RegExp(`[─ ]${entry.name}\\b`), entry.name)
  const files = new Set(readdirSync(join(root, 'src'), { recursive: true }).map((name) => String(name).split('/').at(-1)))
  for (const [name] of tree.matchAll(/[\w-]+\.ts/g)) t.ok(files.has(name), name)
})
