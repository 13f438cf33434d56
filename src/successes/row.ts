/** What a row of the catalogue of good answers holds. */
import type { Assumptions } from '../assumptions.ts'
import type { RequestExample } from '../errors/row.ts'

/** An answer. */
interface Answer {
  status: number
  /** An example; null for none. */
  body: unknown
}

/** An assumption that an answer follows. */
interface Assumed {
  name: keyof Assumptions
  /** What is otherwise than the row says where the assumption has another value than its default. */
  answer: (assumptions: Assumptions) => Partial<Answer>
}

/** One good answer. */
export interface SuccessRow extends Answer {
  /** The assumption that says more of the answer; left out where it is fixed. */
  assumption?: Assumed
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
