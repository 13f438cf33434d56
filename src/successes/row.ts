/** What a row of the catalogue of good answers holds, and what many rows share. */
import { withKey, withToken, type RequestExample } from '../errors/row.ts'

/** One good answer. */
export interface SuccessRow {
  status: number
  /** The assumption that says the status; left out where it is fixed. */
  statusFrom?: 'register-status'
  /** An example; null for none. */
  body: unknown
  when: string
  /** The request that gets it; left out where that takes something to be there before. */
  request?: RequestExample
  /** Where sFOX documents status and body; null where it does not document both. */
  source: string | null
  /** What is open. */
  note?: string
}

const as = (authorization: string) => (method: string, path: string, body?: object): RequestExample =>
  ({ method, path, authorization, ...(body && { body: JSON.stringify(body) }) })

/** A request with the enterprise key. */
export const byKey = as(withKey)

/** A request with a user token. */
export const byToken = as(withToken)
