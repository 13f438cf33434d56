/** Number the tokens of a world. Numbers continue after a reset, so that earlier tokens stay invalid. */
import { serialLimit } from './seal.ts'

/** The serials of one world. They wrap around to 0. */
export interface Serials {
  /** The next serial. */
  readonly next: number
  /** Allocate serials and return the first. */
  take: (count: number) => number
  /** Forget all allocated serials. */
  forget: () => void
  /** Return true if a serial was allocated before the last `forget()`. */
  isForgotten: (serial: number) => boolean
}

/**
 * Create the serials of one world.
 *
 * @param first - the first serial, 0 to 2^32 - 1
 */
export function createSerials (first = 0): Serials {
  let next = first
  let floor: number | undefined
  return {
    get next () { return next },
    take (count) {
      const taken = next
      next = (next + count) % serialLimit
      return taken
    },
    forget () { floor = next },
    isForgotten: (serial) => isBefore(serial, floor)
  }
}

/**
 * Return true if a serial was allocated before a mark; false without a mark. Serials wrap around, so a serial counts as
 * earlier if the mark is less than half the range after it (RFC 1982).
 */
export function isBefore (serial: number, mark: number | undefined): boolean {
  return mark !== undefined && serial !== mark && ((mark - serial) >>> 0) < serialLimit / 2
}
