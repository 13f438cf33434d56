/** What a person can do on the page. Each action tells the fake, and the store what came of it. */
import type { Outcome } from '../schemas/catalog.ts'
import { bearer, createApi, type Api } from './api.ts'
import { asReading, stayConnected } from './connection.ts'
import { keepKey } from './key.ts'
import { outcomeOf, provoke, tokensPath } from './provoke.ts'
import { emptied, type Outcoming, type State, type Store } from './state.ts'

/** What a person can do. */
export type Actions = ReturnType<typeof createActions>

/**
 * Makes the actions. None of them rejects: what goes wrong is shown.
 *
 * @param store - where the page keeps what it knows
 * @returns the actions
 */
export function createActions (store: Store) {
  let api: Api = createApi('')
  let leave = new AbortController()
  let giveUp = new AbortController()

  /** Does something with the fake, and shows what went wrong with it. */
  async function attempt (what: () => Promise<Partial<State>>): Promise<void> {
    try {
      store.set({ problem: undefined, ...await what() })
    } catch (error) {
      store.set({ problem: (error as Error).message })
    }
  }

  const setClock = async (method: string, path: string, body?: unknown) =>
    await attempt(async () => ({ clock: asReading(await api.control(method, path, body)) }))

  const readFaults = async () => await api.control('GET', '/faults')

  return {
    /** Turns to the world of a key. */
    useKey (key: string): void {
      leave.abort()
      leave = new AbortController()
      giveUp.abort()
      giveUp = new AbortController()
      api = createApi(key)
      keepKey(key)
      store.set({ ...emptied, key, connection: 'connecting', problem: undefined })
      stayConnected(api, store, leave.signal)
    },

    /** Asks for tokens; a call that is still under way is given up. */
    async mint (userIds: string[]): Promise<void> {
      giveUp.abort()
      if (userIds.length === 0) return store.set({ problem: 'Say for which users: an id a line, or with commas between.' })
      const { signal } = giveUp = new AbortController()
      store.set({ problem: undefined, minted: 'pending' })
      const { answer, ...outcoming } = await outcomeOf(async () => await api.call({
        method: 'POST', path: tokensPath, headers: bearer(api.key), body: JSON.stringify({ data: userIds }), signal
      }))
      // A fault may give the status of a good answer to what is none.
      const tokens = Array.isArray(answer?.json?.data) ? answer.json.data : []
      if (giveUp.signal === signal) store.set({ minted: { ...outcoming, tokens } })
    },
    giveUpMint: () => giveUp.abort(),

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

    /** The stream tells that the world was reset, as it does where somebody else resets it. */
    resetWorld: async () => await attempt(async () => {
      await api.control('POST', '/reset')
      return emptied
    }),

    /** Tries the outcome that stands at this place of the catalogue, in its way. */
    async try (place: number, way: Outcome['provoke']): Promise<void> {
      const tell = (came: Outcoming | 'pending') => store.set({ tried: new Map([...store.get().tried, [place, came]]) })
      tell('pending')
      const { answer: _, ...outcoming } = await outcomeOf(async () => await provoke(api, way))
      tell(outcoming)
    },

    toggle (id: number): void {
      const opened = new Set(store.get().opened)
      if (!opened.delete(id)) opened.add(id)
      store.set({ opened })
    },
    look: (range: State['range']) => store.set({ range }),
    showText: (asText: boolean) => store.set({ asText }),
    dismiss: () => store.set({ problem: undefined })
  }
}
