/** The journal of a world: the latest requests, up to a bound. */
import type { Entry, Filter } from '../schemas/requests.ts'
import { matchPath } from './path-pattern.ts'

/** The journal of one world. */
export interface Journal {
  /** Adds an entry, which is written once somebody reads it, and tells whoever follows the journal. */
  add: (write: () => Entry) => void
  /** The kept entries that match, oldest first, and how many are no longer kept. */
  list: (filter?: Filter) => { requests: Entry[], dropped: number }
  clear: () => void
}

/**
 * Makes an empty journal.
 *
 * @param limit - how many entries are kept
 * @param tell - is called with what reads each new entry, kept or not
 * @returns the journal
 */
export function createJournal (limit: number, tell: (read: () => Entry) => void): Journal {
  let entries: Array<() => Entry> = []
  // Those before it are forgotten, and cut off only now and then, so that adding costs the same at every length.
  let first = 0
  let dropped = 0
  return {
    add (write) {
      const read = writtenOnce(write)
      entries.push(read)
      if (entries.length - first > limit) {
        first++
        dropped++
      }
      if (first > limit) [entries, first] = [entries.slice(first), 0]
      tell(read)
    },
    list (filter = {}) {
      const matching = entries.slice(first).map((read) => read()).filter(matchEntry(filter))
      const surplus = filter.limit === undefined ? 0 : Math.max(matching.length - filter.limit, 0)
      return { requests: matching.slice(surplus), dropped }
    },
    clear () { [entries, first, dropped] = [[], 0, 0] }
  }
}

function writtenOnce (write: () => Entry): () => Entry {
  let entry: Entry | undefined
  return () => (entry ??= write())
}

/**
 * Makes the test for a filter.
 *
 * @param filter - see Filter; its `limit` plays no part
 * @returns a function that takes an entry
 */
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
