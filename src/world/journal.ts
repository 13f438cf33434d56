/** The journal of a world: the latest requests, up to a limit. */
import type { Entry, Filter } from './journal-schema.ts'
import { matchPath } from './path-pattern.ts'

/** The journal of one world. */
export interface Journal {
  /** Append an entry and notify subscribers. `write` is called once, when the entry is first read. */
  add: (write: () => Entry) => void
  /** Return the matching entries, oldest first, and the number of dropped entries. */
  list: (filter?: Filter) => { requests: Entry[], dropped: number }
  clear: () => void
}

/**
 * Create an empty journal.
 *
 * @param limit - the number of entries to keep
 * @param notify - called with a reader of each new entry, even if the limit is 0
 */
export function createJournal (limit: number, notify: (read: () => Entry) => void): Journal {
  let entries: Array<() => Entry> = []
  // Entries before `first` are dropped. They are removed in batches, so that adding is cheap at any limit.
  let first = 0
  let dropped = 0
  return {
    add (write) {
      const read = lazy(write)
      entries.push(read)
      if (entries.length - first > limit) {
        first++
        dropped++
      }
      if (first > limit) [entries, first] = [entries.slice(first), 0]
      notify(read)
    },
    list (filter = {}) {
      const matching = entries.slice(first).map((read) => read()).filter(matchEntry(filter))
      const surplus = filter.limit === undefined ? 0 : Math.max(matching.length - filter.limit, 0)
      return { requests: matching.slice(surplus), dropped }
    },
    clear () { [entries, first, dropped] = [[], 0, 0] }
  }
}

function lazy (write: () => Entry): () => Entry {
  let entry: Entry | undefined
  return () => (entry ??= write())
}

/** Return a function that tests an entry against a filter. The filter's `limit` is ignored. */
export function matchEntry (filter: Filter): (entry: Entry) => boolean {
  const { status, user_id: userId, reason, since } = filter
  const method = filter.method?.toUpperCase()
  const onPath = filter.path === undefined ? () => true : matchPath(filter.path)
  return (entry) => (method === undefined || entry.method === method) && onPath(entry.path) &&
    (status === undefined || entry.status === status) &&
    (userId === undefined || entry.user_ids.includes(userId)) &&
    (reason === undefined || entry.reason === reason) &&
    (since === undefined || entry.id > since)
}
