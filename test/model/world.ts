/** Model of a world: a minimal second implementation of its state. */

import { Limits } from './rate-limits.ts'

/** The options of the fake that affect a world. */
export interface Settings {
  users: 'any' | 'registered'
  rateLimit: 'on' | 'off'
  tokenTtl: number
  journal: number
  now: string
  fixtures: { users: Array<Details & { user_id: string }>, faults: FaultInput[] }
}

/** A user in the registry. */
export interface Details {
  first_name?: string
  email?: string
}

/** The content that determines a token: another process with the same seed mints the same one. */
export interface Token {
  world: string
  user: string
  expires: number
  serial: number
}

/** A fault, as it is added. */
export interface FaultInput {
  match?: { method?: 'GET' | 'POST' | 'DELETE', path?: string, user_id?: string }
  when?: 'before' | 'after'
  after?: number
  times?: number | null
  delay?: number
  status?: number
  connection?: 'reset'
}

/** An entry of the journal, without its duration. */
export interface Entry {
  id: number
  at: string
  method: string
  path: string
  query: null
  body: string | null
  user_ids: string[]
  user_count: number
  fault: string | null
  /** This and the rest are set when the response was sent. */
  status?: number | null
  reason?: string | null
}

interface User {
  /** Undefined for a user that was removed. */
  details: Details | undefined
  deactivated: boolean
  /** Tokens with a lower serial are revoked. */
  voidBefore: number
  mints: number
  whileValid: number
  uses: number
  afterExpiry: number
  lastExpires: number | null
  /** The token that expires last among those that are not revoked. */
  best: Token | undefined
}

const latest = Date.parse('9999-12-31T23:59:59.999Z')

export const iso = (instant: number) => new Date(instant).toISOString()
export const nameOf = (token: Token) => JSON.stringify(token)
export const isMagic = (id: string) => id.startsWith('fake:')

/** A world with a frozen clock. */
export class World {
  readonly name: string
  readonly settings: Settings
  now = 0
  users = new Map<string, User>()
  revoked = new Set<string>()
  faults: Array<FaultInput & {
    id: string, hits: number, when: string, after: number, times: number | null, left: number
  }> = []

  journal: Entry[] = []
  dropped = 0
  limits = new Limits()
  /** Serials continue after a reset, so that earlier tokens can be told apart. */
  serial = 0
  forgottenBefore = 0
  private added = 0

  constructor (name: string, settings: Settings) {
    this.name = name
    this.settings = settings
    this.reset()
  }

  reset () {
    this.now = Date.parse(this.settings.now)
    this.users = new Map()
    this.revoked = new Set()
    this.faults = []
    this.added = 0
    this.limits = new Limits()
    this.clear()
    this.forgottenBefore = this.serial
    for (const fault of this.settings.fixtures.faults) this.addFault(fault)
  }

  clear () {
    this.journal = []
    this.dropped = 0
  }

  note (entry: Entry) {
    this.journal.push(entry)
    if (this.journal.length <= this.settings.journal) return
    this.journal.shift()
    this.dropped++
  }

  /** Returns the user with an id; undefined if there is none. */
  details (id: string): Details | undefined {
    if (isMagic(id)) return undefined
    if (this.users.has(id)) return this.users.get(id)?.details
    return this.settings.fixtures.users.find((one) => one.user_id === id)
  }

  admits (id: string): boolean {
    if (this.users.get(id)?.deactivated) return false
    return this.settings.users === 'any' || isMagic(id) || this.details(id) !== undefined
  }

  /** Creates a user if necessary, and sets its details. */
  meet (id: string, details: Details): User {
    const counts = { mints: 0, whileValid: 0, uses: 0, afterExpiry: 0, lastExpires: null }
    const user = this.users.get(id) ?? { details, deactivated: false, voidBefore: 0, best: undefined, ...counts }
    user.details = details
    this.users.set(id, user)
    return user
  }

