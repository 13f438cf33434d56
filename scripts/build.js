/**
 * Compile `src/` into `dist/`, and bundle the page into `dist/page/`. Files that are up to date are not written.
 *
 * The tests use the source maps to map coverage to `src/`. The package is built with `--no-source-maps`.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const page = `${root}dist/page/`
const maps = !process.argv.includes('--no-source-maps')

try {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-b', `${root}tsconfig.build.json`, '--sourceMap', String(maps)], { stdio: ['ignore', 2, 2] })
/* c8 ignore next 4 -- a checkout that does not compile has no tests to run */
} catch {
  // The compiler has reported the errors.
  process.exit(1)
}

for (const name of ['index.html', 'page.css', 'icon.svg']) copy(`src/page/${name}`, name)
// Their licences require the full text next to the bundle.
for (const library of ['lit-html', 'eventsource-parser']) copy(`node_modules/${library}/LICENSE`, `${library}/LICENSE`)
/* c8 ignore next -- the tests find it built */
if (!isBundleFresh()) await bundlePage()

/** Return whether the bundle is newer than all of its sources, which its source map lists. */
function isBundleFresh () {
  try {
    const built = statSync(`${page}page.js`).mtimeMs
    const { sources } = JSON.parse(readFileSync(`${page}page.js.map`, 'utf8'))
    return [import.meta.filename, `${root}package-lock.json`, ...sources.map((source) => page + source)]
      .every((file) => statSync(file).mtimeMs < built)
  /* c8 ignore next 4 -- the tests find it built */
  } catch {
    // The bundle is missing, or one of its sources is gone.
    return false
  }
}

/* c8 ignore start -- the tests find it built */
async function bundlePage () {
  const { rolldown } = await import('rolldown')
  // The source map leaves the libraries out, so that coverage is measured for our sources only.
  const unmapLibraries = {
    name: 'unmap-libraries',
    transform: { filter: { id: /node_modules/ }, handler: (code) => ({ code, map: { mappings: '' } }) }
  }
  const bundle = await rolldown({ input: `${root}src/page/main.ts`, platform: 'browser', plugins: [unmapLibraries] })
  const { output: [{ code, map }] } = await bundle.generate({
    file: `${page}page.js`,
    sourcemap: maps && 'hidden',
    minify: true,
    comments: { legal: true, annotation: false, jsdoc: false }
  })
  if (map) writeFileSync(`${page}page.js.map`, map.toString())
  writeFileSync(`${page}page.js`, code)
}
/* c8 ignore stop */

/**
 * Copy a file into the page's folder, unless the copy is the same: a running fake may be reading it.
 *
 * @param {string} source - from the root
 * @param {string} target - from the page's folder
 */
function copy (source, target) {
  const content = readFileSync(root + source, 'utf8')
  if (existsSync(page + target) && readFileSync(page + target, 'utf8') === content) return
  /* c8 ignore next 2 -- the tests find all of it built */
  mkdirSync(dirname(page + target), { recursive: true })
  writeFileSync(page + target, content)
}
