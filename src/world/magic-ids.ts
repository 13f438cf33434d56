/**
 * Magic ids: user ids that are instructions, for tests that cannot use `/_fake`. They are this project's own. The
 * behaviour, the refusal of an unknown magic id, the catalogue and `docs/reference/control.md` derive from one table.
 */
import { durationForms, parseDuration, tenYears } from '../values/duration.ts'
import { longestDelay } from './fault-schema.ts'

/** The instruction of a magic id. Without `refuse`, `status` or `connection` a token is minted. */
export interface Instruction {
  /** Refuse the whole request for this reason. */
  refuse?: 'unknown-user' | 'deactivated-user' | 'rate-limited'
  /** Respond with this status and an error. */
  status?: number
  connection?: 'reset' | 'hang' | 'truncate' | 'garbage'
  /** Wait before the response, in ms of real time. */
  delay?: number
  /** Lifetime of the token in ms; 0 or less for an expired token. */
  life?: number
}

/** A row of the table. */
export interface MagicIdRow {
  /** The syntax. */
  form: string
  /** A valid magic id. */
  example: string
  /** The effect, for documents and the catalogue. */
  meaning: string
  /** Parse the text after the `=`, or an empty text. Return undefined if it is not valid. */
  read: (argument: string) => Instruction | undefined
}

/** The prefix of all magic ids. */
export const magicPrefix = 'fake:'

/** All magic ids, by the name between `fake:` and `=`. */
export const magicIds: Record<string, MagicIdRow> = {
  status: {
    form: 'fake:status=200…599',
    example: 'fake:status=503',
    meaning: 'responds with this status and an error in sFOX\'s format',
    read: (text) => /^[2-5]\d\d$/.test(text) ? { status: Number(text) } : undefined
  },
  'unknown-user': plain('unknown-user', 'is refused like an unknown user', { refuse: 'unknown-user' }),
  'deactivated-user': plain('deactivated-user', 'is refused like a deactivated user', { refuse: 'deactivated-user' }),
  'rate-limited': plain('rate-limited', 'is refused because of the rate limit', { refuse: 'rate-limited' }),
  reset: plain('reset', 'resets the connection before any response', { connection: 'reset' }),
  hang: plain('hang', 'never responds', { connection: 'hang' }),
  truncate: plain('truncate', 'closes the connection in the middle of the response body', { connection: 'truncate' }),
  garbage: plain('garbage', 'responds 200 with a body that is not JSON', { connection: 'garbage' }),
  delay: {
    form: 'fake:delay=DURATION',
    example: 'fake:delay=2s',
    meaning: 'mints after a delay of up to 1 h, in real time',
    read: (text) => within(parseDuration(text), longestDelay, (delay) => ({ delay }))
  },
  expired: plain('expired', 'mints a token that has already expired', { life: -1000 }),
  ttl: {
    form: 'fake:ttl=DURATION',
    example: 'fake:ttl=60s',
    meaning: 'mints a token with this lifetime, up to 10 years',
    read: (text) => within(parseDuration(text), tenYears, (life) => ({ life }))
  }
}

function plain (name: string, meaning: string, instruction: Instruction): MagicIdRow {
  const id = `${magicPrefix}${name}`
  return { form: id, example: id, meaning, read: (text) => text === '' ? instruction : undefined }
}

function within (value: number | undefined, longest: number, instruct: (value: number) => Instruction) {
  return value === undefined || value > longest ? undefined : instruct(value)
}

/** The syntax of all magic ids, in one line. */
export const magicForms =
  `${Object.values(magicIds).map(({ form }) => form).join(', ')} (DURATION is ${durationForms})`

/**
 * Parse a user id as an instruction.
 *
 * @param userId - a user id, or an unchecked value of a request
 * @returns the instruction; undefined if the id does not begin with `fake:`; `unknown` if it does but is not valid
 */
export function readMagicId (userId: unknown): Instruction | 'unknown' | undefined {
  if (typeof userId !== 'string' || !userId.startsWith(magicPrefix)) return undefined
  const [name, ...rest] = userId.slice(magicPrefix.length).split('=') as [string, ...string[]]
  const argument = rest.join('=')
  return (Object.hasOwn(magicIds, name) ? magicIds[name]?.read(argument) : undefined) ?? 'unknown'
}
