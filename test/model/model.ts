/**
 * The model: what the contract says of a fake and its worlds, by which every answer can be told before it comes.
 * Nothing of src/ is in it. The texts of tokens are all that it has to learn; it knows when one has to be new, and when
 * one has to be that of an earlier process again.
 */
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { iso, isMagic, nameOf, World, type Entry, type Settings, type Token } from './world.ts'

export const key = 'model-key'
export const listPath = '/v1/enterprise/user-tokens'
export const balancePath = '/v1/user/balance'
export const deactivatePath = '/v1/enterprise/account/'
export const noPath = '/v1/nope'

/** A request to the vendor's side. */
export interface Call {
  method: 'GET' | 'POST' | 'DELETE'
  path: string
  authorization: string | undefined
  /** What its body lists; undefined for one that cannot be read. */
  listed?: unknown[] | undefined
  /** Whom its path names. */
  named?: string
}

/** What came of it. */
export interface Answer {
  /** Null where the connection was cut. */
  status: number | null
  headers: Record<string, unknown>
  /** Undefined for what is not JSON. */
  json: any
}

interface Outcome {
  status: number | null
  reason?: string
  retryAfter?: number
  body?: unknown
  tokens?: Token[]
}

interface Caller {
  world: World
  /** Why it is nobody. */
  refused?: string
  /** The token that it presented, where that is one of the world's, good or not. */
  token?: Token
}

const lives: Record<string, number> = { 'fake:expired': -1000, 'fake:ttl=60s': 60_000 }
const refusals = ['unknown-user', 'deactivated-user', 'rate-limited']
const statuses: Record<string, number> = {
  'malformed-json': 400,
  'invalid-body': 400,
  'unknown-magic-id': 400,
  'wrong-credential-kind': 403,
  'unknown-endpoint': 404,
  'unknown-user': 404,
  'unknown-account': 404,
  'deactivated-user': 404,
  'rate-limited': 429
}

const isToken = (text: string) => /^[0-9a-f]{64}$/.test(text)
const fingerprint = (secret: string) => `#${createHash('sha256').update(secret).digest('hex').slice(0, 8)}`
const refuse = (reason: string, wait = 60_000): Outcome =>
  ({ status: statuses[reason] ?? 401, reason, ...(reason === 'rate-limited' && { retryAfter: Math.ceil(wait / 1000) }) })
const fault = (status: number): Outcome => ({ status, reason: 'fault', ...(status === 429 && { retryAfter: 60 }) })

/** A fake as it has to be. */
export class Model {
  readonly settings: Settings
  /** Every token that was ever minted, by its text. */
  readonly tokens = new Map<string, Token>()
  worlds = new Map<string, World>()
  private readonly texts = new Map<string, string>()
  private entries = 0

  constructor (settings: Settings) {
    this.settings = settings
    this.restart()
  }

  /** Another process with the same seed: everything is forgotten, but tokens can be read. */
  restart () {
    this.worlds = new Map()
    this.entries = 0
    this.world('')
  }

  /** A world, which is there from its first use. */
  world (name: string): World {
    const world = this.worlds.get(name) ?? new World(name, this.settings)
    this.worlds.set(name, world)
    return world
  }

  /** A token that some world knows. */
  open (text: string) {
    const token = this.tokens.get(text)
    const world = token && this.worlds.get(token.world)
    return world && world.worthOf(token) !== 'unknown-token' ? { token, world } : undefined
  }

  introspect (world: World, text: string): object {
    const opened = this.open(text)
    const worth = opened?.world === world ? world.worthOf(opened.token) : 'unknown-token'
    if (!opened || worth !== 'valid') return { active: false, reason: worth }
    return { active: true, partner_user_id: opened.token.user, expires: iso(opened.token.expires) }
  }

  /** Lets a request happen. Gives what takes its answer, and throws where it is not the one that there has to be. */
  request (call: Call): (answer: Answer) => void {
    const caller = this.identify(call.authorization)
    const entry: Entry = {
      id: ++this.entries,
      at: iso(caller.world.now),
      method: call.method,
      path: call.path,
      ...about([call.named ?? []].flat()),
      fault: null
    }
    const outcome = this.walk(call, caller, entry)
    caller.world.note(entry)
    return (answer) => {
      const { status, reason = null } = outcome
      const data = [answer.json?.data].flat()
      const minted = (outcome.tokens ?? []).map((token, index) => this.learn(token, String(data[index]?.token), call))
      const body = outcome.body ?? (minted[0] && { data: call.named === undefined ? minted : minted[0] })
      const error = answer.json?.error ?? null
      assert.deepEqual(shown(answer), {
        status,
        reason: status === null ? null : reason,
        retryAfter: outcome.retryAfter?.toString(),
        challenge: status === 401 ? 'Bearer' : undefined,
        // Which text a refusal has is for others to say (test/conformance); that it has one, and no more, is said here.
        json: body ?? (error === null ? undefined : { error: String(error) })
      })
      Object.assign(entry, { status, reason, error, ...secretsOf(call, caller, minted) })
    }
  }