  shown (id: string): object {
    return { status: 'VERIFIED', ...this.details(id), user_id: id }
  }

  registry (): object[] {
    const ids = new Set([...this.settings.fixtures.users.map(({ user_id: id }) => id), ...this.users.keys()])
    return [...ids].filter((id) => this.details(id)).map((id) => this.shown(id))
  }

  put (id: string, details: Details) {
    this.meet(id, { ...this.details(id), ...details }).deactivated = false
  }

  /** Removes a user from the registry; returns false if there is none. */
  remove (id: string, deactivated = false): boolean {
    const details = this.details(id)
    if (!details) return false
    Object.assign(this.meet(id, details), { details: undefined, deactivated })
    this.revokeAll(id)
    return true
  }

  mint (id: string, life: number, precision: number): Token {
    const user = this.meet(id, this.details(id) ?? {})
    const end = Math.min(Math.max(this.now + life, 0), latest)
    const token = { world: this.name, user: id, expires: end - end % precision, serial: this.serial++ }
    this.revoked.delete(nameOf(token))
    user.mints++
    if (user.best && user.best.expires > this.now) user.whileValid++
    user.lastExpires = token.expires
    if (!user.best || token.expires >= user.best.expires) user.best = token
    return token
  }

  /** Returns the state of a token; unknown if its user is unknown. */
  worthOf (token: Token): 'valid' | 'expired-token' | 'revoked-token' | 'unknown-token' {
    const user = this.users.get(token.user)
    if (!user || token.serial < this.forgottenBefore) return 'unknown-token'
    if (token.expires <= this.now) return 'expired-token'
    return token.serial < user.voidBefore || this.revoked.has(nameOf(token)) ? 'revoked-token' : 'valid'
  }

  use (token: Token) {
    const user = this.users.get(token.user) as User
    user.uses++
    if (this.worthOf(token) === 'expired-token') user.afterExpiry++
  }

  revoke (token: Token) {
    this.revoked.add(nameOf(token))
    const user = this.users.get(token.user) as User
    if (user.best && nameOf(user.best) === nameOf(token)) user.best = undefined
  }

  revokeAll (id: string) {
    const user = this.users.get(id)
    if (user) Object.assign(user, { voidBefore: this.serial, best: undefined })
  }

  report (): object[] {
    return [...this.users].filter(([, { mints, uses }]) => mints + uses > 0).map(([id, user]) => ({
      user_id: id,
      mints: user.mints,
      mints_while_valid: user.whileValid,
      uses: user.uses,
      uses_after_expiry: user.afterExpiry,
      last_expires: user.lastExpires === null ? null : iso(user.lastExpires)
    }))
  }

  addFault (input: FaultInput): object {
    const fault = { when: 'before' as const, after: 0, times: 1, ...input, id: `fault-${++this.added}`, hits: 0, left: input.after ?? 0 }
    this.faults.push(fault)
    return this.shownFault(fault)
  }

  shownFault ({ left, ...fault }: World['faults'][number]): object {
    return { probability: 1, ...fault }
  }

  /**
   * Returns the first matching fault that is not used up. A fault that lets the request pass only counts it; one that
   * applies after the call is hit when the call was carried out.
   */
  takeFault (method: string, path: string, ids: unknown[]) {
    const onPath = (pattern: string) => {
      const start = /^.*(?=\*$)|^.*\/(?=:\w+$)/.exec(pattern)?.[0]
      return start === undefined ? path === pattern : path.startsWith(start)
    }
    const fits = ({ match = {} }: FaultInput) => (match.method ?? method) === method && onPath(match.path ?? path) &&
      (match.user_id === undefined || ids.includes(match.user_id))
    const isLeft = ({ hits, times }: World['faults'][number]) => times === null || hits < times
    const fault = this.faults.find((one) => isLeft(one) && fits(one) && one.left-- <= 0)
    if (fault?.when === 'before') fault.hits++
    return fault
  }
}
