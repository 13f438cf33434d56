/** Chance that can be repeated: the draws of a world come from the seed and the world's name alone. */
import { createHash } from 'node:crypto'

/** Draws the next number, from 0 up to, not including, 1. */
export type Draw = () => number

/**
 * Begins a world's draws.
 *
 * @param seed - the same seed gives the same draws
 * @param worldName - so that no world's draws depend on another's
 * @param purpose - so that what is drawn for one thing does not depend on what is drawn for another
 * @returns the draws, from the first
 */
export function createDraws (seed: string, worldName: string, purpose: 'faults' | 'people'): Draw {
  let drawn = 0
  return () => {
    const digest = createHash('sha256').update(`fake-sfox ${purpose}\0${seed}\0${worldName}\0${drawn++}`).digest()
    return digest.readUIntBE(0, 6) / 2 ** 48
  }
}
