/**
 * How much one fake holds at most. A test gone wild, as one that makes up a key for each call, then meets a refusal
 * that names what it did, where it would else take the machine's memory until something else breaks. Far above what
 * tests need, and so no options. The refusals and `docs/reference/control.md` come from this table.
 *
 * A leaf: imports nothing of ours.
 */

/** What the fake knows about one bound. It is read each time; tests lower it. */
export interface BoundRow {
  most: number
  /** What is counted, and where. */
  of: string
  /** The refusal of one more. */
  refused: 'too-many-worlds' | 'too-many-faults' | 'too-many-waiters' | 'too-many-streams'
}

/** Every bound. What ends, is removed or is reset makes room again; a world stays as long as the fake. */
export const bounds = {
  worlds: { most: 100_000, of: 'worlds in one fake, the default one included', refused: 'too-many-worlds' },
  faults: { most: 1000, of: 'faults kept in one world, used-up ones included', refused: 'too-many-faults' },
  waiters: { most: 1000, of: 'calls of `GET /_fake/requests/wait` at once in one fake', refused: 'too-many-waiters' },
  streams: { most: 1000, of: 'streams of `GET /_fake/events` at once in one fake', refused: 'too-many-streams' }
} as const satisfies Record<string, BoundRow>
