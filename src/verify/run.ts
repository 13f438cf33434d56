/** Put every probe to the server and to the fake, and collect the results. */
import { nowhere } from '../hooks/probes.ts'
import {
  catalogued, InconclusiveError, isGood, needs, propertiesOf, type Answer, type Need, type Probe, type ProbeClient,
  type Sent
} from '../resources/probe.ts'
import { facetsOf } from './compare.ts'
import type { Pair } from './observed-refusal.ts'
import { createProbeClient, type ProbeClientOptions } from './probe-client.ts'
import { probeRows } from './probes.ts'
import type { Secrets } from './secrets.ts'

/** The result of a probe: two answers, two values, or a reason why there is nothing to compare. */
export interface Result {
  pair?: Pair
  /** Values of the assumption. */
  values?: { fake: unknown, server: unknown }
  why?: string
  /** True if a comparison was expected. */
  failed?: boolean
}

export interface Outcome extends Result {
  /** Name of the assumption or endpoint. */
  name: string
  /** Title of the probe. */
  title: string
}

export interface Run {
  outcomes: Outcome[]
  /** Version of the server if it is a fake-sfox; otherwise undefined. */
  fakeVersion: string | undefined
  /** Names of the headers that a real server sends with most of its answers; empty for a fake. */
  commonHeaders: Set<string>
  /** Changes of the server that could not be undone. */
  left: string[]
}

export interface RunOptions {
  server: Pick<ProbeClientOptions, 'send' | 'first429' | 'key' | 'userIds' | 'expiredToken'>
  fake: Pick<ProbeClientOptions, 'send' | 'key'>
  writeProbes: boolean
  /** Part of every name that this run makes up. */
  runId: string
  /** Minted tokens are added. */
  secrets: Secrets
  /** Stops the run early. */
  signal: AbortSignal
  /** Called with each probe before its requests are sent. */
  progress: (done: number, of: number, title: string) => void
  /** Called before the run undoes its changes. */
  finishing: () => void
}

/**
 * Run the probes, one after another.
 *
 * @param options - the server, the fake, and what may be asked
 * @returns the outcomes
 * @throws {InconclusiveError} rejects if the server cannot be reached at all
 */
export async function runProbes (options: RunOptions): Promise<Run> {
  const { server, fake, runId, secrets: { add, hide }, signal, progress, finishing } = options
  const headerNames: string[][] = []
  const send = async (sent: Sent) => {
    const answer = await server.send(sent)
    headerNames.push(Object.keys(answer.headers))
    for (const token of tokensIn(answer)) add(token)
    return answer
  }
  const hello = await send({ method: 'GET', path: nowhere, authorization: null })
  const fakeVersion = hello.headers['x-fake-sfox']
  const isFake = fakeVersion !== undefined
  // A fake may take every id for a user, except a magic id.
  const unknownUser = isFake ? 'fake:unknown-user' : `fake-sfox-verify-${runId}-nobody`
  const shared = { userIds: server.userIds, runId, unknownUser }
  const there = createProbeClient({ ...server, ...shared, send, isFake })
  const here = createProbeClient({
    ...fake, ...shared, isFake: true, expiredToken: undefined, first429: () => undefined
  })

  const unmet = await unmetNeeds(there, options)
  const outcomes: Outcome[] = []
  for (const [name, probes] of probeRows) {
    for (const probe of probes) outcomes.push({ name, title: probe.title, ...await resultOf(name, probe) })
  }
  finishing()
  await here.undoAll()
  return { outcomes, fakeVersion, commonHeaders: isFake ? new Set() : inMost(headerNames), left: await there.undoAll() }

  async function resultOf (name: string, probe: Probe): Promise<Result> {
    progress(outcomes.length, total, probe.title)
    if (probe.onlyFakes !== undefined && !isFake) return { why: probe.onlyFakes }
    const lack = probe.needs.map((need) => unmet[need]).find((one) => one !== undefined)
    if (lack) return lack
    if (signal.aborted) return { why: 'interrupted', failed: true }
    const result = await attempt(probe)
    // Another assumption of a fake may hide this one from requests. Its catalogue still shows it.
    const isHidden = isFake && result.why !== undefined && !result.failed
    return isHidden ? await attempt(catalogued(name, 'no request shows it')) : result
  }

  async function attempt (probe: Probe): Promise<Result> {
    let source = ''
    async function askBoth<T> (question: (client: ProbeClient) => Promise<T>): Promise<{ server: T, fake: T }> {
      const server = await question(there)
      source = 'the fake: '
      return { server, fake: await question(here) }
    }

    try {
      if ('tell' in probe) {
        const { server, fake } = await askBoth(probe.tell)
        return { values: { server: hidden(server, hide), fake: hidden(fake, hide) } }
      }
      const { server, fake } = await askBoth(probe.ask)
      return {
        pair: { server: facetsOf(server, hide, isFake), fake: facetsOf(fake, hide, isFake) },
        ...(probe.read && isGood(server) && { values: { server: probe.read(server), fake: probe.read(fake) } })
      }
    } catch (error) {
      if (error instanceof InconclusiveError) return { why: `${source}${error.message}`, failed: error.failed }
      return { why: 'its answer is not as documented', failed: true }
    }
  }
}

