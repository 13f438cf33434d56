/** One of the two that are compared, as the probes see it: what can be asked of it, and what has been begun there. */
import { exampleRegistration } from '../errors/steps.ts'
import { cannotTell } from './cannot-tell.ts'
import { propertiesOf, type Answer, type Sent } from './exchange.ts'

/** A user that a probe has registered. */
export interface NewUser {
  id: string
  /** What registering it answered. */
  registered: Answer
}

/** One of the two. */
export interface Side {
  /** Whether it is a fake-sfox, and so knows magic ids. */
  readonly isFake: boolean
  /** The ids that were given; both sides know these users. */
  readonly users: readonly string[]
  /** Names this run. */
  readonly runId: string
  /** An id that is no user's. */
  readonly unknownUser: string
  /** Sends a request as it is. */
  send: (sent: Sent) => Promise<Answer>
  /** The Authorization header with the enterprise key. */
  readonly keyHeader: string
  /** Sends one with the enterprise key. */
  byKey: (method: string, path: string, body?: unknown, accept?: string) => Promise<Answer>
  /** Sends one with a user token. */
  byToken: (token: string, method: string, path: string, body?: unknown) => Promise<Answer>
  /** Mints for a list. */
  mint: (ids: readonly unknown[]) => Promise<Answer>
  /** Mints for one. */
  mintOne: (id: string) => Promise<Answer>
  /** Gives a token of a user: of the first that was given, where not said. */
  token: (id?: string) => Promise<string>
  /** Gives a token that has expired. */
  expiredToken: () => Promise<string>
  /** What a 429 said, if there was one. */
  limited: () => Answer | undefined
  /** Registers a user under a name; the same one for the same name. */
  newUser: (name: string) => Promise<NewUser>
  /** Tries to register one, and takes it away afterwards. */
  register: (name: string, change?: object) => Promise<Answer>
  /** Places an order that rests, far below the market; it is cancelled afterwards. */
  order: (token: string, change?: object) => Promise<Answer>
  /** Does something the first time, and gives what came of it every time. */
  once: <T>(name: string, run: () => Promise<T>) => Promise<T>
  /** Deactivates a user. */
  deactivate: (id: string) => Promise<Answer>
  /** Takes back what the probes have begun; gives what could not be. */
  takeBack: () => Promise<string[]>
}

/** What a side is made of. */
export interface SideOptions {
  send: (sent: Sent) => Promise<Answer>
  isFake: boolean
  key: string | undefined
  users: readonly string[]
  expiredToken: string | undefined
  limited: () => Answer | undefined
  /** Names this run, so that what it registers is nobody else's. */
  run: string
  /** An id that is no user's. */
  unknownUser: string
}

/** The routes that mint. */
export const list = '/v1/enterprise/user-tokens'

/** An order that rests: worth 5 USD, which is the least, and at a price that nobody sells for. */
const restingOrder = { currency_pair: 'btcusd', algorithm_id: 201, quantity: 5, price: 1 }

/**
 * Makes a side.
 *
 * @param options - see SideOptions
 * @returns see Side
 */
export function createSide (options: SideOptions): Side {
  const { send, isFake, key, users, expiredToken, limited, run, unknownUser } = options
  const done = new Map<string, Promise<unknown>>()
  const registered = new Set<string>()
  const placed = new Set<{ token: string, id: string }>()
  const idOf = (name: string) => `fake-sfox-verify-${run}-${name}`

  const as = (authorization: string): Side['byKey'] => async (method, path, body, accept) => await send({
    method,
    path,
    authorization,
    ...(accept !== undefined && { accept }),
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  const keyHeader = `Bearer ${key}`

  const side: Side = {
    isFake,
    users,
    runId: run,
    unknownUser,
    send,
    keyHeader,
    byKey: as(keyHeader),
    byToken: async (token, ...request) => await as(`Bearer ${token}`)(...request),
    mint: async (ids) => await side.byKey('POST', list, { data: ids }),
    mintOne: async (id) => await side.byKey('POST', `${list}/${encodeURIComponent(id)}`),
    limited,

    async token (id = users[0] as string) {
      return await side.once(`token of ${id}`, async () => tokenIn(await side.mintOne(id)))
    },

    async expiredToken () {
      if (expiredToken !== undefined) return expiredToken
      return await side.once('expired token', async () => tokenIn(await side.mintOne('fake:expired')))
    },

    async register (name, change) {
      const id = idOf(name)
      const isNew = !registered.has(id)
      // Before it is sent: where no answer comes, nobody knows whether the user was made.
      registered.add(id)
      const answer = await side.byKey('POST', '/v1/enterprise/register-account', {
        ...exampleRegistration, user_id: id, email: `${id}@example.com`, ...change
      })
      if (isNew && !isGood(answer)) registered.delete(id)
      return answer
    },

    async newUser (name) {
      return await side.once(`user ${name}`, async () => {
        const answer = await side.register(name)
        return { id: idOf(name), registered: good(answer, 'to register a user') }
      })
    },

    async deactivate (id) {
      const answer = await side.byKey('DELETE', `/v1/enterprise/account/${encodeURIComponent(id)}`)
      if (isGood(answer)) registered.delete(id)
      return answer
    },

    async order (token, change) {
      // Before it is sent: where no answer comes, nobody knows whether the order was made, or its id.
      const order = { token, id: '(of unknown id)' }
      placed.add(order)
      const answer = await side.byToken(token, 'POST', '/v1/orders/buy', { ...restingOrder, ...change }).catch((error) => {
        if (error.unsent) placed.delete(order)
        throw error
      })
      if (isGood(answer)) order.id = String(propertiesOf(answer).id)
      else placed.delete(order)
      return answer
    },

    async once<T> (name: string, begin: () => Promise<T>) {
      const begun = done.get(name) ?? begin()
      done.set(name, begun)
      return await begun as T
    },

    async takeBack () {
      const left: string[] = []
      const attempt = async (what: string, run: () => Promise<Answer>) => {
        const isGone = await run().then((answer) => isGood(answer) || answer.status === 404, () => false)
        if (!isGone) left.push(what)
      }
      for (const { token, id } of placed) {
        await attempt(`order ${id}`, async () =>
          await side.byToken(token, 'DELETE', `/v1/orders/${encodeURIComponent(id)}`))
      }
      for (const id of registered) await attempt(`user ${id}`, async () => await side.deactivate(id))
      return left
    }
  }
  return side
}

/**
 * Tells whether an answer grants what was asked for.
 *
 * @param answer - any
 * @returns true for a status of 2xx
 */
export function isGood ({ status }: Answer): boolean {
  return status >= 200 && status < 300
}

/**
 * Takes an answer that has to be good.
 *
 * @param answer - any
 * @param what - what was asked for, for the message
 * @returns the answer
 * @throws as `cannotTell()` does where it is not good
 */
export function good (answer: Answer, what: string): Answer {
  if (!isGood(answer)) throw cannotTell(`it refused ${what} (${answer.status})`)
  return answer
}

function tokenIn (answer: Answer): string {
  const { data } = propertiesOf(good(answer, 'to mint a token'))
  const token = (data as { token?: unknown } | undefined)?.token
  const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
  if (!isToken) throw cannotTell('its answer to a mint has no token that can be sent', { failed: true })
  return token
}
