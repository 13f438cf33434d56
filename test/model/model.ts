/**
 * Model of a fake and its worlds. It predicts every response, without any code of src/, except for the texts of tokens:
 * it learns those, and knows which have to be new and which have to repeat those of an earlier process.
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
  /** The list in its body; undefined for an invalid body. */
  listed?: unknown[] | undefined
  /** The user id in its path. */
  named?: string
}

/** A response. */
export interface Answer {
  /** Null if the connection was cut. */
  status: number | null
  headers: Record<string, unknown>
  /** Undefined if the body is not JSON. */
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
  /** The reason of the refusal of its credential. */
  refused?: string
  /** The token in the request, if the world minted it, valid or not. */
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

/** The expected state of a fake. */
export class Model {
  readonly settings: Settings
  /** Every minted token, by its text. */
  readonly tokens = new Map<string, Token>()
  worlds = new Map<string, World>()
  private readonly texts = new Map<string, string>()
  private entries = 0

  constructor (settings: Settings) {
    this.settings = settings
    this.restart()
  }

  /** Models another process with the same seed: everything is forgotten, but tokens remain readable. */
  restart () {
    this.worlds = new Map()
    this.entries = 0
    this.world('')
  }

  /** Returns a world, which is created at its first use. */
  world (name: string): World {
    const world = this.worlds.get(name) ?? new World(name, this.settings)
    this.worlds.set(name, world)
    return world
  }

  /** Returns a token that a world knows. */
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

  /** Handles a request. Returns a function that checks the response, and throws if it is not the expected one. */
  request (call: Call): (answer: Answer) => void {
    const caller = this.identify(call.authorization)
    const entry: Entry = {
      id: ++this.entries,
      at: iso(caller.world.now),
      method: call.method,
      path: call.path,
      query: null,
      body: null,
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
        // test/conformance tests the texts of refusals; here, a refusal has a text and nothing else.
        json: body ?? (error === null ? undefined : { error: String(error) })
      })
      Object.assign(entry, { status, reason, error, ...secretsOf(call, caller, minted) })
    }
  }

  private identify (authorization: string | undefined): Caller {
    const unidentified = (refused: string) => ({ world: this.world(''), refused })
    if (authorization === undefined) return unidentified('missing-credentials')
    const { credential } = read(authorization)
    if (credential === undefined) return unidentified('malformed-credentials')
    const [, name] = /^model-key(?:~([\w.-]{1,64}))?$/.exec(credential) ? credential.split('~') : [credential, null]
    if (name !== null) return { world: this.world(name ?? '') }
    if (!isToken(credential)) return unidentified('unknown-key')
    const opened = this.open(credential)
    if (!opened) return unidentified('unknown-token')
    const worth = opened.world.worthOf(opened.token)
    opened.world.use(opened.token)
    return worth === 'valid' ? opened : { ...opened, refused: worth }
  }

  /** The checks of a request, in their order. */
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
      entry.body = bodyOf(call) ?? null
      if (!call.listed) return refuse('malformed-json')
      Object.assign(entry, about(call.listed))
    }
    const ids = call.listed ?? [call.named ?? bearer?.user]
    const fault = world.takeFault(entry.method, entry.path, ids)
    const outcome = misfortune(fault?.when === 'before' ? fault : undefined, entry, ids) ?? carryOut(world, call, ids)
    if (fault?.when !== 'after' || outcome.reason !== undefined) return outcome
    fault.hits++
    return misfortune(fault, entry, []) ?? outcome
  }

  /** Learns the text of a new token, and returns the token as the response has to show it. */
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

/** The effects of faults and magic ids on a request that has passed the checks. */
function misfortune (met: ReturnType<World['takeFault']>, entry: Entry, ids: unknown[]): Outcome | undefined {
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

function carryOut (world: World, call: Call, ids: unknown[]): Outcome {
  if (call.path === balancePath) return { status: 200, body: [] }
  if (!call.path.startsWith(deactivatePath)) return mint(world, ids, call)
  return world.remove(String(call.named), true) ? { status: 200 } : refuse('unknown-account')
}

/** The body of a request; undefined for none. */
export function bodyOf ({ path, listed }: Pick<Call, 'path' | 'listed'>): string | undefined {
  return listed ? JSON.stringify({ data: listed }) : path === listPath ? '{"data":[' : undefined
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

/** The credential of an Authorization header, and how it was sent. */
function read (authorization = ''): { scheme: string | null, credential?: string } {
  const [, bearer] = /^bearer +(\S+)$/i.exec(authorization) ?? []
  if (bearer !== undefined) return { scheme: 'bearer', credential: bearer }
  const [, basic] = /^(\S+):$/.exec(atob(/^Basic ([\w+/]{4,}=*)$/.exec(authorization)?.[1] ?? '')) ?? []
  if (basic !== undefined) return { scheme: 'basic', credential: basic }
  return /^\S+$/.test(authorization) ? { scheme: 'bare', credential: authorization } : { scheme: null }
}

/** The keys and tokens as the journal shows them. */
function secretsOf (call: Call, { token }: Caller, minted: Array<ReturnType<Model['learn']>>) {
  const { scheme, credential } = read(call.authorization)
  const presented = credential !== undefined && isToken(credential) ? [credential] : []
  const named = minted.map(({ token, expires, partner_user_id: userId }) =>
    ({ user_id: userId, token: fingerprint(token), expires }))
  return {
    scheme,
    key: credential === undefined || presented.length > 0 ? null : fingerprint(credential),
    tokens: [...presented.map(fingerprint), ...named.map(({ token }) => token)],
    minted: named,
    used: token ? { user_id: token.user, token: fingerprint(String(credential)), expires: iso(token.expires) } : null
  }
}
