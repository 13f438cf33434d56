/**
 * Lets Node load TypeScript: `node --import ./scripts/typescript.js FILE.ts`. .taprc gives it to the tests.
 *
 * What tap has for this compiles all files anew in each of its processes, which was a third of what a test file
 * cost (docs/decisions/0014-loading-typescript.md). Here each text is compiled once, by the same compiler, and kept.
 */
import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire, register } from 'node:module'
import { fileURLToPath } from 'node:url'
import { isMainThread } from 'node:worker_threads'

if (isMainThread) {
  // It is there for tap's own loader alone, which has read it by now, and stepped aside.
  delete process.env.TAP_TYPE_STRIP_ONLY
  process.setSourceMapsEnabled(true)
  register(import.meta.url)
}

/* c8 ignore start -- Node calls this in a thread of its own, where no coverage is taken */
const { resolve } = createRequire(import.meta.url)
const root = fileURLToPath(new URL('../', import.meta.url))
const kept = `${root}node_modules/.cache/typescript/`

/** All but the text that an outcome depends on: these lines, the settings, and the compiler's version. */
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
 * @param {string} path - of a TypeScript file
 * @param {string} text - what it holds
 * @returns {Promise<string>} JavaScript with its source map
 */
async function compiled (path, text) {
  const file = `${kept}${basis.copy().update(`${path}\n${text}`).digest('hex')}.js`
  try {
    return readFileSync(file, 'utf8')
  } catch {
    const code = await compile(path, text)
    mkdirSync(kept, { recursive: true })
    // Others may be reading or writing it.
    writeFileSync(`${file}.${process.pid}`, code)
    renameSync(`${file}.${process.pid}`, file)
    return code
  }
}

/** The same, done; throws a SyntaxError. Types are not checked: `npm run typecheck` does that. */
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
