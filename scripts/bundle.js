/**
 * Bundle the output of `build.js` for the package. One file for the command and the library: loading hundreds of files
 * takes a third longer (docs/decisions/0011-starting.md). TypeBox, which has 200 files, is included with its licence.
 * Only the declarations that the public types need are kept. The tests use the output without this step.
 *
 * The file is CommonJS, since Jest in its default mode loads nothing else; ES modules re-export it.
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
  format: 'cjs',
  entryFileNames: '[name].cjs',
  chunkFileNames: '[name].cjs',
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
writeFileSync(`${dist}cli.js`, readFileSync(`${dist}cli.js`, 'utf8').replaceAll(/(import\("\.\/.+?)\.js"\)/g, '$1.cjs")'))
const values = output.find(({ name }) => name === 'index').exports
writeFileSync(`${dist}index.js`, `import fake from './index.cjs'\nexport const { ${values.join(', ')} } = fake\n`)
writeFileSync(`${dist}index.d.cts`, commonjsDeclaration(readFileSync(`${dist}index.d.ts`, 'utf8')))
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

/**
 * Return the declaration of index.cjs. It refers to the types of index.js, since copies of them would be other types.
 *
 * @param {string} text - the declaration of index.js, which has re-exports only
 */
function commonjsDeclaration (text) {
  const mode = "{ 'resolution-mode': 'import' }"
  const lines = [...text.matchAll(/export (type )?\{ (.+) \} from '(.+)'/g)].flatMap(([, areTypes, names, path]) =>
    names.split(', ').map((name) => areTypes || name.startsWith('type ')
      ? `export type { ${name.replace('type ', '')} } from '${path}' with ${mode}`
      : `export declare const ${name}: typeof import('${path}', { with: ${mode} }).${name}`))
  return `${lines.join('\n')}\n`
}
