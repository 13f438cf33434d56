/** The client that probes talk to. It remembers tokens, results and what has to be undone. */
import {
  good, InconclusiveError, isGood, propertiesOf, type Answer, type ProbeClient, type Sent, type Undo
} from '../resources/probe.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'

export interface ProbeClientOptions {
  send: (sent: Sent) => Promise<Answer>
  isFake: boolean
  key: string | undefined
  userIds: readonly string[]
  expiredToken: string | undefined
  first429: () => Answer | undefined
  runId: string
  unknownUser: string
}

/**
 * Create the client of one server.
 *
 * @param options - most of them are handed to the probes as they are
 * @returns the client; `undoAll` undoes what the probes have created, last first, and names what could not be undone
 */
export function createProbeClient (
  { key, expiredToken, send, ...shown }: ProbeClientOptions
): ProbeClient & { undoAll: () => Promise<string[]> } {
  const results = new Map<string, Promise<unknown>>()
  const created = new Set<{ answer?: Answer, undoOf: (answer?: Answer) => Undo }>()

  const as = (authorization: string): ProbeClient['byKey'] => async (method, path, body, accept) => await send({
    method,
    path,
    authorization,
    ...(accept !== undefined && { accept }),
    ...(body !== undefined && { body: JSON.stringify(body) })
  })
  const keyHeader = `Bearer ${key}`
  const byKey = as(keyHeader)
  const mintOne = async (id: string) => await byKey('POST', `${tokensPath}/${encodeURIComponent(id)}`)

  async function once<T> (name: string, run: () => Promise<T>): Promise<T> {
    const result = results.get(name) ?? run()
    results.set(name, result)
    return await result as T
  }

  return {
    ...shown,
    send,
    keyHeader,
    byKey,
    byToken: async (token, ...request) => await as(`Bearer ${token}`)(...request),
    mint: async (ids) => await byKey('POST', tokensPath, { data: ids }),
    mintOne,
    once,

    async token (id = shown.userIds[0] as string) {
      return await once(`token of ${id}`, async () => tokenIn(await mintOne(id)))
    },

    async expiredToken () {
      return expiredToken ?? await once('expired token', async () => tokenIn(await mintOne('fake:expired')))
    },

    async create (request, undoOf) {
      const creation: { answer?: Answer, undoOf: typeof undoOf } = { undoOf }
      const forget = () => { created.delete(creation) }
      // Added before the request is sent: if there is no answer, it may still have taken effect.
      created.add(creation)
      const answer = await request().catch((error) => {
        if (error instanceof InconclusiveError && error.unsent) forget()
        throw error
      })
      if (isGood(answer)) creation.answer = answer
      else forget()
      return { answer, forget }
    },

    async undoAll () {
      const left: string[] = []
      for (const { answer, undoOf } of [...created].reverse()) {
        const { what, run } = undoOf(answer)
        const isUndone = await run?.().then((reply) => isGood(reply) || reply.status === 404, () => false)
        if (!isUndone) left.push(what)
      }
      return left
    }
  }
}

function tokenIn (answer: Answer): string {
  const { data } = propertiesOf(good(answer, 'to mint a token'))
  const token = (data as { token?: unknown } | undefined)?.token
  const isToken = typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)
  if (!isToken) throw new InconclusiveError('its answer to a mint has no token that can be sent', { failed: true })
  return token
}
