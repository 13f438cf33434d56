/**
 * Magic ids: user ids that are instructions, for people who can neither add a header nor reach `/_fake`. One table,
 * from which the behaviour, the refusal of an unknown one, the catalogue and `docs/reference/control.md` come. They are
 * this project's own.
 */
import { parseDuration, tenYears } from './duration.ts'
import { longestDelay } from './schemas/faults.ts'

/** What a magic id asks for. One without `refuse`, `status` or `connection` mints. */
export interface Instruction {
  /** Refuse the whole call for this reason. */
  refuse?: 'unknown-user' | 'deactivated-user' | 'rate-limited'
  /** Answer with this status and an error. */
  status?: number
  connection?: 'reset' | 'hang' | 'truncate' | 'garbage'
  /** Wait first, ms of real time. */
  delay?: number
  /** Life of the token, ms; not above 0 for one that has ended already. */
  life?: number
}

/** One magic id. */
export interface MagicIdRow {
  /** How it is written. */
  form: string
  /** One that works. */
  example: string
  meaning: string
  /** Reads what follows the `=`; undefined where that will not do. An id that takes nothing gets an empty text. */
  read: (argument: string) => Instruction | undefined
}

/** What every magic id begins with. */
export const magicPrefix = 'fake:'

/** Every magic id, by what stands between `fake:` and `=`. */
export const magicIds: Record<string, MagicIdRow> = {
  status: {
    form: 'fake:status=200…599',
    example: 'fake:status=503',
    meaning: 'the status, with an error in the vendor\'s shape',
    read: (text) => /^[2-5]\d\d$/.test(text) ? { status: Number(text) } : undefined
  },
  'unknown-user': plain('unknown-user', 'refused as an unknown user is', { refuse: 'unknown-user' }),
  'deactivated-user': plain('deactivated-user', 'refused as a deactivated user is', { refuse: 'deactivated-user' }),
  'rate-limited': plain('rate-limited', 'refused as over the limit', { refuse: 'rate-limited' }),
  reset: plain('reset', 'the connection is reset before any answer', { connection: 'reset' }),
  hang: plain('hang', 'no answer, ever', { connection: 'hang' }),
  truncate: plain('truncate', 'the answer is cut off in the middle of its body', { connection: 'truncate' }),
  garbage: plain('garbage', '200 with a body that is not JSON', { connection: 'garbage' }),
  delay: {
    form: 'fake:delay=DURATION',
    example: 'fake:delay=2s',
    meaning: 'mints, after a wait of up to 1 h in real time',
    read: (text) => within(parseDuration(text), longestDelay, (delay) => ({ delay }))
  },
  expired: plain('expired', 'mints a token that has expired already', { life: -1000 }),
  ttl: {
    form: 'fake:ttl=DURATION',
    example: 'fake:ttl=60s',
    meaning: 'mints a token of that life, up to 10 years',
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

/** The forms of all magic ids, in one line. */
export const magicForms = Object.values(magicIds).map(({ form }) => form).join(', ')

/**
 * Reads a user id as an instruction.
 *
 * @param userId - a user id, or whatever a caller sent in the place of one
 * @returns the instruction; undefined where the id does not begin with `fake:`; `unknown` where it does and is none
 */
export function readMagicId (userId: unknown): Instruction | 'unknown' | undefined {
  if (typeof userId !== 'string' || !userId.startsWith(magicPrefix)) return undefined
  const [name, ...rest] = userId.slice(magicPrefix.length).split('=') as [string, ...string[]]
  const argument = rest.join('=')
  return (Object.hasOwn(magicIds, name) ? magicIds[name]?.read(argument) : undefined) ?? 'unknown'
}
