/**
 * Compiles what has changed into `dist/`, and puts the page's other files beside its scripts: its own HTML, CSS and
 * icon, and the libraries that it loads, as they are published, each with its licence.
 *
 * The source maps are for the tests, whose coverage is that of `src/`. What ships is built with `--no-source-maps`.
 */
import { execFileSync } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
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
  cpSync(`${root}src/page/${name}`, page + name)
}
for (const [library, names] of Object.entries(libraries)) {
  for (const name of names) {
    const to = `${page}${library}/${name}`
    mkdirSync(dirname(to), { recursive: true })
    // Their source maps are left behind, so what points to them goes too.
    writeFileSync(to, readFileSync(`${root}node_modules/${library}/${name}`, 'utf8').replace(/^\/\/# sourceMappingURL=.*\n?/m, ''))
  }
}
