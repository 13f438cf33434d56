/** What the timeline shows: the journal's requests, put together by user and by token. Knows nothing of pictures. */
import type { Entry } from '../../schemas/requests.ts'

/** What happened at an instant. A use after expiry is one, whatever else it was. */
export type MarkKind = 'use' | 'late' | 'refused' | 'fault'

/** Something that happened. */
export interface Mark {
  /** Id of the request. */
  id: number
  at: number
  kind: MarkKind
  /** In words, for whoever points at it. */
  what: string
}

/** A token's life. */
export interface Life {
  /** Its fingerprint. */
  token: string
  minted: number
  /** False where the journal no longer holds its mint, which was before its first use then. */
  mintKnown: boolean
  expires: number
  marks: Mark[]
}

/** What concerns one user, or, where there is none, nobody in particular. */
export interface Lane {
  user: string | undefined
  lives: Life[]
  /** What happened without a token of the user's. */
  marks: Mark[]
}

/**
 * Puts requests together by user and token.
 *
 * @param entries - of the journal, newest first
 * @returns the lanes, in the order in which their users turned up; nobody's last
 */
export function lanesOf (entries: readonly Entry[]): Lane[] {
  const lanes = new Map<string | undefined, Lane>()
  const lives = new Map<string, Life>()
  for (const entry of entries.toReversed()) {
    const at = Date.parse(entry.at)
    const kind = kindOf(entry, at)
    const mark: Mark | undefined = kind && { id: entry.id, at, kind, what: inWords(entry) }
    for (const { user_id: user, token, expires } of entry.minted) {
      lifeOf(user, { token, minted: at, mintKnown: true, expires: Date.parse(expires), marks: [] })
    }
    if (!mark) continue
    if (entry.used) {
      const { user_id: user, token, expires } = entry.used
      lifeOf(user, { token, minted: at, mintKnown: false, expires: Date.parse(expires), marks: [] }).marks.push(mark)
    } else {
      const users = entry.user_ids.length > 0 ? new Set(entry.user_ids) : [undefined]
      for (const user of users) laneOf(user).marks.push(mark)
    }
  }
  const nobody = lanes.get(undefined)
  lanes.delete(undefined)
  return [...lanes.values(), ...(nobody ? [nobody] : [])]

  function laneOf (user: string | undefined): Lane {
    const lane = lanes.get(user) ?? { user, lives: [], marks: [] }
    lanes.set(user, lane)
    return lane
  }

  /** The life that is known of the token, or else this one. */
  function lifeOf (user: string, life: Life): Life {
    const known = lives.get(life.token)
    if (known) return known
    lives.set(life.token, life)
    laneOf(user).lives.push(life)
    return life
  }
}

/** Undefined for what went well and used no token, such as a mint: a token's life says that. */
function kindOf ({ used, fault, status }: Entry, at: number): MarkKind | undefined {
  if (used && at >= Date.parse(used.expires)) return 'late'
  if (fault !== null) return 'fault'
  if (status === null || status >= 400) return 'refused'
  return used ? 'use' : undefined
}

function inWords ({ at, method, path, status, reason, fault }: Entry): string {
  return [at, method, path, status ?? 'cut off', reason, fault && `(${fault})`].filter((part) => part !== null).join(' ')
}

/** How many there are of what the timeline shows. */
export interface Totals extends Record<MarkKind, number> {
  users: number
  tokens: number
}

/**
 * Counts what the timeline shows.
 *
 * @param lanes - the lanes
 * @returns the totals
 */
export function totalsOf (lanes: readonly Lane[]): Totals {
  const totals: Totals = { users: 0, tokens: 0, use: 0, late: 0, refused: 0, fault: 0 }
  // A request about several users stands in several lanes, and is one.
  const counted = new Set<number>()
  for (const { user, lives, marks } of lanes) {
    if (user !== undefined) totals.users++
    totals.tokens += lives.length
    for (const { id, kind } of [...lives.flatMap((life) => life.marks), ...marks]) {
      if (!counted.has(id)) totals[kind]++
      counted.add(id)
    }
  }
  return totals
}
