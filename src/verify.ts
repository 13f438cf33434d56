/** `fake-sfox verify`: compares a server with this fake, probe by probe, says what differs, and writes it down. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { assume } from './assumptions.ts'
import { resolveConfig } from './config.ts'
import { readFixtures, type Fixtures } from './fixtures.ts'
import { listen } from './server.ts'
import { version } from './version.ts'
import { toIso, wallTime } from './world/clock.ts'
import { isCannotTell } from './verify/cannot-tell.ts'
import { exchange, type Way } from './verify/exchange.ts'
import { checkWritable, observationsOf, withObservations, writeWhole } from './verify/observations.ts'
import type { VerifyConfig } from './verify/options.ts'
import type { Timing } from './verify/pace.ts'
import { furtherHeaders, linesOf, short, summaryOf, tableOf } from './verify/report.ts'
import { runProbes, type Run } from './verify/run.ts'
import { createSecrets, type Secrets } from './verify/secrets.ts'
import { createSender } from './verify/sender.ts'
import { readTarget } from './verify/target.ts'

/** Where the words go, and what may be another's in a test. */
export interface VerifyIo {
  /** Takes the table. */
  out: (text: string) => void
  /** Takes what is said meanwhile, a line at a time. */
  say: (line: string) => void
  /** Ends the run: what was made is taken back, and that is all. */
  signal: AbortSignal
  timing?: Timing
  lookup?: Way['lookup']
}

/** What came of it, as the command's exit status. */
export const verifyStatus = { same: 0, differs: 1, couldNotRun: 2 } as const

/** How long the fake's answers may take, in ms. */
const ownTimeout = 60_000

/** How many probes pass from one word to the next. */
const stride = 20

/**
 * Compares a server with this fake.
 *
 * @param config - see VerifyConfig
 * @param io - see VerifyIo
 * @returns resolves to one of `verifyStatus`: `couldNotRun` also where nothing could be compared, or nothing differs
 *   while something went unanswered
 * @throws rejects with an option error for files that cannot be read or written, before anything is sent where that can
 *   be known
 */
export async function verify (config: VerifyConfig, io: VerifyIo): Promise<number> {
  const given = readFixtures(config.fixtures)
  const kept = config.save !== undefined && existsSync(config.save) ? readFixtures(config.save) : {}
  if (config.save !== undefined) checkWritable(config.save)
  const secrets = createSecrets([config.key, config.expiredToken].filter((secret) => secret !== undefined))
  const { hide } = secrets
  const fake = await startFake(given, config.userIds)
  return await compare(config, io, fake, secrets)
    .then((run) => conclude(config, io, { run, given, kept, hide }))
    .catch((error) => {
      if (!isCannotTell(error)) throw error
      io.say(hide(`${config.target.host}: ${error.message}`))
      return verifyStatus.couldNotRun
    })
    .finally(fake.close)
}

/** Starts the fake that the server is compared with: it knows the users that were given, and no others. */
async function startFake (fixtures: Fixtures, userIds: string[]) {
  const known = new Set(fixtures.users?.map(({ user_id: id }) => id))
  const users = [...fixtures.users ?? [], ...userIds.filter((id) => !known.has(id)).map((id) => ({ user_id: id }))]
  return await listen(resolveConfig({ users: 'registered', fixtures: { ...fixtures, users, faults: [] } }))
}

async function compare (
  { target, key, userIds, expiredToken, writeProbes, timeout }: VerifyConfig, io: VerifyIo,
  fake: { url: string, key: string }, secrets: Secrets
): Promise<Run> {
  const { say, signal, timing = realTiming, lookup } = io
  const way: Way = { target, timeout, signal, ...(lookup && { lookup }) }
  const sender = createSender(way, timing, (ms) => say(`429 (too many requests): waiting ${Math.ceil(ms / 1000)} s`))
  const here: Way = {
    target: readTarget(fake.url, { realApi: false, production: false }),
    timeout: ownTimeout,
    signal: new AbortController().signal
  }
  say(`comparing ${target.host} with fake-sfox ${version}`)
  const run = await runProbes({
    server: { send: sender.send, limited: sender.limited, key, users: userIds, expiredToken },
    fake: { send: async (sent) => await exchange(here, sent), key: fake.key },
    writeProbes,
    run: randomBytes(4).toString('hex'),
    secrets,
    signal,
    progress (done, of, title) { if (done % stride === 0) say(`${done} of ${of}: ${title}`) },
    // What was begun is taken back even where the run is interrupted.
    finishing () {
      way.signal = here.signal
      sender.resume()
    }
  })
  say(`${sender.count()} requests sent`)
  return run
}

interface Found {
  run: Run
  given: Fixtures
  kept: Fixtures
  hide: (text: string) => string
}

/** Says what was found, saves it where asked to, and gives the exit status. */
function conclude (
  { target: { host }, userIds, save }: VerifyConfig, { out, say, signal }: VerifyIo, found: Found
): number {
  const { run, hide } = found
  const lines = linesOf(run)
  const is = run.fakeVersion === undefined ? '' : ` (a fake-sfox ${short(run.fakeVersion)})`
  out(hide(`${host}${is} and fake-sfox ${version}, ${today()}\n\n${tableOf(lines)}\n${summaryOf(lines)}\n`))
  const further = furtherHeaders(run)
  if (further.length > 0) out(hide(`With most answers the server also sends: ${further.join(', ')}.\n`))
  for (const what of run.left) out(`Left behind on the server: ${short(hide(what))}.\n`)
  if (save !== undefined) out(hide(keep(save, host, found, userIds)))

  const isAny = lines.some(({ verdict }) => verdict !== 'not comparable')
  const hasFailed = run.outcomes.some(({ failed }) => failed)
  if (!isAny) say('nothing could be compared')
  else if (hasFailed) say('not all of what was asked for could be compared')
  if (signal.aborted) return verifyStatus.couldNotRun
  if (lines.some(({ verdict }) => verdict === 'differs')) return verifyStatus.differs
  return isAny && !hasFailed ? verifyStatus.same : verifyStatus.couldNotRun
}

/** Writes what was observed, and says so. */
function keep (path: string, host: string, { run, given, kept, hide }: Found, userIds: string[]): string {
  const { values, remarks } = observationsOf(run, assume(given.assumptions), userIds)
  const fixtures = withObservations(kept, values, { date: today(), host }, hide)
  if (values.size > 0) writeWhole(path, `${JSON.stringify(fixtures, null, 2)}\n`)
  return [`${values.size} observations saved in ${path}.`, ...remarks, ''].join('\n')
}

function today (): string {
  return toIso(wallTime()).slice(0, 10)
}

const realTiming: Timing = {
  now: wallTime,
  /* c8 ignore next -- tests wait for nothing */
  async sleep (ms, signal) { await sleep(ms, undefined, { signal }).catch(() => {}) }
}
