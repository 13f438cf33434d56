/** Waiting for requests by event: nobody asks the journal again and again. */
import type { Filter } from '../schemas/requests.ts'
import { matchEntry } from './journal.ts'
import type { WorldState } from './world.ts'

/** A watch over a world's journal. */
export interface Watch {
  /** How many have matched so far. */
  came: () => number
  stop: () => void
}

/**
 * Watches a world for requests that match; those already in the journal count.
 *
 * @param world - the world
 * @param filter - which requests; its `limit` plays no part
 * @param count - how many of them are enough
 * @param enough - called once they have come, but never before this function has returned; again for each one more
 * @returns the watch, which has to be stopped
 */
export function watch (world: WorldState, filter: Filter, count: number, enough: () => void): Watch {
  const matches = matchEntry(filter)
  let came = world.journal.list({ ...filter, limit: undefined }).requests.length
  if (came >= count) queueMicrotask(enough)
  const stop = world.follow((entry) => {
    if (matches(entry) && ++came >= count) enough()
  })
  return { came: () => came, stop }
}
