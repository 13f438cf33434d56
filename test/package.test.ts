import t from 'tap'
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import * as surface from '../src/index.ts'

const root = join(import.meta.dirname, '..')
const read = (name: string) => readFileSync(join(root, name), 'utf8')
const manifest = JSON.parse(read('package.json'))
const lock = JSON.parse(read('package-lock.json'))

t.test('the public surface', async (t) => {
  t.strictSame(Object.keys(surface).sort(), [
    'assertFakeSfox', 'connectFakeSfox', 'createFakeSfox', 'startFakeSfox', 'withFakeSfox'
  ])
  t.strictSame(Object.keys(manifest.exports), ['.', './fixtures/*', './package.json'])
  // Older resolutions know no exports.
  const { import: esm, require: commonjs } = manifest.exports['.']
  t.strictSame([manifest.main, manifest.types], [commonjs.default, esm.types])
  t.strictSame(manifest.bin, { 'fake-sfox': 'dist/cli.js' })
})

t.test('the compiled package can be required and imported', async (t) => {
  const imported = await import(join(root, manifest.exports['.'].import.default))
  t.strictSame(Object.keys(imported).sort(), Object.keys(surface).sort())
})

t.test('declared are the packages that are imported, and no others', async (t) => {
  const imports = /^(?:import|export)\b[^;'"]*?\bfrom '([^'.][^']*)'|\b(?:import|require)\('([^'.][^']*)'\)/gm
  const files = readdirSync(join(root, 'dist'), { recursive: true }).map(String).filter((name) => name.endsWith('.js'))
  const modules = files.flatMap((name) => [...read(join('dist', name)).matchAll(imports)].map(([, one, other]) => one ?? other))
  const packages = modules.flatMap((name) => /^(?!node:)(?:@[^/]+\/)?[^/]+/.exec(name as string) ?? [])
  t.strictSame([...new Set(packages)].sort(), Object.keys(manifest.dependencies).sort())
})

t.test('each runtime dependency is justified', async (t) => {
  const decision = read('docs/decisions/0003-runtime-dependencies.md')
  for (const name of Object.keys(manifest.dependencies)) t.match(decision, new RegExp(`^\\| \`${name}\` \\| .{10}`, 'm'), name)
})

t.test('no dependency has an install script, and none that ships is deprecated', async (t) => {
  const packages = Object.entries<{ hasInstallScript?: boolean, deprecated?: string, dev?: boolean }>(lock.packages)
  t.strictSame(packages.filter(([, entry]) => entry.hasInstallScript).map(([name]) => name), [])
  t.strictSame(packages.filter(([, entry]) => entry.deprecated && !entry.dev).map(([name]) => name), [])
})

t.test('no host of a registry stands in the lock file', async (t) => {
  t.strictSame(Object.values<{ resolved?: string }>(lock.packages).filter(({ resolved }) => resolved !== undefined), [])
})

t.test('the changelog has the version', async (t) => {
  t.match(read('CHANGELOG.md'), `## ${manifest.version} `)
})
