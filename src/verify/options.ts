/** The flags of `fake-sfox verify`: one table, from which the reading, `--help` and docs/guides/verify.md come. */
import { parseDuration } from '../duration.ts'
import { optionError } from '../option-error.ts'
import { readTarget, type Target } from './target.ts'

/** One flag. */
export interface VerifyOptionRow {
  flag: string
  /** The variable that stands in for it, so that a secret need not stand in the process list. */
  env?: string
  /** What `--help` shows in the place of the value; a flag without one takes none. */
  placeholder?: string
  /** Whether it may be given several times. */
  many?: true
  /** Says what is wrong with a value. */
  check?: (text: string) => string | undefined
  meaning: string
}

const visible = (text: string) => /^[\x21-\x7e]+$/.test(text) ? undefined : 'must be at least one visible ASCII character, without spaces'
const path = (text: string) => text === '' ? 'must be the path of a file' : undefined

/** Every flag, by its name in the code. */
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
    meaning: 'its enterprise key; without one, only what needs no key is compared'
  },
  userIds: {
    flag: '--user-id',
    placeholder: 'ID',
    many: true,
    check: (text) => text === '' || text.startsWith('fake:') ? 'must be the id of a user that the server knows' : undefined,
    meaning: 'a user whom it knows, to mint for; may be given again, and two find out more than one'
  },
  expiredToken: {
    flag: '--expired-token',
    env: 'SFOX_VERIFY_EXPIRED_TOKEN',
    placeholder: 'TOKEN',
    check: visible,
    meaning: 'a user token from more than 24 hours ago, to find out what an expired one gets'
  },
  fixtures: {
    flag: '--fixtures',
    placeholder: 'FILE',
    check: path,
    meaning: 'a fixtures file whose assumptions the fake is set to; the defaults where not given'
  },
  save: {
    flag: '--save',
    placeholder: 'FILE',
    check: path,
    meaning: 'a fixtures file to write what was observed to; one that is there keeps what was not observed anew'
  },
  writeProbes: {
    flag: '--write-probes',
    meaning: 'also ask what may create or change something: users, bank accounts, orders'
  },
  yesRealApi: {
    flag: '--yes-real-api',
    meaning: 'needed for a server that is not this machine'
  },
  yesProduction: {
    flag: '--yes-production',
    meaning: 'needed besides for sFOX in production, where money is real'
  },
  timeout: {
    flag: '--timeout',
    placeholder: 'DURATION',
    check: (text) => isPatience(parseDuration(text)) ? undefined : 'must be a duration from 1ms to 10m, such as 10s',
    meaning: 'how long one answer may take; 10s where not given'
  }
} satisfies Record<string, VerifyOptionRow>

/** The table as a list, in its order. */
export const verifyOptionRows = Object.values(verifyOptions) as VerifyOptionRow[]

/** What `fake-sfox verify` is to do. */
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

const patience = 10_000

function isPatience (ms: number | undefined): boolean {
  return ms !== undefined && ms >= 1 && ms <= 600_000
}

/**
 * Makes a configuration of flags and an environment. A flag wins over its variable; an empty variable counts as not
 * set.
 *
 * @param flags - texts by flag, in the order in which they were given
 * @param env - the environment
 * @returns see VerifyConfig
 * @throws an option error for a bad value, where there is no `--against`, and as `readTarget()` does
 */
export function readVerifyConfig (flags: Map<string, string[]>, env: Record<string, string | undefined>): VerifyConfig {
  const all = ({ flag, env: variable = '' }: VerifyOptionRow) => flags.get(flag) ?? (env[variable] ? [env[variable]] : [])
  for (const row of verifyOptionRows) {
    for (const text of all(row)) {
      const problem = row.placeholder === undefined && text !== 'true' ? 'takes no value' : row.check?.(text)
      if (problem !== undefined) throw optionError(`${flags.has(row.flag) ? row.flag : row.env} ${problem}`)
    }
  }
  const last = (row: VerifyOptionRow) => all(row).at(-1)
  const isGiven = (row: VerifyOptionRow) => last(row) === 'true'
  const url = last(verifyOptions.against)
  if (url === undefined) throw optionError('verify needs --against URL, as in: fake-sfox verify --against http://127.0.0.1:7369')
  const confirmed = { realApi: isGiven(verifyOptions.yesRealApi), production: isGiven(verifyOptions.yesProduction) }
  return {
    target: readTarget(url, confirmed),
    key: last(verifyOptions.key),
    userIds: [...new Set(all(verifyOptions.userIds))],
    expiredToken: last(verifyOptions.expiredToken),
    fixtures: last(verifyOptions.fixtures),
    save: last(verifyOptions.save),
    writeProbes: isGiven(verifyOptions.writeProbes),
    timeout: parseDuration(last(verifyOptions.timeout) ?? patience) as number
  }
}
