/**
 * Measure the growth of memory by tokens, requests and worlds. Build first, then run
 * `node --import ./scripts/typescript.js bench/memory.ts`. test/scenario/memory.test.ts runs it with smaller numbers.
 */
/* c8 ignore start -- a benchmark, which the tests do not cover */
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { amount, table } from './figures.ts'
import { keyOf, repeat, startGauged, type Call, type GaugedFake } from './gauged-fake.ts'

const tokensPath = '/v1/enterprise/user-tokens'

/**
 * The number of requests after which the journal has as many entries as before. It keeps 1,000, and is cut at times.
 */
const journalRound = 1001

/** The number of calls after which code is compiled and the journal is full. */
const warmUp = 2 * journalRound

/** The growth of memory by a number of items, in bytes. */
export interface Growth {
  count: number
  heap: number
  rss: number
}

/**
 * Measure the growth by minting tokens in long lists, always for the same users.
 *
 * @param fake - the fake
 * @param count - the approximate number of tokens
 * @param listLength - the number of ids in each request
 */
export async function mintTokens (fake: GaugedFake, count: number, listLength: number): Promise<Growth> {
  const listOf = (length: number) =>
    ({ path: tokensPath, body: { data: Array.from({ length }, (_, index) => `user-${index}`) } })
  const calls = wholeRounds(count / listLength)
  await callTimes(fake, 100, listOf(listLength))
  // The journal lists 20 tokens of a request and the start of its body, so these entries have their final size.
  return { ...await growthOf(fake, listOf(200), listOf(listLength), calls), count: calls * listLength }
}

/** Measure the growth by approximately `count` requests, which are recorded in the journal. */
export async function journalRequests (fake: GaugedFake, count: number): Promise<Growth> {
  const call = { path: `${tokensPath}/user-1` }
  return await growthOf(fake, call, call, wholeRounds(count))
}

/** The memory of a world, in bytes. */
export interface WorldCost {
  /** A world that was opened only. */
  idle: number
  /** A world with two users and two requests in its journal. */
  used: number
  /** A world that was used and then reset. */
  afterReset: number
  /** The growth by another use and reset. */
  perReset: number
  rss: number
}

/** Measure the memory of `count` worlds that are opened, used and reset. */
export async function resetWorlds (fake: GaugedFake, count: number): Promise<WorldCost> {
  const each = async (name: string, use: (credential: string) => Promise<void>) =>
    await repeat(count, async (index) => await use(keyOf(`${name}-${index}`)))
  const reset = async (credential: string) => await expect(fake, { path: '/_fake/reset', credential }, 204)
  const use = async (credential: string) => {
    await expect(fake, { path: tokensPath, credential, body: { data: ['a', 'b'] } }, 201)
    await expect(fake, { path: '/v1/nope', credential }, 404)
  }
  const useAndReset = async (credential: string) => {
    await use(credential)
    await reset(credential)
  }

  for (let resets = 0; resets < 1200; resets += count) await each('warm', useAndReset)
  const before = await fake.measure()
  const perWorld = async (rounds = 1) => ((await fake.measure()).heap - before.heap) / count / rounds

  // A reset opens a world. Its parts are created lazily.
  await each('world', reset)
  const idle = await perWorld()
  await each('world', use)
  const used = await perWorld()
  await each('world', reset)
  const afterReset = await perWorld()
  for (let round = 0; round < 4; round++) await each('world', useAndReset)
  const perReset = (await perWorld() - afterReset) / 4
  return { idle, used, afterReset, perReset, rss: (await fake.measure()).rss - before.rss }
}

async function growthOf (fake: GaugedFake, first: Call, call: Call, count: number): Promise<Growth> {
  await callTimes(fake, warmUp, first)
  const before = await fake.measure()
  await callTimes(fake, count, call)
  const after = await fake.measure()
  return { count, heap: after.heap - before.heap, rss: after.rss - before.rss }
}

const wholeRounds = (calls: number) => Math.ceil(calls / journalRound) * journalRound

async function callTimes (fake: GaugedFake, count: number, call: Call): Promise<void> {
  await repeat(count, async () => await expect(fake, call, 201))
}

async function expect (fake: GaugedFake, call: Call, expected: number): Promise<void> {
  const { status, text } = await fake.call(call)
  if (status !== expected) throw new Error(`${call.path}: ${status} ${text}`)
}

/** Run a measurement with its own fake. */
async function withFake<T> (measure: (fake: GaugedFake) => Promise<T>): Promise<T> {
  await using fake = await startGauged()
  return await measure(fake)
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  const [tokens = 10_000_000, requests = 1_000_000, worlds = 10_000] = argv.slice(2).map(Number)
  const minted = await withFake(async (fake) => await mintTokens(fake, tokens, 1000))
  const journalled = await withFake(async (fake) => await journalRequests(fake, requests))
  const { idle, used, afterReset, perReset, rss } = await withFake(async (fake) => await resetWorlds(fake, worlds))
  const count = (number: number) => number.toLocaleString('en')
  console.log(table(['growth of', 'heap', 'RSS', 'at most'], [
    [`${count(minted.count)} tokens, 1,000 a call`, amount(minted.heap), amount(minted.rss), '30 MB'],
    [`${count(journalled.count)} requests, of which 1,000 are kept`, amount(journalled.heap), amount(journalled.rss), ''],
    [`a world that was opened, of ${count(worlds)}`, amount(idle), '', ''],
    ['a world in use: two users, two requests', amount(used), '', ''],
    ['a world after its reset', amount(afterReset), '', ''],
    ['one more use and reset of it', amount(perReset), `${amount(rss)} for all of it`, '']
  ]))
}
