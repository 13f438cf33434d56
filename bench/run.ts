/**
 * `npm run bench`: run all benchmarks, or those named, and write the figures into docs/performance.md. bench/README.md
 * describes the method.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { cpus } from 'node:os'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

/** The benchmarks: each is a program in this folder that prints Markdown. `container` needs a Docker engine. */
const all = ['throughput', 'starting', 'stopping', 'memory', 'soak']
const parts = [...all, 'container']

const page = new URL('../docs/performance.md', import.meta.url)
const given = process.argv.slice(2)
const unknown = given.filter((name) => !parts.includes(name))
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${parts.join(', ')}.`)
  process.exit(2)
}

for (const part of given.length > 0 ? given : all) {
  console.error(`== ${part}`)
  const measured = await run(part)
  console.log(measured)
  const day = new Date().toISOString().slice(0, 10)
  const made = `${day}, Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model.trim()}`
  writeFileSync(page, filled(readFileSync(page, 'utf8'), part, `${made}\n\n${measured.trim()}`))
}

async function run (part: string): Promise<string> {
  const file = fileURLToPath(new URL(`${part}.ts`, import.meta.url))
  const loader = new URL('../scripts/typescript.js', import.meta.url).href
  const child = spawn(process.execPath, ['--import', loader, file], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [output, [status]] = await Promise.all([text(child.stdout), once(child, 'close')])
  if (status !== 0) throw new Error(`${part} ended with status ${status}`)
  return output
}

/** Replace the figures of a benchmark. */
function filled (document: string, part: string, figures: string): string {
  const [begin, end] = [`<!-- measured: ${part} -->\n`, '<!-- end -->']
  const from = document.indexOf(begin) + begin.length
  if (from < begin.length) throw new Error(`docs/performance.md has no place for ${part}`)
  return `${document.slice(0, from)}${figures}\n${document.slice(document.indexOf(end, from))}`
}
