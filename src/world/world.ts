/** Create worlds: the state of the fake under one key. This file has the parts that all resources share. */
import { createAgenda, type Agenda } from './agenda.ts'
import { createClock, wallTime, type Clock, type ClockStart } from './clock.ts'
import type { FaultInput } from './fault-schema.ts'
import { createFaults, type Faults } from './faults.ts'
import type { Entry } from './journal-schema.ts'
import { createJournal, type Journal, type Recorded } from './journal.ts'
import { createLedger, type Ledger } from './ledger.ts'
import { createLimits, type Limits, type LimitTable } from './rate-limits.ts'
import { createDraws, type Draw } from './random.ts'
import { createSubscribers, type Change, type Subscribers } from './subscribers.ts'

/** The parts of a world that its resources use. */
export interface WorldParts {
  readonly clock: Clock
  readonly ledger: Ledger
  readonly agenda: Agenda
  /** Draw a number, for generated codes, ids and amounts. */
  readonly draw: Draw
  /** Return a new id, unique within the world. */
  readonly nextId: () => number
}

/** One world. A reset replaces its parts, so do not store references to them. */
export interface World extends Omit<WorldParts, 'draw' | 'nextId'> {
  readonly name: string
  readonly faults: Faults
  readonly journal: Journal
  /** Undefined if rate limits are off. */
  readonly limits: Limits | undefined
  /** Run everything that is due by the clock. Call it before reading the world. */
  catchUp: () => void
  /**
   * Call the listener for each journalled request, with its route, also after resets; return a function that
   * unsubscribes it.
   */
  onRequest: (listener: (entry: Entry, route: string | undefined) => void) => () => void
  /** Call the listener for each announced change, also after resets; return a function that unsubscribes it. */
  onChange: Subscribers<Change>['subscribe']
  /** Notify the listeners of a change. */
  announce: Subscribers<Change>['notify']
  /** Reset to the fixtures. */
  reset: () => void
}

/** The configuration of a world. */
export interface WorldSource<Resources> {
  name: string
  seed: string
  clock: ClockStart
  /** The faults of the fixtures. */
  faults: readonly FaultInput[]
  /** Number of requests to keep. */
  journal: number
  /** Undefined for none. */
  limits: LimitTable | undefined
  resourceNames: ReadonlyArray<keyof Resources & string>
  /** Create the state of the resources. Called again after each reset. */
  createResources: (parts: WorldParts) => Resources
  /** Called before a reset with the discarded state; undefined if the world was not used since the last reset. */
  onReset: (forgotten: Resources | undefined) => void
}

/**
 * Create a world. Its parts are created at first use.
 *
 * @returns the world, with the state of each resource under the resource's name
 */
export function createWorld<Resources extends object> (source: WorldSource<Resources>): World & Readonly<Resources> {
  const { name, seed } = source
  const requests = createSubscribers<Recorded>()
  const changes = createSubscribers<Change>()
  let began = wallTime()
  let current: ReturnType<typeof createParts> | undefined

  function createParts () {
    const clock = createClock(source.clock, began)
    const agenda = createAgenda(clock)
    const ledger = createLedger({ clock, nextId: createCounter() })
    return {
      clock,
      agenda,
      ledger,
      faults: createFaults(source.faults, createDraws(seed, name, 'faults')),
      journal: createJournal(source.journal, requests.notify),
      limits: source.limits && createLimits(source.limits),
      resources: source.createResources({
        clock, agenda, ledger, nextId: createCounter(), draw: createDraws(seed, name, 'people')
      })
    }
  }
  const parts = () => (current ??= createParts())

  const world: World = {
    name,
    get clock () { return parts().clock },
    get agenda () { return parts().agenda },
    get ledger () { return parts().ledger },
    get faults () { return parts().faults },
    get journal () { return parts().journal },
    get limits () { return parts().limits },
    catchUp: () => parts().agenda.catchUp(),
    onRequest: (listener) => requests.subscribe(({ read, route }) => listener(read(), route)),
    onChange: changes.subscribe,
    announce: changes.notify,
    reset () {
      source.onReset(current?.resources)
      began = wallTime()
      current = undefined
    }
  }
  for (const resource of source.resourceNames) {
    Object.defineProperty(world, resource, { enumerable: true, get: () => parts().resources[resource] })
  }
  return world as World & Readonly<Resources>
}

function createCounter (): () => number {
  let count = 0
  return () => ++count
}
