/**
 * Put the fake under full load for some minutes, with requests of all kinds, and measure the drift of its memory. Build
 * first, then run `node --import ./scripts/typescript.js bench/soak.ts [MINUTES]`. test/scenario/memory.test.ts runs it
 * for seconds.
 */
/* c8 ignore start -- a benchmark, which the tests do not cover */
import { argv } from 'node:process'
import { finished } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Agent } from 'undici'
import { amount, table } from './figures.ts'
import { key, keyOf, repeatWhile, startGauged, type Call, type Holding } from './gauged-fake.ts'

const tokensPath = '/v1/enterprise/user-tokens'
const listOf = (length: number) => ({ data: Array.from({ length }, (_, index) => `user-${index}`) })
const [pair, thousand] = [listOf(2), listOf(1000)]

/** Sends a request and returns the response body. An unexpected status is recorded. */
type Ask = (call: Call, status: number) => Promise<string>

/** Sends a request that waits or streams, on its own connection. */
type Open = (path: string, credential: string) => {
  /** Resolves when it has ended or was cut. */
  ended: Promise<void>
  cut: () => void
}

const tokenOf = (answer: string): string => JSON.parse(answer).data.token
const mint = async (ask: Ask, credential = key) => tokenOf(await ask({ path: `${tokensPath}/user-1`, credential }, 201))

/** The tasks, in turn. Frequent ones are listed more than once. The number of the turn names a world. */
const mix: ((ask: Ask, open: Open, turn: number) => Promise<unknown>)[] = [
  ...Array(8).fill(async (ask: Ask) => await ask({ path: tokensPath, body: pair }, 201)),
  ...Array(4).fill(async (ask: Ask) => await mint(ask)),
  async (ask) => await ask({ path: tokensPath, body: thousand }, 201),
  async (ask) => {
    const credential = await mint(ask)
    for (let use = 0; use < 3; use++) await ask({ method: 'GET', path: '/v1/user/balance', credential }, 200)
  },
  async (ask) => {
    await ask({ path: tokensPath, body: pair, credential: 'wrong' }, 401)
    await ask({ path: tokensPath, body: { data: [] } }, 400)
    await ask({ path: '/v1/nope' }, 404)
    await ask({ method: 'GET', path: '/v1/user/balance', credential: '0'.repeat(64) }, 401)
  },
  async (ask) => {
    await ask({ method: 'GET', path: '/_fake/requests?limit=20' }, 200)
    await ask({ method: 'GET', path: '/_fake/tokens/report' }, 200)
    await ask({ path: '/_fake/tokens/introspect', body: { token: await mint(ask) } }, 200)
  },
  async (ask, open, turn) => {
    // Only a few worlds, since worlds are never closed.
    const credential = keyOf(`world-${turn % 200}`)
    const stream = open('/_fake/events', credential)
    const wait = (count: number) => open(`/_fake/requests/wait?count=${count}&timeout=10m`, credential)
    const [waiter, inVain] = [wait(2), wait(100)]
    const token = await mint(ask, credential)
    await ask({ path: '/_fake/faults', credential, body: { status: 429 } }, 201)
    await ask({ path: tokensPath, credential, body: pair }, 429)
    await waiter.ended
    await ask({ path: '/_fake/tokens/revoke', credential, body: { token } }, 204)
    await ask({ method: 'GET', path: '/v1/user/balance', credential: token }, 401)
    await ask({ path: '/_fake/reset', credential }, 204)
    for (const { cut, ended } of [stream, inVain]) {
      cut()
      await ended
    }
  }
]

/** The result of a soak. */
export interface Soak {
  calls: number
  /** The number of responses with an unexpected status, by request and status. */
  unexpected: Record<string, number>
  /** The memory at the end of each stretch, with no request in flight. */
  samples: Holding[]
  /** Connections that remained open after the client had closed all of them. */
  leaked: number
}

