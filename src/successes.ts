/**
 * What the emulated endpoints answer when all is well: an example of each, for the catalogue. The rows stand in
 * successes/, by what they are about.
 */
import { bankSuccesses } from './successes/bank.ts'
import { enterpriseSuccesses } from './successes/enterprise.ts'
import { orderSuccesses } from './successes/orders.ts'

export { mintOne } from './successes/enterprise.ts'
export type { SuccessRow } from './successes/row.ts'

/** Every one, in the order of the README's table of routes. */
export const successes = [...enterpriseSuccesses, ...bankSuccesses, ...orderSuccesses]
