/** Knowing what the fake knows: everything at first, then whatever changes; and again when it comes back. */
import type { Entry } from '../schemas/requests.ts'
import type { Api, RefusedCall } from './api.ts'
import { emptied, mostEntries, type Store } from './state.ts'
import { follow, type News } from './stream.ts'

/** How long to wait before the next try to reach a fake that has gone away, in ms. */
const pause = 1000

/**
 * Keeps the store as the fake is, until told otherwise. Where the fake goes away, what was known stays, and it is tried
 * again without end.
 *
 * @param api - the way to the fake
 * @param store - where it is kept
 * @param signal - ends it
 * @returns resolves when it has ended, or the fake does not take the key
 */
export async function stayConnected (api: Api, store: Store, signal: AbortSignal): Promise<void> {
  const set: Store['set'] = (change) => { if (!signal.aborted) store.set(change) }
  const look = { clock: async () => set({ clock: await readClock(api) }), faults: async () => set(await api.control('GET', '/faults')) }

  function take (news: News[]) {
    let { entries } = store.get()
    let due: Array<'clock' | 'faults'> = []
    for (const one of news) {
      if ('entry' in one) {
        entries = [one.entry, ...entries]
        if (one.entry.fault !== null) due.push('faults')
      } else if (one.changed === 'clock' || one.changed === 'faults') {
        due.push(one.changed)
      } else {
        entries = []
        if (one.changed === 'world') {
          set(emptied)
          due = ['clock', 'faults']
        }
      }
    }
    set({ entries: entries.slice(0, mostEntries) })
    // Where the fake has gone away meanwhile, the stream says so.
    for (const part of new Set(due)) look[part]().catch(() => {})
  }

  while (!signal.aborted) {
    try {
      const entries = await load(api, set)
      await follow(api.key, entries[0]?.id ?? 0, signal, take)
    } catch (error) {
      if ((error as RefusedCall).status === 401 || !canBeSent(api.key)) return set({ connection: 'refused' })
    }
    set({ connection: 'gone' })
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
}

/** A header holds no character beyond Latin-1, nor a line's end; such a key no fake takes. */
const canBeSent = (key: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(key)

/** Reads everything; returns the requests, newest first. */
async function load (api: Api, set: Store['set']): Promise<Entry[]> {
  const [{ version }, clock, { faults }, { outcomes, behaviours }, { requests }] = await Promise.all([
    api.control('GET', ''), readClock(api), api.control('GET', '/faults'), api.control('GET', '/catalog'),
    api.control('GET', `/requests?limit=${mostEntries}`)
  ])
  const entries = requests.toReversed()
  set({ connection: 'live', version, clock, faults, outcomes, behaviours, entries })
  return entries
}

async function readClock (api: Api) {
  return asReading(await api.control('GET', '/clock'))
}

/**
 * Notes when the fake's clock showed what it did.
 *
 * @param answer - of a clock route
 * @returns the reading
 */
export function asReading ({ now, frozen }: { now: string, frozen: boolean }) {
  return { now: Date.parse(now), frozen, at: performance.now() }
}