  private identify (authorization: string | undefined): Caller {
    const nobody = (refused: string) => ({ world: this.world(''), refused })
    if (authorization === undefined) return nobody('missing-credentials')
    const credential = /^bearer +(\S+)$/i.exec(authorization)?.[1]
    if (credential === undefined) return nobody('malformed-credentials')
    const [, name] = /^model-key(?:~([\w.-]{1,64}))?$/.exec(credential) ? credential.split('~') : [credential, null]
    if (name !== null) return { world: this.world(name ?? '') }
    if (!isToken(credential)) return nobody('unknown-key')
    const opened = this.open(credential)
    if (!opened) return nobody('unknown-token')
    const worth = opened.world.worthOf(opened.token)
    opened.world.use(opened.token)
    return worth === 'valid' ? opened : { ...opened, refused: worth }
  }

  /** The way of a request, in its order. */
  private walk (call: Call, { world, refused, token }: Caller, entry: Entry): Outcome {
    const isBalance = call.path === balancePath
    const bearer = refused ? undefined : token
    if (isBalance && bearer) Object.assign(entry, about([bearer.user]))

    const over = world.settings.rateLimit === 'on' && (world.limits.waitFor('all', world.now) ??
      (isBalance && bearer && world.limits.waitFor('balance', world.now, bearer.user)))
    if (over) return refuse('rate-limited', over)
    if (call.path === noPath) return refuse('unknown-endpoint')
    if (refused) return refuse(refused)
    if (isBalance !== (bearer !== undefined)) return refuse('wrong-credential-kind')
    if (call.path === listPath) {
      if (!call.listed) return refuse('malformed-json')
      Object.assign(entry, about(call.listed))
    }
    const ids = call.listed ?? [call.named ?? bearer?.user]
    const met = misfortune(world, entry, ids)
    if (met) return met
    if (isBalance) return { status: 200, body: [] }
    if (!call.path.startsWith(deactivatePath)) return mint(world, ids, call)
    return world.remove(String(call.named), true) ? { status: 200 } : refuse('unknown-account')
  }

  /** Takes the text of a new token; gives the token as the answer has to show it. */
  private learn (token: Token, text: string, { named }: Call) {
    assert.ok(isToken(text), text)
    assert.equal(this.texts.get(nameOf(token)) ?? text, text, 'what an earlier process gave for the same calls')
    assert.deepEqual(this.tokens.get(text) ?? token, token, 'a new text for a new token')
    this.texts.set(nameOf(token), text)
    this.tokens.set(text, token)
    const expires = named === undefined ? iso(token.expires).replace('.000Z', 'Z') : iso(token.expires)
    return { token: text, expires, partner_user_id: token.user }
  }
}

/** What faults and magic ids make of a request that was good so far. */
function misfortune (world: World, entry: Entry, ids: unknown[]): Outcome | undefined {
  const met = world.takeFault(entry.method, entry.path, ids)
  entry.fault = met?.id ?? null
  if (met?.connection === 'reset') return { status: null, reason: 'fault' }
  if (met?.status !== undefined) return fault(met.status)
  for (const id of ids) {
    if (typeof id !== 'string' || !isMagic(id) || id in lives) continue
    const what = id.slice('fake:'.length)
    if (!refusals.includes(what) && !what.startsWith('status=')) return refuse('unknown-magic-id')
    entry.fault ??= id
    return refusals.includes(what) ? refuse(what) : fault(Number(what.slice('status='.length)))
  }
  return undefined
}

function mint (world: World, ids: unknown[], { named }: Call): Outcome {
  if (ids.length === 0 || !ids.every((id) => typeof id === 'string' && id !== '')) return refuse('invalid-body')
  const bad = (ids as string[]).find((id) => !world.admits(id))
  if (bad !== undefined) return refuse(world.users.get(bad)?.deactivated ? 'deactivated-user' : 'unknown-user')
  const { tokenTtl } = world.settings
  const precision = named === undefined ? 1000 : 1
  return { status: 201, tokens: (ids as string[]).map((id) => world.mint(id, lives[id] ?? tokenTtl, precision)) }
}

function about (ids: unknown[]) {
  return { user_ids: ids.filter((id) => typeof id === 'string'), user_count: ids.length }
}

function shown ({ status, headers, json }: Answer) {
  const { 'x-fake-sfox-reason': reason = null, 'retry-after': retryAfter, 'www-authenticate': challenge } = headers
  return { status, reason, retryAfter, challenge, json }
}

/** What the journal says of keys and tokens. */
function secretsOf (call: Call, { token }: Caller, minted: Array<ReturnType<Model['learn']>>) {
  const credential = /^bearer +(\S+)$/i.exec(call.authorization ?? '')?.[1]
  const presented = credential !== undefined && isToken(credential) ? [credential] : []
  const named = minted.map(({ token, expires, partner_user_id: userId }) =>
    ({ user_id: userId, token: fingerprint(token), expires }))
  return {
    key: credential === undefined || presented.length > 0 ? null : fingerprint(credential),
    tokens: [...presented.map(fingerprint), ...named.map(({ token }) => token)],
    minted: named,
    used: token ? { user_id: token.user, token: fingerprint(String(credential)), expires: iso(token.expires) } : null
  }
}
