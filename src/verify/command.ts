/** `fake-sfox verify`: compare a server with this fake, report the differences, and save what was observed. */
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { readFixtures, type Fixtures } from '../options/fixtures.ts'
import { resolveConfig } from '../options/resolve.ts'
import { version } from '../package.ts'
import { InconclusiveError } from '../resources/probe.ts'
import { listen } from '../server/listen.ts'
import { assume } from '../vendor/assumptions.ts'
import { toIso } from '../values/instant.ts'
import { wallTime } from '../world/clock.ts'
import { exchange, type Route } from './exchange.ts'
import { checkWritable, observationsOf, withObservations, writeWhole } from './observations.ts'
import type { VerifyConfig } from './options.ts'
import type { Timing } from './pace.ts'
import { furtherHeaders, linesOf, printable, summaryOf, tableOf } from './report.ts'
import { runProbes, type Run } from './run.ts'
import { createSecrets, type Secrets } from './secrets.ts'
import { createSender } from './sender.ts'
import { readTarget } from './target.ts'

/** Output, and what tests replace. */
export interface VerifyIo {
  /** Take the report. */
  out: (text: string) => void
  /** Take a line about the progress. */
  say: (line: string) => void
  /** Ends the run early; what was created is still undone. */
  signal: AbortSignal
  timing?: Timing
  lookup?: Route['lookup']
}

/** The exit status of the command. */
const verifyStatus = { same: 0, differs: 1, couldNotRun: 2 } as const

/** How long the fake's answers may take, in ms. */
const fakeTimeout = 60_000

/** After how many probes progress is reported. */
const progressStep = 20

/**
 * Compare a server with this fake.
 *
 * @param config - the checked flags
 * @param io - output
 * @returns one of `verifyStatus`; `couldNotRun` also if nothing was compared, or nothing differs but a probe failed
 * @throws rejects with an option error for files that cannot be read or written, if possible before anything is sent
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
      if (!(error instanceof InconclusiveError)) throw error
      io.say(hide(`${config.target.host}: ${error.message}`))
      return verifyStatus.couldNotRun
    })
    .finally(fake.close)
}

/** Start the fake to compare with. It knows the given users and no others. */
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
  const sender = createSender({ target, timeout, signal, ...(lookup && { lookup }) }, timing,
    (ms) => say(`429 (too many requests): waiting ${Math.ceil(ms / 1000)} s`))
  const toFake = { target: readTarget(fake.url, { realApi: false, production: false }), timeout: fakeTimeout }
  say(`comparing ${target.host} with fake-sfox ${version}`)
  const run = await runProbes({
    server: { send: sender.send, first429: sender.first429, key, userIds, expiredToken },
    fake: { send: async (sent) => await exchange(toFake, sent), key: fake.key },
    writeProbes,
    runId: randomBytes(4).toString('hex'),
    secrets,
    signal,
    progress (done, of, title) { if (done % progressStep === 0) say(`${done} of ${of}: ${title}`) },
    finishing: sender.resume
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

/** Print the report, save the observations if asked to, and return the exit status. */
function conclude (
  { target: { host }, userIds, save }: VerifyConfig, { out, say, signal }: VerifyIo, found: Found
): number {
  const { run, hide } = found
  const lines = linesOf(run)
  const kind = run.fakeVersion === undefined ? '' : ` (a fake-sfox ${printable(run.fakeVersion)})`
  out(hide(`${host}${kind} and fake-sfox ${version}, ${today()}\n\n${tableOf(lines)}\n${summaryOf(lines)}\n`))
  const further = furtherHeaders(run)
  if (further.length > 0) out(hide(`With most answers the server also sends: ${further.join(', ')}.\n`))
  for (const what of run.left) out(`Left behind on the server: ${printable(hide(what))}.\n`)
  if (save !== undefined) out(hide(saveObservations(save, host, found, userIds)))

  const isAny = lines.some(({ verdict }) => verdict !== 'not comparable')
  const hasFailed = run.outcomes.some(({ failed }) => failed)
  if (!isAny) say('nothing could be compared')
  else if (hasFailed) say('not all of what was asked for could be compared')
  if (signal.aborted) return verifyStatus.couldNotRun
  if (lines.some(({ verdict }) => verdict === 'differs')) return verifyStatus.differs
  return isAny && !hasFailed ? verifyStatus.same : verifyStatus.couldNotRun
}

function saveObservations (path: string, host: string, { run, given, kept, hide }: Found, userIds: string[]): string {
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
  /* c8 ignore next -- tests replace it */
  async sleep (ms, signal) { await sleep(ms, undefined, { signal }).catch(() => {}) }
}
