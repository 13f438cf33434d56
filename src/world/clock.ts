/**
 * The clock of a world. Only this file reads the wall clock. All other code asks a world's clock, so that minting and
 * checking a token cannot disagree.
 */
import { latestInstant } from '../values/instant.ts'

/** A world's clock. All instants are milliseconds since 1970, up to the end of the year 9999. */
export interface Clock {
  now: () => number
  /** True while the clock stands still. */
  readonly frozen: boolean
  /** Move, freeze or unfreeze the clock. Omitted properties stay unchanged. */
  set: (change: { now?: number | undefined, frozen?: boolean | undefined }) => void
  /** Restart as at creation. */
  reset: () => void
}

/** The state of a clock at its start. */
export interface ClockStart {
  /** Instant in ms since 1970; the real time if undefined. */
  startAt: number | undefined
  frozen: boolean
}

/**
 * Create a clock. Unless frozen, it runs at the speed of real time, until the end of the year 9999.
 *
 * @param began - the real instant at which it started, in ms; now by default
 * @param real - reads the real time in ms; replaced in tests only
 */
export function createClock (start: ClockStart, began?: number, real: () => number = wallTime): Clock {
  // The clock showed `shown` at the real instant `at`.
  let [shown, at, frozen] = [0, 0, false]
  const now = () => frozen ? shown : Math.min(Math.max(shown + real() - at, 0), latestInstant)
  const begin = (instant: number) => { [shown, at, frozen] = [start.startAt ?? instant, instant, start.frozen] }
  begin(began ?? real())
  return {
    now,
    get frozen () { return frozen },
    set (change) { [shown, at, frozen] = [change.now ?? now(), real(), change.frozen ?? frozen] },
    reset: () => begin(real())
  }
}

/** Return the real time in ms since 1970. For the time of a world, ask its clock. */
export function wallTime (): number {
  return Date.now()
}
