/** The state of the page. Every change renders the whole page again; no panel keeps state of its own. */
import type { Behaviour, Outcome } from '../vendor/catalogue-schema.ts'
import type { Fault } from '../world/fault-schema.ts'
import type { Entry } from '../world/journal-schema.ts'
import type { Range } from './timeline/scale.ts'
import type { ClockReading } from './time.ts'

/** The state of the connection to the fake. */
export type Connection = 'keyless' | 'connecting' | 'live' | 'lost' | 'refused'

/** The result of a call to one of the vendor's routes. */
export interface CallResult {
  /** Null if there was no complete response. */
  status: number | null
  reason: string | null
  /** The error text, or the reason why there was no response. */
  text?: string | undefined
}

/** The result of minting. */
export interface Minted extends CallResult {
  tokens: Array<{ token: string, expires: string, partner_user_id: string }>
}

export interface State {
  connection: Connection
  key: string | undefined
  version: string | undefined
  /** The latest requests, newest first. */
  entries: readonly Entry[]
  clock: ClockReading | undefined
  faults: readonly Fault[]
  outcomes: readonly Outcome[]
  behaviours: readonly Behaviour[]
  minted: Minted | 'pending' | undefined
  /** Results of the `Try` buttons, by index in `outcomes`. */
  tried: ReadonlyMap<number, CallResult | 'pending'>
  /** Ids of the requests whose rows are open. */
  opened: ReadonlySet<number>
  range: Range
  /** True if the timeline is also shown as text. */
  asText: boolean
  /** The message of the last action that failed. */
  problem: string | undefined
}

/** The part of the state that a change of world or a reset clears. */
export const emptyWorld: Pick<State, 'entries' | 'minted' | 'tried' | 'opened'> =
  { entries: [], minted: undefined, tried: new Map(), opened: new Set() }

const initialState: State = {
  ...emptyWorld,
  connection: 'keyless',
  key: undefined,
  version: undefined,
  clock: undefined,
  faults: [],
  outcomes: [],
  behaviours: [],
  range: 'All',
  asText: false,
  problem: undefined
}

/** How many requests are kept: the default size of the journal. */
export const maxEntries = 1000

export interface Store {
  get: () => State
  set: (change: Partial<State>) => void
}

/**
 * Create the store.
 *
 * @param render - called after changes, at most once a frame
 */
export function createStore (render: (state: State) => void): Store {
  let state = initialState
  let scheduled = false
  return {
    get: () => state,
    set (change) {
      state = { ...state, ...change }
      if (scheduled) return
      scheduled = true
      requestAnimationFrame(() => {
        scheduled = false
        render(state)
      })
    }
  }
}
