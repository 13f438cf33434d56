/** Puts every probe to both sides, and keeps what came of it. */
import { cannotTell, isCannotTell } from './cannot-tell.ts'
import { propertiesOf, type Answer, type Sent } from './exchange.ts'
import { facetsOf, type Facets } from './facets.ts'
import type { Pair } from './observed-refusal.ts'
import { needs, probeRows, type Need, type Probe } from './probes.ts'
import { catalogued } from './probes/catalogued.ts'
import { nowhere } from './probes/requests.ts'
import type { Secrets } from './secrets.ts'
import { isGood, type Side, type SideOptions, createSide } from './side.ts'

/** What came of a probe: two answers, two values, or a reason why there is nothing to compare. */
export interface Outcome {
  /** The row's name. */
  name: string
  title: string
  pair?: Pair
  /** Of an assumption; `server` is what was observed. */
  values?: { fake: unknown, server: unknown }
  why?: string
  /** Whether there should have been something to compare. */
  failed?: boolean
}

/** What came of a run. */
export interface Run {
  outcomes: Outcome[]
  /** Whether the server is a fake-sfox, and of which version; undefined where it is none. */
  fakeVersion: string | undefined
  /** Names of the headers that the server sends with most of its answers; none for a fake, of which all is known. */
  everywhere: Set<string>
  /** What was made on the server, and could not be taken back. */
  left: string[]
}

/** What a run needs. */
export interface RunOptions {
  /** Sends to the server. */
  server: Pick<SideOptions, 'send' | 'limited' | 'key' | 'users' | 'expiredToken'>
  /** Sends to the fake. */
  fake: Pick<SideOptions, 'send' | 'key'>
  writeProbes: boolean
  /** Names the run. */
  run: string
  /** What must not be seen: tokens that are minted are added. */
  secrets: Secrets
  signal: AbortSignal
  /** Is told of each probe before it is asked. */
  progress: (done: number, of: number, title: string) => void
  /** Called before what was made is taken back. */
  finishing: () => void
}

/**
 * Runs the probes, one after another.
 *
 * @param options - see RunOptions
 * @returns resolves to what came of them
 * @throws rejects as `cannotTell()` does where the server cannot be reached at all
 */
export async function runProbes (options: RunOptions): Promise<Run> {
  const { server, fake, run, secrets: { add, hide }, signal, progress, finishing } = options
  const seen: string[][] = []
  const send = async (sent: Sent) => {
    const answer = await server.send(sent)
    seen.push(Object.keys(answer.headers))
    for (const token of tokensIn(answer)) add(token)
    return answer
  }
  const hello = await send({ method: 'GET', path: nowhere, authorization: null })
  const fakeVersion = hello.headers['x-fake-sfox']
  const isFake = fakeVersion !== undefined
  // Where every id is a user, as in a fake that was told nothing else, a magic id still is none.
  const unknownUser = isFake ? 'fake:unknown-user' : `fake-sfox-verify-${run}-nobody`
  const there = createSide({ ...server, send, isFake, run, unknownUser })
  const here = createSide({
    ...fake, users: server.users, expiredToken: undefined, limited: () => undefined, isFake: true, run, unknownUser
  })

  const lacks = await findLacks(there, options)
  const outcomes: Outcome[] = []
  for (const [name, probes] of probeRows) {
    for (const probe of probes) outcomes.push({ name, title: probe.title, ...await outcomeOf(name, probe) })
  }
  finishing()
  await here.takeBack()
  return { outcomes, fakeVersion, everywhere: isFake ? new Set() : usual(seen), left: await there.takeBack() }

  async function outcomeOf (name: string, probe: Probe): Promise<Omit<Outcome, 'name' | 'title'>> {
    progress(outcomes.length, total, probe.title)
    if (probe.onlyFakes !== undefined && !isFake) return { why: probe.onlyFakes }
    const lack = probe.needs.map((need) => lacks[need]).find((one) => one !== undefined)
    if (lack) return lack
    if (signal.aborted) return { why: 'interrupted', failed: true }
    const outcome = await attempt(probe)
    // What a fake's requests do not tell, for another of its settings stands before it, its catalogue does.
    const isUntold = isFake && outcome.why !== undefined && !outcome.failed
    return isUntold ? await attempt(catalogued(name, 'nothing else tells')) : outcome
  }

  async function attempt (probe: Probe): Promise<Omit<Outcome, 'name' | 'title'>> {
    try {
      return await compared(probe, there, here, (answer) => facetsOf(answer, hide, isFake), hide)
    } catch (error) {
      const { message, failed = false } = isCannotTell(error) ? error : cannotTell('its answer is not as documented', { failed: true })
      return { why: message, failed }
    }
  }
}

