/**
 * Compiles what has changed into `dist/`, and puts the page's other files beside its scripts: its own HTML, CSS and
 * icon, and the libraries that it loads, as they are published, each with its licence.
 *
 * The source maps are for the tests, whose coverage is that of `src/`. What ships is built with `--no-source-maps`.
 */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../', import.meta.url))
const page = `${root}dist/page/`
const maps = !process.argv.includes('--no-source-maps')

/** What the page loads of each library. Their scripts name one another by relative paths, and so work as they are. */
const libraries = {
  'lit-html': ['LICENSE', 'lit-html.js', 'directive.js', 'directive-helpers.js', 'directives/repeat.js'],
  'eventsource-parser': ['LICENSE', 'dist/index.js', 'dist/stream.js']
}

try {
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc')
  execFileSync(process.execPath, [tsc, '-b', `${root}tsconfig.page.json`, '--sourceMap', String(maps)], { stdio: ['ignore', 2, 2] })
/* c8 ignore next 4 -- a checkout that does not compile has no tests to run */
} catch {
  // The compiler has said what is wrong.
  process.exit(1)
}

for (const name of readdirSync(`${root}src/page`).filter((name) => /\.(?:html|css|svg)$/.test(name))) {
  put(page + name, readFileSync(`${root}src/page/${name}`, 'utf8'))
}
for (const [library, names] of Object.entries(libraries)) {
  for (const name of names) {
    const content = readFileSync(`${root}node_modules/${library}/${name}`, 'utf8')
    // Their source maps are left behind, so what points to them goes too.
    put(`${page}${library}/${name}`, content.replace(/^\/\/# sourceMappingURL=.*\n?/m, ''))
  }
}

/**
 * Writes what is new, and nothing else: a fake that runs may be reading the file.
 *
 * @param {string} path - of the file; its folder is made where there is none
 * @param {string} content - the whole of it
 */
function put (path, content) {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return
  /* c8 ignore next 2 -- the tests find all of it built, and run what these lines have written */
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}
