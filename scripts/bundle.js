/**
 * Bundle the output of `build.js` for the package. One file for the command and the library: loading hundreds of files
 * takes a third longer (docs/decisions/0011-starting.md). TypeBox, which has 200 files, is included with its licence.
 * Only the declarations that the public types need are kept. The tests use the output without this step.
 */
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../', import.meta.url))
const dist = `${root}dist/`
const inlined = '@sinclair/typebox'

/** Files that users and `cli.js` load by name. `cli.js` stays separate, so that it handles signals early. */
const entries = [
  'index', 'package', 'cli/arguments', 'cli/banner', 'cli/exec', 'cli/log', 'cli/no-proxy', 'options/option-error',
  'server/listen', 'server/port-file', 'verify/command'
]

const bundle = await rolldown({
  input: Object.fromEntries(entries.map((name) => [name, `${dist}${name}.js`])),
  platform: 'node',
  external: (id) => /^[^./]/.test(id) && id !== inlined
})
const { output } = await bundle.generate({
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  minifyInternalExports: false,
  // Comments would be a seventh of the tarball. The declarations keep theirs.
  comments: { legal: true, annotation: false, jsdoc: false },
  codeSplitting: { groups: [{ name: 'fake-sfox', test: /./ }] }
})

const declarations = declarationsOf('index.d.ts')
for (const name of readdirSync(dist, { recursive: true }).map(String)) {
  const isScript = name.endsWith('.js') && name !== 'cli.js' && !name.startsWith('page/')
  const isDeclaration = name.endsWith('.d.ts') && !declarations.has(name)
  if (isScript || isDeclaration || name.endsWith('.tsbuildinfo')) rmSync(dist + name)
}
for (const { fileName, code } of output) {
  mkdirSync(dirname(dist + fileName), { recursive: true })
  writeFileSync(dist + fileName, code)
}
mkdirSync(`${dist}typebox`)
copyFileSync(`${root}node_modules/${inlined}/license`, `${dist}typebox/LICENSE`)

/**
 * List a declaration and everything that it imports, directly or indirectly.
 *
 * @param {string} name - path of a declaration in dist/
 * @param {Set<string>} found - the declarations found so far, which are added to
 */
function declarationsOf (name, found = new Set()) {
  if (found.has(name)) return found
  found.add(name)
  const text = readFileSync(dist + name, 'utf8')
  for (const [, path] of text.matchAll(/(?:from|import\() ?['"](\.[^'"]+)\.ts['"]/g)) {
    declarationsOf(`${join(dirname(name), path)}.d.ts`, found)
  }
  return found
}
