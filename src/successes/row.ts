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
export type SuccessRow = Way & (Documented | Guessed)

/** One that is fixed. */
interface Documented {
  /** Where sFOX documents status and body. */
  source: string
  assumption?: undefined
}

/** One that hangs on an assumption, which says how well it is known. */
interface Guessed {
  assumption: Assumed
  source?: undefined
}

interface Way extends Answer {
  when: string
  /** Requests to send before `request`, as in a row of refusals; left out for none. */
  before?: readonly RequestExample[]
  /** The request that gets it. */
  request: RequestExample
  /** What is open, where the assumption does not say it. */
  note?: string
}
