/**
 * The table of probes: how each row of the assumptions is put to the test, in the order in which they are asked. The
 * rows stand in probes/, by what they are about.
 */
import type { AssumptionName } from '../assumptions.ts'
import { bankProbes } from './probes/bank.ts'
import { endUserProbes } from './probes/end-users.ts'
import { orderProbes } from './probes/orders.ts'
import { readingProbes } from './probes/reading.ts'
import { lastProbes, requestProbes } from './probes/requests.ts'
import { catalogued } from './probes/catalogued.ts'
import type { Probe, ProbeRow } from './probes/row.ts'
import { tokenProbes } from './probes/tokens.ts'

export { needs } from './probes/row.ts'
export type { Need, Probe } from './probes/row.ts'

const probeTable = {
  ...tokenProbes,
  ...requestProbes,
  ...readingProbes,
  ...endUserProbes,
  ...bankProbes,
  ...orderProbes,
  ...lastProbes
} satisfies Record<AssumptionName, ProbeRow>

/** The probes of every row, by the name of its assumption; those of routes that only read, by their endpoint. */
export const probeRows: Array<[name: string, probes: readonly Probe[]]> =
  Object.entries<ProbeRow>(probeTable).map(([name, row]) => [name, 'why' in row ? [catalogued(name, row.why)] : row.probes])
