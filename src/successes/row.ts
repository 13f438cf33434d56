/** What a row of the catalogue of good answers holds. */
import type { RequestExample } from '../errors/row.ts'

/** One good answer. */
export interface SuccessRow {
  status: number
  /** The assumption that says the status; left out where it is fixed. */
  statusFrom?: 'register-status'
  /** An example; null for none. */
  body: unknown
  when: string
  /** Requests to send before `request`, as in a row of refusals; left out for none. */
  before?: readonly RequestExample[]
  /** The request that gets it. */
  request: RequestExample
  /** Where sFOX documents status and body; null where it does not document both. */
  source: string | null
  /** What is open. */
  note?: string
}
