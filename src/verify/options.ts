/** The flags of `fake-sfox verify`. `--help` and the table in docs/guides/verify.md are generated from them. */
import { durationForms, parseDuration } from '../values/duration.ts'
import { OptionError } from '../options/option-error.ts'
import { readTarget, type Target } from './target.ts'

export interface VerifyOptionRow {
  flag: string
  /** The variable that may replace it, so that no secret is in the process list. */
  env?: string
  /** The value as `--help` shows it; a flag without a placeholder takes no value. */
  placeholder?: string
  /** True if it may be repeated. */
  many?: true
  /** Return what is wrong with a value; undefined if it is good. */
  check?: (text: string) => string | undefined
  meaning: string
}

const visible = (text: string) => /^[\x21-\x7e]+$/.test(text) ? undefined : 'must be at least one visible ASCII character, without spaces'
const path = (text: string) => text === '' ? 'must be the path of a file' : undefined

export const verifyOptions = {
  against: {
    flag: '--against',
    placeholder: 'URL',
    meaning: 'the server to compare with, without `/v1`'
  },
  key: {
    flag: '--key',
    env: 'SFOX_VERIFY_KEY',
    placeholder: 'KEY',
    check: visible,
    meaning: 'its enterprise key; without one, only probes that need no key are run'
  },
  userIds: {
    flag: '--user-id',
    placeholder: 'ID',
    many: true,
    check: (text) => text === '' || text.startsWith('fake:') ? 'must be the id of a user that the server knows' : undefined,
    meaning: 'the id of a user that it knows, to mint for; may be repeated, and some probes need two'
  },
  expiredToken: {
    flag: '--expired-token',
    env: 'SFOX_VERIFY_EXPIRED_TOKEN',
    placeholder: 'TOKEN',
    check: visible,
    meaning: 'a user token that is older than 24 hours, to compare how an expired one is refused'
  },
  fixtures: {
    flag: '--fixtures',
    placeholder: 'FILE',
    check: path,
    meaning: 'a fixtures file with the assumptions of the fake; without one, the defaults hold'
  },
  save: {
    flag: '--save',
    placeholder: 'FILE',
    check: path,
    meaning: 'a fixtures file to save observations to; an existing file keeps what was not observed again'
  },
  writeProbes: {
    flag: '--write-probes',
    meaning: 'also run probes that may create or change something: users, bank accounts, orders'
  },
  yesRealApi: {
    flag: '--yes-real-api',
    meaning: 'required if the server is not this machine'
  },
  yesProduction: {
    flag: '--yes-production',
    meaning: 'also required for sFOX in production, where money is real'
  },
  timeout: {
    flag: '--timeout',
    placeholder: 'DURATION',
    check: (text) => isTimeout(parseDuration(text)) ? undefined : `must be a duration from 1 ms to 10 min: ${durationForms}`,
    meaning: 'how long one answer may take; 10s by default'
  }
} satisfies Record<string, VerifyOptionRow>

export const verifyOptionRows = Object.values(verifyOptions) as VerifyOptionRow[]

/** The checked flags. */
export interface VerifyConfig {
  target: Target
  key: string | undefined
  userIds: string[]
  expiredToken: string | undefined
  fixtures: string | undefined
  save: string | undefined
  writeProbes: boolean
  /** ms. */
  timeout: number
}

const defaultTimeout = 10_000

function isTimeout (ms: number | undefined): boolean {
  return ms !== undefined && ms >= 1 && ms <= 600_000
}

/**
 * Read the configuration from flags and the environment. A flag overrides its variable. An empty variable counts as
 * not set.
 *
 * @param flags - texts by flag, in the order in which they were given
 * @param env - the environment
 * @returns the configuration
 * @throws an option error for a bad value, for a missing `--against`, and as `readTarget()` does
 */
export function readVerifyConfig (flags: Map<string, string[]>, env: Record<string, string | undefined>): VerifyConfig {
  const all = ({ flag, env: variable = '' }: VerifyOptionRow) => flags.get(flag) ?? (env[variable] ? [env[variable]] : [])
  for (const row of verifyOptionRows) {
    for (const text of all(row)) {
      const problem = row.placeholder === undefined && text !== 'true' ? 'takes no value' : row.check?.(text)
      if (problem !== undefined) throw new OptionError(`${flags.has(row.flag) ? row.flag : row.env} ${problem}`)
    }
  }
  const last = (row: VerifyOptionRow) => all(row).at(-1)
  const isGiven = (row: VerifyOptionRow) => last(row) === 'true'
  const url = last(verifyOptions.against)
  if (url === undefined) throw new OptionError('verify needs --against URL, as in: fake-sfox verify --against http://127.0.0.1:7369')
  const confirmed = { realApi: isGiven(verifyOptions.yesRealApi), production: isGiven(verifyOptions.yesProduction) }
  return {
    target: readTarget(url, confirmed),
    key: last(verifyOptions.key),
    userIds: [...new Set(all(verifyOptions.userIds))],
    expiredToken: last(verifyOptions.expiredToken),
    fixtures: last(verifyOptions.fixtures),
    save: last(verifyOptions.save),
    writeProbes: isGiven(verifyOptions.writeProbes),
    timeout: parseDuration(last(verifyOptions.timeout) ?? defaultTimeout) as number
  }
}
