/**
 * Let Node load TypeScript: `node --import ./scripts/typescript.js FILE.ts`. The tests use it through .taprc.
 *
 * tap's own loader compiles all files in each process, which took a third of the time of a test file
 * (docs/decisions/0014-loading-typescript.md). This one uses the same compiler, and caches its output on the disk.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  // It switches off tap's own loader, which has read it by now.
  delete process.env.TAP_TYPE_STRIP_ONLY
  process.setSourceMapsEnabled(true)
  register(import.meta.url)
}

/* c8 ignore start -- Node calls this in a thread of its own, where no coverage is taken */
const { resolve } = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../', import.meta.url))
const cache = `${root}node_modules/.cache/typescript/`

/** Besides the source text, the output depends on this file, on the settings and on the version of the compiler. */
const basis = createHash('sha256')
for (const file of [import.meta.filename, `${root}tsconfig.json`, resolve('typescript/package.json')]) basis.update(readFileSync(file))

/** Called by Node for each module. */
export async function load (url, context, nextLoad) {
  const { protocol, pathname } = new URL(url)
  if (protocol !== 'file:' || !pathname.endsWith('.ts')) return await nextLoad(url, context)
  const { source } = await nextLoad(url, { ...context, format: 'module' })
  return { format: 'module', shortCircuit: true, source: await compiled(fileURLToPath(url), String(source)) }
}

/**
 * Return the JavaScript of a TypeScript file, from the cache if possible.
 *
 * @param {string} path - path of the file
 * @param {string} text - its content
 */
async function compiled (path, text) {
  const file = `${cache}${basis.copy().update(`${path}\n${text}`).digest('hex')}.js`
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const code = await compile(path, text)
    mkdirSync(cache, { recursive: true })
    // Other processes may be reading or writing the file.
    writeFileSync(`${file}.${process.pid}`, code)
    renameSync(`${file}.${process.pid}`, file)
    return code
  }
}

/** Compile a file. Throws a SyntaxError. Types are not checked: `npm run typecheck` does that. */
async function compile (fileName, text) {
  const { default: ts } = await import('typescript')
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile)
  const { outputText, diagnostics } = ts.transpileModule(text, {
    fileName,
    reportDiagnostics: true,
    compilerOptions: {
      ...ts.convertCompilerOptionsFromJson(config.compilerOptions, root).options,
      module: ts.ModuleKind.ESNext,
      rewriteRelativeImportExtensions: false,
      inlineSourceMap: true,
      inlineSources: true
    }
  })
  if (diagnostics.length > 0) throw new SyntaxError(ts.formatDiagnostics(diagnostics, ts.createCompilerHost({})))
  return outputText
}
/* c8 ignore stop */
