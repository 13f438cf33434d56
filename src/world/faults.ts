/** The faults of a world. */
import { capacityLimits } from './capacity-limits.ts'
import { parseDuration } from '../values/duration.ts'
import type { Fault, FaultInput } from './fault-schema.ts'
import type { Draw } from './random.ts'
import { matchPath } from './path-pattern.ts'

/** The properties of a request that faults match. */
export interface FaultTarget {
  method: string
  /** Without the query. */
  path: string
  /** The path of its route, with parameters as `:id`. */
  route?: string | undefined
  /** The user ids in the request. Values that are not strings match nothing. */
  userIds: readonly unknown[]
}

/** The effect of a fault or magic id on one request. */
export interface Effect {
  /** Id of the fault, or the magic id. */
  source: string
  /** ms of real time to wait before the response. */
  delay?: number | undefined
  status?: number | undefined
  error?: string | undefined
  headers?: Record<string, string | number> | undefined
  connection?: Fault['connection']
}

/** A fault that was taken for one request. */
export interface TakenFault extends Effect {
  /**
   * Set for a fault with `"when":"after"`. Call it when the request has been carried out: it counts the hit, and
   * returns false if the fault was used up or removed meanwhile.
   */
  confirm?: () => boolean
}

/** The faults of one world. */
export interface Faults {
  /** Append a fault that is valid against the schema. Return undefined if the capacity limit is reached. */
  add: (fault: FaultInput) => Fault | undefined
  list: () => Fault[]
  /** The number of faults, used-up ones included. */
  readonly count: number
  clear: () => void
  /** Return false if no fault has the id. */
  remove: (id: string) => boolean
  /**
   * Take the first fault that matches and is not used up, whether it applies before or after the call: a request meets
   * one fault. Requests to skip are counted and probabilities drawn here. Return undefined if there is none.
   */
  take: (target: FaultTarget) => TakenFault | undefined
}

interface StoredFault {
  fault: Fault
  matches: (target: FaultTarget) => boolean
  /** Number of matching requests still to skip. */
  skip: number
}

/**
 * Create the faults of one world.
 *
 * @param initial - the faults of the fixtures, within the capacity limit
 * @param draw - draws probabilities and delays only, so that the same requests draw the same numbers
 */
export function createFaults (initial: readonly FaultInput[], draw: Draw): Faults {
  let stored: StoredFault[] = []
  let added = 0

  function add (input: FaultInput): Fault {
    const { match, when = 'before', after = 0, times = 1, probability = 1, ...effect } = input
    const fault: Fault = {
      id: `fault-${++added}`, hits: 0, ...(match && { match }), when, after, times, probability, ...effect
    }
    stored.push({ fault, matches: matcher(match), skip: after })
    return fault
  }

  /** Decide whether to apply a fault to a matching request. */
  function applies (one: StoredFault): boolean {
    if (one.skip > 0) {
      one.skip--
      return false
    }
    return one.fault.probability === 1 || draw() < one.fault.probability
  }

  function confirm (one: StoredFault): boolean {
    const isLeft = stored.includes(one) && !isUsedUp(one.fault)
    if (isLeft) one.fault.hits++
    return isLeft
  }

  initial.forEach(add)
  return {
    add: (input) => stored.length < capacityLimits.faults.maximum ? copy(add(input)) : undefined,
    list: () => stored.map(({ fault }) => copy(fault)),
    get count () { return stored.length },
    clear () { stored = [] },
    remove (id) {
      const others = stored.filter(({ fault }) => fault.id !== id)
      const found = others.length < stored.length
      stored = others
      return found
    },
    take (target) {
      const found = stored.find((one) => !isUsedUp(one.fault) && one.matches(target) && applies(one))
      if (!found) return undefined
      const { id, when, delay, status, error, headers, connection } = found.fault
      const effect = { source: id, delay: delayOf(delay, draw), status, error, headers, connection }
      if (when === 'after') return { ...effect, confirm: () => confirm(found) }
      found.fault.hits++
      return effect
    }
  }
}

function copy (fault: Fault): Fault {
  return structuredClone(fault)
}

function isUsedUp ({ hits, times }: Fault): boolean {
  return times !== null && hits >= times
}

function matcher (match: FaultInput['match'] = {}): (target: FaultTarget) => boolean {
  const { method, user_id: userId } = match
  const onPath = match.path === undefined ? () => true : matchPath(match.path)
  return (target) => (method === undefined || method === target.method) && onPath(target.path, target.route) &&
    (userId === undefined || target.userIds.includes(userId))
}

/** Return the delay in ms, drawn if the fault has a range. */
function delayOf (delay: Fault['delay'], draw: Draw): number | undefined {
  if (typeof delay !== 'object') return delay === undefined ? undefined : parseDuration(delay)
  const [min, max] = [parseDuration(delay.min) as number, parseDuration(delay.max) as number]
  return Math.round(min + draw() * (max - min))
}