const total = probeRows.flatMap(([, probes]) => probes).length

/** Hide secrets in a value that may hold texts of the server's. */
function hidden (value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((member) => hidden(member, hide))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hidden(member, hide)]))
}

/** Return the reason for each need that is not met. An option that was given and does not work is a failure. */
async function unmetNeeds (
  there: ProbeClient, { server: { key, userIds, expiredToken }, writeProbes }: RunOptions
): Promise<Partial<Record<Need, Result>>> {
  const unmet: Partial<Record<Need, Result>> = {}
  const missing = (need: Need) => { unmet[need] = { why: `needs ${needs[need].replaceAll('`', '')}` } }
  if (!writeProbes) missing('writing')
  if (userIds.length < 2) missing('two users')
  if (userIds.length === 0) missing('user')
  const canExpire = expiredToken !== undefined || (there.isFake && key !== undefined)
  if (!canExpire) missing('expired token')
  if (key === undefined) {
    missing('key')
    return unmet
  }

  const mint = async (index: number) => {
    const id = userIds[index]
    return id === undefined ? undefined : await failureOf(there.token(id), `no token for --user-id number ${index + 1}: `)
  }
  const [first, second] = [await mint(0), await mint(1)]
  if (first) unmet.user = unmet['two users'] = first
  if (second) unmet['two users'] ??= second
  // If minting works, the key is valid, even if it may do nothing else.
  const problem = userIds.length > 0 && !first ? undefined : await failureOf(useKey(there))
  return problem ? { ...unmet, key: problem } : unmet
}

async function useKey (there: ProbeClient): Promise<void> {
  const { status } = await there.byKey('GET', '/v1/enterprise/users?accountRole=client')
  if (status === 401 || status === 403) throw new InconclusiveError(`the server refuses the key (${status})`)
}

async function failureOf (attempt: Promise<unknown>, prefix = ''): Promise<Result | undefined> {
  return await attempt.then(() => undefined, ({ message }: Error) => ({ why: prefix + message, failed: true }))
}

/** Return the tokens in the answer to a mint, except those that are recognised by their form. */
function tokensIn (answer: Answer): string[] {
  return [propertiesOf(answer).data].flat().flatMap((one) => {
    const { token } = { ...one as object } as { token?: unknown }
    return typeof token === 'string' && !/^[0-9a-f]{64}$/.test(token) ? token : []
  })
}

/** Return the names that are in at least half of the lists. */
function inMost (lists: string[][]): Set<string> {
  const counts = new Map<string, number>()
  for (const name of lists.flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count * 2 >= lists.length).map(([name]) => name))
}
