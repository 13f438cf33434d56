/**
 * The table of probes: how each row of the assumptions is put to the test, in the order in which they are asked. The
 * rows stand in probes/, by what they are about.
 */
import type { assumptionTable } from '../assumptions.ts'
import { bankProbes } from './probes/bank.ts'
import { endUserProbes } from './probes/end-users.ts'
import { orderProbes } from './probes/orders.ts'
import { readingProbes } from './probes/reading.ts'
import { lastProbes, requestProbes } from './probes/requests.ts'
import type { ProbeRow } from './probes/row.ts'
import { tokenProbes } from './probes/tokens.ts'

export { needs } from './probes/row.ts'
export type { Need, Probe, ProbeRow } from './probes/row.ts'

/** An assumption's name. */
export type AssumptionName = keyof typeof assumptionTable

/** Every row, by the name of its assumption; those of routes that only read, by their endpoint. */
export const probeTable = {
  ...tokenProbes,
  ...requestProbes,
  ...readingProbes,
  ...endUserProbes,
  ...bankProbes,
  ...orderProbes,
  ...lastProbes
} satisfies Record<AssumptionName, ProbeRow>

/** The table as a list. */
export const probeRows = Object.entries(probeTable) as Array<[name: string, row: ProbeRow]>