/**
 * Put a fake under load.
 *
 * @param stretches - the number of stretches of load, each followed by a measurement
 * @param seconds - the duration of a stretch
 * @param report - called with each sample
 */
export async function soak (stretches: number, seconds: number, report = (_: Holding) => {}): Promise<Soak> {
  await using fake = await startGauged()
  const agent = new Agent()
  const unexpected: Soak['unexpected'] = {}
  let [calls, turn] = [0, 0]

  const note = (what: string) => { unexpected[what] = (unexpected[what] ?? 0) + 1 }
  const ask: Ask = async (call, expected) => {
    calls++
    const { status, text } = await fake.call(call)
    if (status !== expected) note(`${call.method ?? 'POST'} ${call.path}: ${status} ${text}`)
    return text
  }
  const open: Open = (path, credential) => {
    calls++
    const cutting = new AbortController()
    const read = async () => {
      try {
        const headers = { authorization: `Bearer ${credential}` }
        const { statusCode, body } = await agent.request({
          origin: fake.url, method: 'GET', path, headers, signal: cutting.signal
        })
        if (statusCode !== 200) note(`GET ${path}: ${statusCode}`)
        await finished(body.resume())
      } catch (error) {
        if (!cutting.signal.aborted) note(`GET ${path}: ${error}`)
      }
    }
    return { ended: read(), cut: () => cutting.abort() }
  }

  const stream = open('/_fake/events?changes=true', key)
  const samples: Holding[] = []
  for (let stretch = 0; stretch < stretches; stretch++) {
    const end = performance.now() + seconds * 1000
    await repeatWhile(() => performance.now() < end, async () => await mix[turn++ % mix.length]?.(ask, open, turn))
    const sample = await fake.measure()
    report(sample)
    samples.push(sample)
  }

  stream.cut()
  await Promise.all([stream.ended, agent.close(), fake.hangUp()])
  let { sockets: leaked } = await fake.measure()
  // This side has closed them; there is no event for the other side.
  for (let tries = 0; leaked > 0 && tries < 100; tries++) {
    await sleep(20)
    leaked = (await fake.measure()).sockets
  }
  return { calls, unexpected, samples, leaked }
}

/**
 * Fit a line.
 *
 * @param values - one for each step
 * @returns the slope for each step, and its standard error
 */
export function slopeOf (values: readonly number[]): { slope: number, error: number } {
  const mean = (of: readonly number[]) => of.reduce((sum, one) => sum + one, 0) / of.length
  const middle = (values.length - 1) / 2
  const [level, spread] = [mean(values), mean(values.map((_, step) => (step - middle) ** 2))]
  const slope = mean(values.map((value, step) => (step - middle) * (value - level))) / spread
  const residue = mean(values.map((value, step) => (value - level - slope * (step - middle)) ** 2))
  return { slope, error: Math.sqrt(residue / spread / (values.length - 2)) }
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [minutes = 10] = argv.slice(2).map(Number)
  const seconds = 10
  const { samples, calls, unexpected, leaked } = await soak(minutes * 60 / seconds, seconds, ({ heap, rss, sockets }) =>
    console.error(`heap ${amount(heap)}, RSS ${amount(rss)}, ${sockets} connections`))
  // The first minute or two are left out: the engine compiles code, and the journal fills up.
  const settled = samples.slice(Math.floor(samples.length / 5))
  const drift = (what: 'heap' | 'rss') => {
    const { slope, error } = slopeOf(settled.map((sample) => sample[what]))
    return `${amount(slope * 60 / seconds)} ± ${amount(error * 60 / seconds)}`
  }
  console.log(table([`${minutes} minutes, ${calls.toLocaleString('en')} calls`, ''], [
    [`drift of the heap a minute, over the last ${settled.length * seconds} s`, drift('heap')],
    ['drift of RSS a minute', drift('rss')],
    ['answers that were not expected', JSON.stringify(unexpected)],
    ['connections left open', String(leaked)]
  ]))
}
