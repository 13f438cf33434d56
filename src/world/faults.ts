/** The faults of a world: what is to go wrong, when, and how often. */
import { bounds } from '../bounds.ts'
import { parseDuration } from '../duration.ts'
import type { Fault, FaultInput } from '../schemas/faults.ts'
import type { Draw } from './draws.ts'
import { matchPath } from './path-pattern.ts'

/** What a fault is matched against. */
export interface FaultTarget {
  method: string
  /** Without the query. */
  path: string
  /** What the request asks about; members that are no strings match nothing. */
  userIds: readonly unknown[]
}

/** What is to happen to one request. */
export interface Effect {
  /** Id of the fault, or the magic id that asked for it. */
  source: string
  /** ms of real time to wait first. */
  delay?: number | undefined
  status?: number | undefined
  error?: string | undefined
  headers?: Record<string, string | number> | undefined
  connection?: Fault['connection']
}

/** The faults of one world. */
export interface Faults {
  /**
   * Adds a fault, which has been checked against the schema, behind those that are there; undefined where it would be
   * one more than are kept.
   */
  add: (fault: FaultInput) => Fault | undefined
  list: () => Fault[]
  clear: () => void
  /** False where no fault has the id. */
  remove: (id: string) => boolean
  /** Lets the first fault that matches and is not used up apply; undefined where none does. */
  take: (target: FaultTarget) => Effect | undefined
}

interface Kept {
  fault: Fault
  matches: (target: FaultTarget) => boolean
  /** How many matching requests are still to be left alone. */
  leave: number
}

/**
 * Makes the faults of one world.
 *
 * @param initial - those of the fixtures, no more than are kept
 * @param draw - decides where chance is asked for; asked for nothing else, so that the same requests draw the same
 * @returns the faults
 */
export function createFaults (initial: readonly FaultInput[], draw: Draw): Faults {
  let kept: Kept[] = []
  let added = 0

  function add (input: FaultInput): Fault {
    const { match, after = 0, times = 1, probability = 1, ...effect } = input
    const fault: Fault = {
      id: `fault-${++added}`, hits: 0, ...(match && { match }), after, times, probability, ...effect
    }
    kept.push({ fault, matches: matcher(match), leave: after })
    return fault
  }

  /** Whether the fault applies to a request that it matches. */
  function applies (one: Kept): boolean {
    if (one.leave > 0) {
      one.leave--
      return false
    }
    return one.fault.probability === 1 || draw() < one.fault.probability
  }

  initial.forEach(add)
  return {
    add: (input) => kept.length < bounds.faults.most ? copy(add(input)) : undefined,
    list: () => kept.map(({ fault }) => copy(fault)),
    clear () { kept = [] },
    remove (id) {
      const others = kept.filter(({ fault }) => fault.id !== id)
      const found = others.length < kept.length
      kept = others
      return found
    },
    take (target) {
      const found = kept.find((one) => !isUsedUp(one.fault) && one.matches(target) && applies(one))
      if (!found) return undefined
      found.fault.hits++
      const { id, delay, status, error, headers, connection } = found.fault
      return { source: id, delay: lengthOf(delay, draw), status, error, headers, connection }
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
  return (target) => (method === undefined || method === target.method) && onPath(target.path) &&
    (userId === undefined || target.userIds.includes(userId))
}

/** ms; drawn where the fault leaves room. */
function lengthOf (delay: Fault['delay'], draw: Draw): number | undefined {
  if (typeof delay !== 'object') return delay === undefined ? undefined : parseDuration(delay)
  const [min, max] = [parseDuration(delay.min) as number, parseDuration(delay.max) as number]
  return Math.round(min + draw() * (max - min))
}
