/**
 * Measure the time from `docker run` to the status healthy, compared with a container of the same base image that does
 * nothing and is checked by `true`. Prints a Markdown table. `test/image/engine.sh npm run bench container`
 */
import { readFileSync } from 'node:fs'
import { docker, healthBecomes } from '../scripts/docker.ts'
import { median, table } from './figures.ts'

const pairs = Number(process.argv[2] ?? 11)

const dockerfile = readFileSync(new URL('../Dockerfile', import.meta.url), 'utf8')
const base = /^FROM (\S+)$/m.exec(dockerfile)?.[1] as string
const often = ['--health-interval', '250ms']
const nothing = ['--health-cmd', 'true', '--entrypoint', 'sleep', base, '60']

/** Run a container until it is healthy, and return the time in ms. */
async function untilHealthy (...args: string[]): Promise<number> {
  const since = Date.now()
  const began = performance.now()
  const id = await docker('run', '--detach', ...args)
  await healthBecomes(id, 'healthy', since)
  const took = performance.now() - began
  await docker('rm', '--force', id)
  return took
}

const taken: Array<{ ours: number, floor: number }> = []
for (let pair = 0; pair <= pairs; pair++) {
  taken.push({ floor: await untilHealthy(...often, ...nothing), ours: await untilHealthy(...often, 'fake-sfox') })
}
taken.shift()
const engine = await docker('version', '--format', '{{.Server.Version}}')
const middle = (values: number[]) => (median(values) / 1000).toFixed(2)
console.log(table([`\`docker run\` to healthy, s (engine ${engine})`, 'fake-sfox', 'a container that does nothing', 'ratio'], [
  [
    'checked every 250 ms', middle(taken.map(({ ours }) => ours)), middle(taken.map(({ floor }) => floor)),
    median(taken.map(({ ours, floor }) => ours / floor)).toFixed(2)
  ],
  ['by the image\'s own settings', middle([await untilHealthy('fake-sfox')]), '', '']
]))
