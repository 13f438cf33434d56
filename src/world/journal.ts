/** The journal of a world: the latest requests, up to a limit. */
import type { Entry, Filter } from './journal-schema.ts'
import { matchPath } from './path-pattern.ts'

/** An entry that is written when it is first read. */
export interface Recorded {
  /** The path of the route of the request, with parameters as `:id`; undefined if it has none. */
  route: string | undefined
  read: () => Entry
}

/** The journal of one world. */
export interface Journal {
  /** The number of entries to keep. */
  readonly limit: number
  /** Append an entry and notify subscribers. `write` is called once, when the entry is first read. */
  add: (write: () => Entry, route?: string | undefined) => void
  /** Return the matching entries, oldest first, and the number of dropped entries. */
  list: (filter?: Filter) => { requests: Entry[], dropped: number }
  clear: () => void
}

/**
 * Create an empty journal.
 *
 * @param limit - the number of entries to keep
 * @param notify - called with each new entry, even if the limit is 0
 */
export function createJournal (limit: number, notify: (recorded: Recorded) => void): Journal {
  let entries: Recorded[] = []
  // Entries before `first` are dropped. They are removed in batches, so that adding is cheap at any limit.
  let first = 0
  let dropped = 0
  return {
    limit,
    add (write, route) {
      const recorded = { route, read: lazy(write) }
      entries.push(recorded)
      if (entries.length - first > limit) {
        first++
        dropped++
      }
      if (first > limit) [entries, first] = [entries.slice(first), 0]
      notify(recorded)
    },
    list (filter = {}) {
      const matches = matchEntry(filter)
      const kept = entries.slice(first).filter(({ read, route }) => matches(read(), route))
      return { requests: newest(kept, filter.limit).map(({ read }) => read()), dropped }
    },
    clear () { [entries, first, dropped] = [[], 0, 0] }
  }
}

/** Return the last items of a list; all of them without a limit. */
export function newest<Item> (items: Item[], limit: number = items.length): Item[] {
  return items.slice(Math.max(items.length - limit, 0))
}

function lazy (write: () => Entry): () => Entry {
  let entry: Entry | undefined
  return () => (entry ??= write())
}

/** Return a function that tests an entry and its route against a filter. The filter's `limit` is ignored. */
export function matchEntry (filter: Filter): (entry: Entry, route?: string | undefined) => boolean {
  const { status, user_id: userId, reason, since } = filter
  const method = filter.method?.toUpperCase()
  const onPath = filter.path === undefined ? () => true : matchPath(filter.path)
  return (entry, route) => (method === undefined || entry.method === method) && onPath(entry.path, route) &&
    (status === undefined || entry.status === status) &&
    (userId === undefined || entry.user_ids.includes(userId)) &&
    (reason === undefined || entry.reason === reason) &&
    (since === undefined || entry.id > since)
}
