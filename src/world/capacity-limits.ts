/**
 * Capacity limits. A runaway test, for example one with a new key for each call, gets a refusal that names the limit
 * instead of exhausting the memory. The limits are far above what tests need, so they are not options. The refusals and
 * `docs/reference/control.md` derive from this table.
 */

/** One capacity limit. It is read at each use, since tests lower it. */
export interface CapacityLimit {
  maximum: number
  /** The counted things and their scope. */
  counted: string
  /** The reason of the refusal of one more. */
  reason: 'too-many-worlds' | 'too-many-faults' | 'too-many-waiters' | 'too-many-streams'
}

/** All capacity limits. Ending a call, removing a fault or a reset frees capacity. Worlds stay until the fake stops. */
export const capacityLimits = {
  worlds: { maximum: 100_000, counted: 'worlds in one fake, including the default one', reason: 'too-many-worlds' },
  faults: { maximum: 1000, counted: 'faults in one world, including used-up ones', reason: 'too-many-faults' },
  waiters: { maximum: 1000, counted: 'concurrent calls of `GET /_fake/requests/wait` in one fake', reason: 'too-many-waiters' },
  streams: { maximum: 1000, counted: 'concurrent streams of `GET /_fake/events` in one fake', reason: 'too-many-streams' }
} as const satisfies Record<string, CapacityLimit>
