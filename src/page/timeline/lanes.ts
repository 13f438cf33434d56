/** The data of the timeline: the requests of the journal, grouped by user and by token. */
import type { Entry } from '../../world/journal-schema.ts'

/** The kind of an event. A use after expiry is `late`, even if it was also refused. */
export type MarkKind = 'use' | 'late' | 'refused' | 'fault'

/** A request on the timeline. */
export interface Mark {
  /** Id of the request. */
  id: number
  at: number
  kind: MarkKind
  /** The request in words, for the tooltip. */
  text: string
}

/** A token from its mint to its expiry. */
export interface Lifetime {
  /** The fingerprint of the token. */
  token: string
  /** The instant of the first use if the mint is unknown. */
  minted: number
  /** False if the journal no longer holds the mint. */
  mintKnown: boolean
  expires: number
  marks: Mark[]
}

/** Everything about one user. The lane without a user holds the requests that name no user. */
export interface Lane {
  user: string | undefined
  lifetimes: Lifetime[]
  /** Requests without a token of this user. */
  marks: Mark[]
}

/**
 * Group requests by user and by token.
 *
 * @param entries - of the journal, newest first
 * @returns the lanes, in the order in which users first appear; the lane without a user is last
 */
export function lanesOf (entries: readonly Entry[]): Lane[] {
  const lanes = new Map<string | undefined, Lane>()
  const lifetimes = new Map<string, Lifetime>()
  for (const entry of entries.toReversed()) {
    const at = Date.parse(entry.at)
    for (const { user_id: user, token, expires } of entry.minted) {
      lifetimeOf(user, { token, minted: at, mintKnown: true, expires: Date.parse(expires), marks: [] })
    }
    const kind = kindOf(entry, at)
    if (kind === undefined) continue
    const mark = { id: entry.id, at, kind, text: describe(entry) }
    if (entry.used) {
      const { user_id: user, token, expires } = entry.used
      const lifetime = { token, minted: at, mintKnown: false, expires: Date.parse(expires), marks: [] }
      lifetimeOf(user, lifetime).marks.push(mark)
    } else {
      const users = entry.user_ids.length > 0 ? new Set(entry.user_ids) : [undefined]
      for (const user of users) laneOf(user).marks.push(mark)
    }
  }
  const withoutUser = lanes.get(undefined)
  lanes.delete(undefined)
  return [...lanes.values(), ...(withoutUser ? [withoutUser] : [])]

  function laneOf (user: string | undefined): Lane {
    const lane = lanes.get(user) ?? { user, lifetimes: [], marks: [] }
    lanes.set(user, lane)
    return lane
  }

  /** Return the known lifetime of the token, or add this one. */
  function lifetimeOf (user: string, lifetime: Lifetime): Lifetime {
    const known = lifetimes.get(lifetime.token)
    if (known) return known
    lifetimes.set(lifetime.token, lifetime)
    laneOf(user).lifetimes.push(lifetime)
    return lifetime
  }
}

/** Return undefined for a success without a token. A mint is one; the lifetime of its token shows it. */
function kindOf ({ used, fault, status }: Entry, at: number): MarkKind | undefined {
  if (used && at >= Date.parse(used.expires)) return 'late'
  if (fault !== null) return 'fault'
  if (status === null || status >= 400) return 'refused'
  return used ? 'use' : undefined
}

function describe ({ at, method, path, status, reason, fault }: Entry): string {
  return [at, method, path, status ?? 'cut off', reason, fault && `(${fault})`].filter((part) => part !== null).join(' ')
}

/** Counts for the summary. */
export interface Totals extends Record<MarkKind, number> {
  users: number
  tokens: number
}

/** Count users, tokens and requests. */
export function totalsOf (lanes: readonly Lane[]): Totals {
  const totals: Totals = { users: 0, tokens: 0, use: 0, late: 0, refused: 0, fault: 0 }
  // A request about several users is in several lanes, but counts once.
  const counted = new Set<number>()
  for (const { user, lifetimes, marks } of lanes) {
    if (user !== undefined) totals.users++
    totals.tokens += lifetimes.length
    for (const { id, kind } of [...lifetimes.flatMap((lifetime) => lifetime.marks), ...marks]) {
      if (!counted.has(id)) totals[kind]++
      counted.add(id)
    }
  }
  return totals
}
