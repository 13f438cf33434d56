/**
 * Define probes of `fake-sfox verify` and the client that they use. The probes of a resource are in its `probes.ts`,
 * which only verify loads.
 */

/** A request, without the host. */
export interface Sent {
  method: string
  /** Percent-escaped. */
  path: string
  /** The Authorization header; null for none. */
  authorization: string | null
  accept?: string
  /** Sent as JSON, unless the headers say otherwise. */
  body?: string
  /** Additional headers, with names in lower case. */
  headers?: Record<string, string>
  /** True to compare a 429 instead of waiting and repeating the request. */
  accepts429?: boolean
}

/** A complete response. */
export interface Answer {
  status: number
  /** Names in lower case; repeated headers are joined. */
  headers: Record<string, string>
  text: string
  /** The parsed body; undefined if it is not JSON. */
  json: unknown
}

/** A client of the server to compare, or of the fake. */
export interface ProbeClient {
  /** True if the server is a fake-sfox, which knows magic ids. */
  readonly isFake: boolean
  /** The ids of `--user-id`, which both servers know. */
  readonly userIds: readonly string[]
  /** A user id that the server does not know. */
  readonly unknownUser: string
  /** Part of all names that this run generates. */
  readonly runId: string
  /** The Authorization header with the enterprise key. */
  readonly keyHeader: string
  send: (sent: Sent) => Promise<Answer>
  /** Send a request with the enterprise key. */
  byKey: (method: string, path: string, body?: unknown, accept?: string) => Promise<Answer>
  /** Send a request with a user token. */
  byToken: (token: string, method: string, path: string, body?: unknown) => Promise<Answer>
  /** Mint tokens for a list of user ids. */
  mint: (ids: readonly unknown[]) => Promise<Answer>
  mintOne: (id: string) => Promise<Answer>
  /** Return a token of a user, minted at the first call. The first user of `--user-id` is the default. */
  token: (id?: string) => Promise<string>
  expiredToken: () => Promise<string>
  /** Return the first 429 of this run. */
  first429: () => Answer | undefined
  /** Run a function at the first call, and return its result at all calls. */
  once: <T>(name: string, run: () => Promise<T>) => Promise<T>
  /**
   * Send a request that creates something, and undo it at the end of the run. `undoOf` gets the answer, or undefined if
   * there was none: then the effect is unknown. A refused request is not undone.
   */
  create: (send: () => Promise<Answer>, undoOf: (answer?: Answer) => Undo) => Promise<Created>
}

/** The undoing of a request. */
export interface Undo {
  /** Name of the created thing, to report if it cannot be undone. */
  what: string
  /** Send the undoing request; 404 counts as undone. Undefined if it cannot be undone. */
  run?: () => Promise<Answer>
}

/** The result of a request that creates something. */
export interface Created {
  answer: Answer
  /** Cancel the undoing. */
  forget: () => void
}

/** The options of the command that probes may need, in Markdown. */
export const needs = {
  key: '`--key`',
  user: '`--user-id`',
  'two users': 'two `--user-id`',
  'expired token': '`--expired-token`',
  writing: '`--write-probes`'
} as const

export type Need = keyof typeof needs

/** A comparison of both servers. */
export type Probe = {
  title: string
  needs: readonly Need[]
  /** The reason not to ask a real server. */
  onlyFakes?: string
} & (AnswerProbe | ValueProbe)

/** A probe that compares the two answers. */
export interface AnswerProbe {
  ask: (client: ProbeClient) => Promise<Answer>
  /** Read the value of the assumption from a good answer. By default the answer is compared. */
  read?: (answer: Answer) => unknown
}

/** A probe that compares the values of the assumption. It may send several requests. */
export interface ValueProbe {
  tell: (client: ProbeClient) => Promise<unknown>
}

/** The probes of an assumption, or the reason why no request can show its value. */
export type ProbeRow = { probes: readonly Probe[] } | { why: string }

/** Create a probe that compares two answers. */
export const asked = (title: string, needs: readonly Need[], ask: AnswerProbe['ask']) => ({ title, needs, ask })

/** Create a row of one probe that compares two values. */
export const told = (title: string, needs: readonly Need[], tell: ValueProbe['tell']): ProbeRow => row({ title, needs, tell })

/** Create a row of probes. */
export const row = (...probes: Probe[]): ProbeRow => ({ probes })

/** Create a row of one probe that is sent to fakes only. */
export const onlyFakes = (why: string, title: string, needs: readonly Need[], ask: AnswerProbe['ask']): ProbeRow =>
  row({ ...asked(title, needs, ask), onlyFakes: why })

/** Create a row without a probe. */
export const never = (why: string): ProbeRow => ({ why })

/**
 * Create a probe for fakes only: it reads the value of an assumption from the catalogue.
 *
 * @param name - the name of a behaviour, or the reason of a refusal, whose value is its status and text
 * @param why - the reason not to ask a real server
 */
export function catalogued (name: string, why: string): Probe {
  return {
    title: 'what its catalogue says',
    needs: ['key'],
    onlyFakes: why,
    async tell (client) {
      const answer = await client.once('catalogue', async () => await client.byKey('GET', '/_fake/catalog'))
      const { behaviours = [], outcomes = [] } = propertiesOf(good(answer, 'its catalogue')) as Record<string, CatalogueEntry[]>
      const behaviour = behaviours.find((entry) => entry.name === name)
      if (behaviour) return behaviour.value
      const outcome = outcomes.find(({ reason }) => reason === name)
      if (!outcome) throw new InconclusiveError('its catalogue does not name it')
      return { status: outcome.status, error: outcome.body?.error }
    }
  }
}

interface CatalogueEntry {
  name?: unknown
  value?: unknown
  reason?: unknown
  status?: unknown
  body?: { error?: unknown }
}

/** An inconclusive probe. The message is printed, so it must not contain secrets. */
export class InconclusiveError extends Error {
  override name = 'InconclusiveError'
  /** True if the server should have given something to compare. */
  failed: boolean
  /** True if the server did not respond. */
  silent: boolean
  /** True if the request was not sent. */
  unsent: boolean

  constructor (why: string, { failed = false, silent = false, unsent = false } = {}) {
    super(why)
    this.failed = failed
    this.silent = silent
    this.unsent = unsent
  }
}

/** Return true for a status of 2xx. */
export function isGood ({ status }: Answer): boolean {
  return status >= 200 && status < 300
}

/**
 * Return the answer if it has a status of 2xx.
 *
 * @param what - the request, for the message, for example `to read balances`
 * @throws {InconclusiveError} for any other status
 */
export function good (answer: Answer, what: string): Answer {
  if (!isGood(answer)) throw new InconclusiveError(`it refused ${what} (${answer.status})`)
  return answer
}

/** Return the properties of a JSON object; an empty object for any other body. */
export function propertiesOf ({ json }: Answer): Record<string, unknown> {
  return typeof json === 'object' && json !== null ? { ...json } : {}
}

const timeFormats: Array<[name: string, pattern: RegExp]> = [
  ['second', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/],
  ['millisecond', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/],
  ['other fraction', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z$/],
  ['offset', /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d:?\d\d$/]
]

/** Name the format of a timestamp: `second`, `millisecond`, `other fraction`, `offset` or `unknown`. */
export function timeFormat (value: unknown): string {
  return timeFormats.find(([, pattern]) => pattern.test(String(value)))?.[0] ?? 'unknown'
}
