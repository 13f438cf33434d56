/**
 * Makes one file of all that the command and the package load, out of what `build.js` has compiled: a start that loads
 * some 350 files takes a third longer (docs/decisions/0011-starting.md). TypeBox, which has 200 of them, goes in with
 * its licence. Only what ships is built so: the tests want a file for each of `src/`.
 */
import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

const root = fileURLToPath(new URL('../', import.meta.url))
const dist = `${root}dist/`
const inlined = '@sinclair/typebox'

/** What is loaded by name: by users of the package, and by `cli.js`, which stays as it is, to hear signals at once. */
const entries = ['index', 'command-line', 'command-log', 'exec', 'option-error', 'options', 'server', 'verify', 'version']

const bundle = await rolldown({
  input: entries.map((name) => `${dist}${name}.js`),
  platform: 'node',
  external: (id) => /^[^./]/.test(id) && id !== inlined
})
const { output } = await bundle.generate({
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  minifyInternalExports: false,
  // A seventh of the tarball. The sources have them, and the declarations.
  comments: { legal: true, annotation: false, jsdoc: false },
  codeSplitting: { groups: [{ name: 'fake-sfox', test: /./ }] }
})

for (const name of readdirSync(dist, { recursive: true }).map(String)) {
  if (name.endsWith('.js') && name !== 'cli.js' && !name.startsWith('page/')) rmSync(dist + name)
}
// It tells of files that are gone now.
rmSync(`${dist}.tsbuildinfo`)
for (const { fileName, code } of output) writeFileSync(dist + fileName, code)
mkdirSync(`${dist}typebox`)
copyFileSync(`${root}node_modules/${inlined}/license`, `${dist}typebox/LICENSE`)
