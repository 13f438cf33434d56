/** Draw repeatable random numbers, which depend only on the seed, the world's name and the purpose. */
import { createHash } from 'node:crypto'

/** Draw the next number: at least 0 and below 1. */
export type Draw = () => number

/** Create a sequence of draws. Each world and each purpose has a sequence of its own. */
export function createDraws (seed: string, worldName: string, purpose: string): Draw {
  let drawn = 0
  return () => {
    const digest = createHash('sha256').update(`fake-sfox ${purpose}\0${seed}\0${worldName}\0${drawn++}`).digest()
    return digest.readUIntBE(0, 6) / 2 ** 48
  }
}
