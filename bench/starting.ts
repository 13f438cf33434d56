/**
 * Measure the start-up time, and print a Markdown table: the packaged command (`npm run build` first) from the spawn to
 * its ready line, compared with a bare Fastify (subjects/fastify.js) without and with a logger; and in process, from
 * the call to a ready fake. `node --import ./scripts/typescript.js bench/starting.ts [PAIRS]`
 *
 * Runs come in pairs, one right after the other, and the figures are the medians of their ratios, since other load on
 * the machine then affects both. CPU time is that of all threads, by the scheduler of Linux; elsewhere there is only
 * wall time.
 */
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync, readdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { median, table } from './figures.ts'

/** The times of a start, in ms. */
interface Start { wall: number, cpu: number }

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const command = path('../dist/cli.js')
const bare = path('subjects/fastify.js')
const pairs = Number(process.argv[2] ?? 25)

const against = async (name: string, env: Record<string, string>) => {
  const starts: Array<{ ours: Start, theirs: Start }> = []
  // The first pair warms the disk's cache.
  for (let pair = 0; pair <= pairs; pair++) {
    starts.push({ theirs: await start(bare, env), ours: await start(command) })
  }
  starts.shift()
  const row = (kind: keyof Start) => [
    median(starts.map(({ ours }) => ours[kind])).toFixed(0),
    median(starts.map(({ theirs }) => theirs[kind])).toFixed(0),
    median(starts.map(({ ours, theirs }) => ours[kind] / theirs[kind])).toFixed(2)
  ]
  return [[`${name}, CPU ms`, ...row('cpu'), '1.5'], [`${name}, wall ms`, ...row('wall'), '1.5']]
}

console.log(table(['process to ready line, against', 'fake-sfox', 'bare', 'ratio', 'at most'], [
  ...await against('a bare Fastify', {}), ...await against('a bare Fastify with a logger', { LOG_LEVEL: 'info' })
]))

const [first, ...later] = await startsInProcess() as [Start, ...Start[]]
console.log(table(['in process, ms', 'wall', 'CPU', 'at most'], [
  ['the first', first.wall.toFixed(1), first.cpu.toFixed(1), ''],
  ['any later, median', median(later.map(({ wall }) => wall)).toFixed(1), median(later.map(({ cpu }) => cpu)).toFixed(1), '10']
]))

/** Start a program, and kill it at its ready line. */
async function start (file: string, env: Record<string, string> = {}): Promise<Start> {
  const { PATH } = process.env
  const began = performance.now()
  const child = spawn(process.execPath, [file], { env: { PATH, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(createInterface(child.stdout), 'line')
  const taken = { wall: performance.now() - began, cpu: cpuTime(child.pid as number) }
  child.kill('SIGKILL')
  await once(child, 'exit')
  return taken
}

function cpuTime (pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const threads = readdirSync(`/proc/${pid}/task`)
  const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])
  return times.reduce((sum, time) => sum + Number(time), 0) / 1e6
}

/** Start and stop fakes in a new process, which does not transpile TypeScript. */
async function startsInProcess (): Promise<Start[]> {
  const program = `
    const { startFakeSfox } = await import(${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)})
    const starts = []
    for (let run = 0; run <= ${pairs}; run++) {
      const [began, before] = [performance.now(), process.cpuUsage()]
      const sfox = await startFakeSfox()
      const { user, system } = process.cpuUsage(before)
      starts.push({ wall: performance.now() - began, cpu: (user + system) / 1000 })
      await sfox.close()
    }
    console.log(JSON.stringify(starts))
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return JSON.parse(stdout)
}
