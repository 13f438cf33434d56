/**
 * Measure the throughput in requests a second, and print a Markdown table: the packaged command, compared with the
 * floor, a bare Fastify and other mock servers. Also writes docs/images/performance.svg. Requires `npm run build`, `npm
 * ci` in bench/peers, and wrk. `node --import ./scripts/typescript.js bench/throughput.ts [PAIRS [SECONDS]]`
 *
 * The servers share one core and the load generator has another. Runs come in pairs, one right after the other, and the
 * figures are the medians of their ratios, since other load on the machine then affects both.
 */
import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { barChart } from './bar-chart.ts'
import { median, table } from './figures.ts'
import { peers, type PeerRequest } from './peers.ts'
import { onCore, serve, type Server } from './servers.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))
const node = (file: string) => () => [process.execPath, path(file)]
const [pairs, seconds] = [Number(process.argv[2] ?? 7), Number(process.argv[3] ?? 2)]
const connections = 16

/** Two servers, and the request to each. */
interface Match {
  name: string
  ours: Server
  theirs: Server
  request: PeerRequest
  theirRequest?: PeerRequest
  /** The smallest acceptable ratio; undefined if there is none. */
  target?: number
}

const quiet = await serve('fake-sfox', node('../dist/cli.js'), { LOG_LEVEL: 'warn' })
const logging = await serve('fake-sfox', node('../dist/cli.js'), { LOG_LEVEL: 'info' })
const floor = await serve('node:http alone', node('subjects/node-http.js'))
const bare = await serve('a bare Fastify', node('subjects/fastify.js'))
const others = await Promise.all(peers.map(async ({ name, version, start, request }) =>
  ({ theirs: await serve(`${name} ${version}`, start), theirRequest: request })))

const [two, thousand] = [listOf(2), listOf(1000)]
const matches: Match[] = [
  { name: 'lists of 2', ours: quiet, theirs: floor, request: two, target: 0.9 },
  { name: 'lists of 1,000', ours: quiet, theirs: floor, request: thousand, target: 1 },
  { name: 'lists of 2, each call logged to a pipe', ours: logging, theirs: floor, request: two, target: 0.7 },
  { name: 'lists of 2', ours: quiet, theirs: bare, request: two },
  { name: 'lists of 1,000', ours: quiet, theirs: bare, request: thousand },
  ...others.map((other) => ({ name: 'lists of 2', ours: quiet, request: two, target: 5, ...other }))
]

const played = []
for (const match of matches) played.push({ ...match, ...await play(match) })
for (const { stop } of [quiet, logging, floor, bare, ...others.map(({ theirs }) => theirs)]) stop()

console.log(table(['fake-sfox', 'requests/s', 'against', 'requests/s', 'ratio', 'from … to', 'at least'], played.map(
  ({ name, theirs, target, our, their, ratios }) => [
    name, our.toFixed(0), theirs.name, their.toFixed(0), median(ratios).toFixed(2),
    `${Math.min(...ratios).toFixed(2)} … ${Math.max(...ratios).toFixed(2)}`,
    target === undefined ? '' : `${target} ${median(ratios) >= target ? '✓' : '✗'}`
  ])))

const ofTwo = played.filter(({ ours, request }) => ours === quiet && request === two)
const ofFloor = median(ofTwo.find(({ theirs }) => theirs === floor)?.ratios as number[])
writeFileSync(path('../docs/images/performance.svg'), barChart('Calls for two tokens a second; node:http alone is 1', [
  { name: 'fake-sfox', value: ofFloor },
  ...ofTwo.map(({ theirs, ratios }) => ({ name: theirs.name, value: ofFloor / median(ratios) }))
]))

function listOf (count: number): PeerRequest {
  return {
    method: 'POST',
    path: '/v1/enterprise/user-tokens',
    headers: {
      authorization: 'Bearer fake-enterprise-key',
      'content-type': 'application/json',
      accept: 'application/json, text/plain, */*',
      'user-agent': 'axios/1.21.1'
    },
    body: JSON.stringify({ data: Array.from({ length: count }, (_, index) => `user-${index}`) })
  }
}

/** Run the pairs. The first run of each side is a warm-up. Rates are medians, in requests a second. */
async function play ({ ours, theirs, request, theirRequest = request }: Match) {
  await run(theirs, theirRequest)
  await run(ours, request)
  const rates = []
  for (let pair = 0; pair < pairs; pair++) {
    rates.push({ their: await run(theirs, theirRequest), our: await run(ours, request) })
  }
  return {
    our: median(rates.map(({ our }) => our)),
    their: median(rates.map(({ their }) => their)),
    ratios: rates.map(({ our, their }) => our / their)
  }
}

/** Put load on a server for some seconds, and return the requests a second. Throws if a request fails. */
async function run ({ url, name }: Server, { method, path: at, headers, body }: PeerRequest): Promise<number> {
  const [file, ...args] = onCore(1, [
    'wrk', '-t1', `-c${connections}`, `-d${seconds}s`, '-s', path('request.lua'), url + at
  ])
  const lines = Object.entries(headers).map(([header, value]) => `${header}: ${value}\n`).join('')
  const { stdout } = await promisify(execFile)(file, args, {
    env: { ...process.env, BENCH_METHOD: method, BENCH_BODY: body, BENCH_HEADERS: lines }
  })
  const { requests, failed, seconds: taken } = JSON.parse(stdout.trimEnd().split('\n').at(-1) as string)
  if (failed > 0 || requests === 0) throw new Error(`${name}: ${failed} of ${requests} requests failed`)
  return requests / taken
}
