/** What the page knows. The whole of it is shown anew whenever a part has changed; nothing is remembered elsewhere. */
import type { Behaviour, Outcome } from '../schemas/catalog.ts'
import type { Fault } from '../schemas/faults.ts'
import type { Entry } from '../schemas/requests.ts'
import type { Range } from './timeline/scale.ts'
import type { Reading } from './time.ts'

/** How the page stands to the fake. */
export type Connection = 'keyless' | 'connecting' | 'live' | 'gone' | 'refused'

/** What came of a call of the vendor's side; a status of null where no whole answer came. */
export interface Outcoming {
  status: number | null
  reason: string | null
  /** The error's text, or what happened to the connection. */
  text?: string | undefined
}

/** What came of asking for tokens. */
export interface Minted extends Outcoming {
  tokens: Array<{ token: string, expires: string, partner_user_id: string }>
}

/** What the page knows. */
export interface State {
  connection: Connection
  key: string | undefined
  version: string | undefined
  /** The latest requests, newest first. */
  entries: readonly Entry[]
  clock: Reading | undefined
  faults: readonly Fault[]
  outcomes: readonly Outcome[]
  behaviours: readonly Behaviour[]
  /** What came of the last mint; `pending` until something has. */
  minted: Minted | 'pending' | undefined
  /** What came of outcomes that were tried, by their place in the catalogue. */
  tried: ReadonlyMap<number, Outcoming | 'pending'>
  /** Ids of the requests that are opened. */
  opened: ReadonlySet<number>
  range: Range
  /** Whether the timeline is shown as text as well. */
  asText: boolean
  /** What went wrong last with something that was asked for. */
  problem: string | undefined
}

/** What it knows at first. */
export const initialState: State = {
  connection: 'keyless',
  key: undefined,
  version: undefined,
  entries: [],
  clock: undefined,
  faults: [],
  outcomes: [],
  behaviours: [],
  minted: undefined,
  tried: new Map(),
  opened: new Set(),
  range: 'All',
  asText: false,
  problem: undefined
}

/** What is forgotten when the page turns to another world, or its world was reset. */
export const emptied: Pick<State, 'entries' | 'minted' | 'tried' | 'opened'> =
  { entries: [], minted: undefined, tried: new Map(), opened: new Set() }

/** How many requests are shown, as many as the fake itself keeps where nothing else is said. */
export const mostEntries = 1000

/** Keeps what the page knows, and has it shown. */
export interface Store {
  get: () => State
  set: (change: Partial<State>) => void
}

/**
 * Makes the store.
 *
 * @param show - is called, at most once a frame, when something has changed
 * @returns the store
 */
export function createStore (show: (state: State) => void): Store {
  let state = initialState
  let due = false
  return {
    get: () => state,
    set (change) {
      state = { ...state, ...change }
      if (due) return
      due = true
      requestAnimationFrame(() => {
        due = false
        show(state)
      })
    }
  }
}
