/** The connection to the fake: load everything, follow the changes, reconnect. */
import type { Entry } from '../world/journal-schema.ts'
import { ControlError, type Api } from './api.ts'
import { emptyWorld, maxEntries, type Store } from './store.ts'
import { followEvents, type StreamEvent } from './stream.ts'
import type { ClockReading } from './time.ts'

/** The delay before an attempt to reconnect, in ms. */
const retryDelay = 1000

/**
 * Keep the store up to date with the fake. If the connection is lost, the state stays and the page tries to reconnect.
 *
 * @param signal - ends it
 * @returns resolves after `signal`, or if the fake rejects the key
 */
export async function stayConnected (api: Api, store: Store, signal: AbortSignal): Promise<void> {
  const set: Store['set'] = (change) => { if (!signal.aborted) store.set(change) }
  const reload = {
    clock: async () => set({ clock: await readClock(api) }),
    faults: async () => set(await api.control('GET', '/faults'))
  }

  function apply (events: StreamEvent[]) {
    let { entries } = store.get()
    let stale: Array<keyof typeof reload> = []
    for (const event of events) {
      if ('entry' in event) {
        entries = [event.entry, ...entries]
        if (event.entry.fault !== null) stale.push('faults')
      } else if (event.changed === 'clock' || event.changed === 'faults') {
        stale.push(event.changed)
      } else {
        entries = []
        if (event.changed === 'world') {
          set(emptyWorld)
          stale = ['clock', 'faults']
        }
      }
    }
    set({ entries: entries.slice(0, maxEntries) })
    // If the fake is gone, the stream breaks too, and that is handled below.
    for (const part of new Set(stale)) reload[part]().catch(() => {})
  }

  while (!signal.aborted) {
    try {
      const entries = await load(api, set)
      await followEvents(api, entries[0]?.id ?? 0, signal, apply)
    } catch (error) {
      const isRejected = error instanceof ControlError && error.status === 401
      if (isRejected || !isHeaderValue(api.key)) return set({ connection: 'refused' })
    }
    set({ connection: 'lost' })
    await new Promise((resolve) => setTimeout(resolve, retryDelay))
  }
}

/** Return true if `fetch()` accepts a text as a header value: Latin-1 without control characters. */
const isHeaderValue = (text: string) => /^[\t\x20-\x7e\x80-\xff]*$/.test(text)

/** Load the whole state; return the requests, newest first. */
async function load (api: Api, set: Store['set']): Promise<Entry[]> {
  const [{ version }, clock, { faults }, { outcomes, behaviours }, { requests }] = await Promise.all([
    api.control('GET', ''), readClock(api), api.control('GET', '/faults'), api.control('GET', '/catalog'),
    api.control('GET', `/requests?limit=${maxEntries}`)
  ])
  const entries = requests.toReversed()
  set({ connection: 'live', version, clock, faults, outcomes, behaviours, entries })
  return entries
}

async function readClock (api: Api): Promise<ClockReading> {
  return toReading(await api.control('GET', '/clock'))
}

/** Add the browser's time to the response of a clock route. */
export function toReading ({ now, frozen }: { now: string, frozen: boolean }): ClockReading {
  return { now: Date.parse(now), frozen, readAt: performance.now() }
}