/** How many lines the table has. */
const total = probeRows.flatMap(([, probes]) => probes).length

async function compared (
  probe: Probe, there: Side, here: Side, facets: (answer: Answer) => Facets, hide: (text: string) => string
): Promise<Pick<Outcome, 'pair' | 'values'>> {
  if ('tell' in probe) {
    const server = await probe.tell(there)
    const fake = await ofFake(async () => await probe.tell(here))
    return { values: { server: hidden(server, hide), fake: hidden(fake, hide) } }
  }
  const { ask, read } = probe
  const server = await ask(there)
  const fake = await ofFake(async () => await ask(here))
  return {
    pair: { server: facets(server), fake: facets(fake) },
    ...(read && isGood(server) && { values: { server: read(server), fake: read(fake) } })
  }
}

/** A value without secrets: it may be a text of the server's. */
function hidden (value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === 'string') return hide(value)
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return value.map((member) => hidden(member, hide))
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, hidden(member, hide)]))
}

async function ofFake<T> (run: () => Promise<T>): Promise<T> {
  return await run().catch((error) => { throw isCannotTell(error) ? cannotTell(`the fake: ${error.message}`) : error })
}

/** Why there is nothing to compare. */
interface Lack {
  why: string
  failed?: boolean
}

type Lacks = Partial<Record<Need, Lack>>

/** For each need that is not met, why. What was given and does not work is a failure. */
async function findLacks (
  there: Side, { server: { key, users, expiredToken }, writeProbes }: RunOptions
): Promise<Lacks> {
  const lacks: Lacks = {}
  const missing = (need: Need): Lack => ({ why: `takes ${needs[need].replaceAll('`', '')}` })
  if (!writeProbes) lacks.writing = missing('writing')
  if (users.length < 2) lacks['two users'] = missing('two users')
  if (users.length === 0) lacks.user = missing('user')
  const canExpire = expiredToken !== undefined || (there.isFake && key !== undefined)
  if (!canExpire) lacks['expired token'] = missing('expired token')
  if (key === undefined) return { ...lacks, key: missing('key') }

  const [first, second] = [await problemOfUser(there, 0), await problemOfUser(there, 1)]
  if (first) lacks.user = lacks['two users'] = first
  if (second) lacks['two users'] ??= second
  // A key that mints is good, whatever it is not authorized for.
  const problem = users.length > 0 && !first ? undefined : await problemOfKey(there)
  return problem ? { ...lacks, key: problem } : lacks
}

async function problemOfUser (there: Side, index: number): Promise<Lack | undefined> {
  const id = there.users[index]
  const why = id === undefined ? undefined : await problemOf(async () => { await there.token(id) })
  return why === undefined ? undefined : { why: `no token for --user-id number ${index + 1}: ${why}`, failed: true }
}

async function problemOfKey (there: Side): Promise<Lack | undefined> {
  const why = await problemOf(async () => {
    const { status } = await there.byKey('GET', '/v1/enterprise/users?accountRole=client')
    if (status === 401 || status === 403) throw cannotTell(`the server refuses the key (${status})`)
  })
  return why === undefined ? undefined : { why, failed: true }
}

async function problemOf (run: () => Promise<void>): Promise<string | undefined> {
  return await run().then(() => undefined, ({ message }: Error) => message)
}

/** The tokens in the answer to a mint; those of the usual form are known by it. */
function tokensIn (answer: Answer): string[] {
  return [propertiesOf(answer).data].flat().flatMap((one) => {
    const { token } = { ...one as object } as { token?: unknown }
    return typeof token === 'string' && !/^[0-9a-f]{64}$/.test(token) ? token : []
  })
}

/** Names that come with at least half of the answers. */
function usual (seen: string[][]): Set<string> {
  const counts = new Map<string, number>()
  for (const name of seen.flat()) counts.set(name, (counts.get(name) ?? 0) + 1)
  return new Set([...counts].filter(([, count]) => count * 2 >= seen.length).map(([name]) => name))
}
