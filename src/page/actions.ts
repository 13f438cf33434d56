/** The actions of the page's user. Each one calls the fake and writes the result to the store. */
import type { Outcome } from '../vendor/catalogue-schema.ts'
import { tokensPath } from '../resources/user-tokens/examples.ts'
import { bearer, createApi, type CallResponse } from './api.ts'
import { stayConnected, toReading } from './connection.ts'
import { keepKey } from './key.ts'
import { provoke } from './provoke.ts'
import { emptyWorld, type CallResult, type State, type Store } from './store.ts'

export type Actions = ReturnType<typeof createActions>

/**
 * Create the actions. None of them rejects: the page shows what failed.
 *
 * @param baseUrl - of the fake, without a slash at the end
 */
export function createActions (store: Store, baseUrl: string) {
  let api = createApi(baseUrl, '')
  let connection = new AbortController()
  let minting = new AbortController()

  async function attempt (action: () => Promise<Partial<State>>): Promise<void> {
    try {
      store.set({ problem: undefined, ...await action() })
    } catch (error) {
      store.set({ problem: (error as Error).message })
    }
  }

  const setClock = async (method: string, path: string, body?: unknown) =>
    await attempt(async () => ({ clock: toReading(await api.control(method, path, body)) }))

  const readFaults = async () => await api.control('GET', '/faults')

  return {
    /** Show the world of a key. */
    useKey (key: string): void {
      connection.abort()
      connection = new AbortController()
      minting.abort()
      minting = new AbortController()
      api = createApi(baseUrl, key)
      keepKey(key)
      store.set({ ...emptyWorld, key, connection: 'connecting', problem: undefined })
      stayConnected(api, store, connection.signal)
    },

    /** Mint tokens. Cancels the previous call if it is still pending. */
    async mint (userIds: string[]): Promise<void> {
      minting.abort()
      if (userIds.length === 0) return store.set({ problem: 'Enter at least one user id.' })
      const { signal } = minting = new AbortController()
      store.set({ problem: undefined, minted: 'pending' })
      const { response, ...result } = await resultOf(api.call({
        method: 'POST', path: tokensPath, headers: bearer(api.key), body: JSON.stringify({ data: userIds }), signal
      }))
      // A fault can give a success status to an error.
      const tokens = Array.isArray(response?.json?.data) ? response.json.data : []
      if (minting.signal === signal) store.set({ minted: { ...result, tokens } })
    },
    cancelMint: () => minting.abort(),

    advance: async (by: string) => await setClock('POST', '/clock/advance', { by }),
    freeze: async () => await setClock('PUT', '/clock', { frozen: true }),
    resume: async () => await setClock('PUT', '/clock', { frozen: false }),
    resetClock: async () => await setClock('DELETE', '/clock'),

    addFault: async (effect: object, times: number | null) => await attempt(async () => {
      await api.control('POST', '/faults', { ...effect, times })
      return await readFaults()
    }),
    removeFault: async (id: string) => await attempt(async () => {
      await api.control('DELETE', `/faults/${id}`)
      return await readFaults()
    }),

    /** Reset the world. The event stream reports it, so that clock and faults are loaded again. */
    resetWorld: async () => await attempt(async () => {
      await api.control('POST', '/reset')
      return emptyWorld
    }),

    /** Provoke the outcome at an index of the catalogue. */
    async try (index: number, provocation: Outcome['provoke']): Promise<void> {
      const show = (result: CallResult | 'pending') => store.set({ tried: new Map([...store.get().tried, [index, result]]) })
      show('pending')
      const { response: _, ...result } = await resultOf(provoke(api, provocation))
      show(result)
    },

    toggleEntry (id: number): void {
      const opened = new Set(store.get().opened)
      if (!opened.delete(id)) opened.add(id)
      store.set({ opened })
    },
    setRange: (range: State['range']) => store.set({ range }),
    showText: (asText: boolean) => store.set({ asText }),
    dismiss: () => store.set({ problem: undefined })
  }
}

/** Wait for a response, and describe it or its absence. */
async function resultOf (call: Promise<CallResponse>): Promise<CallResult & { response?: CallResponse }> {
  try {
    const response = await call
    const { status, reason, error, json, text } = response
    return { status, reason, text: error ?? (json === undefined && text !== '' ? 'The body is not JSON.' : undefined), response }
  } catch (error) {
    const isCut = (error as Error).name === 'TypeError'
    return { status: null, reason: null, text: isCut ? 'The connection was cut.' : 'No response.' }
  }
}
