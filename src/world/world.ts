/** One world: what the fake remembers under one key. */
import type { FaultInput } from '../schemas/faults.ts'
import type { Entry } from '../schemas/requests.ts'
import { createClock, wallTime, type Clock, type ClockStart } from './clock.ts'
import { createDraws } from './draws.ts'
import { createFaults, type Faults } from './faults.ts'
import { createJournal, type Journal } from './journal.ts'
import { createLimits, type Limit, type Limits } from './limits.ts'
import type { Seal } from './seal.ts'
import { createTokens, isBefore, type Tokens } from './tokens.ts'
import type { Users, WorldUser } from './users.ts'

/** What the fake remembers under one key. After a reset each part is a new one, so none is to be kept hold of. */
export interface WorldState {
  readonly name: string
  readonly clock: Clock
  readonly users: Users
  readonly tokens: Tokens
  readonly faults: Faults
  readonly journal: Journal
  /** Undefined where no limits are in force. */
  readonly limits: Limits | undefined
  /** Whether a token with this serial is from before the last reset. */
  isForgotten: (serial: number) => boolean
  /** Calls back for each request that is journalled from now on, across resets; returns how to stop it. */
  follow: (listener: (entry: Entry) => void) => () => void
  /** Puts everything back to the fixtures. Nothing but the name and the serials is kept. */
  reset: () => void
}

/** What worlds are made from. */
export interface WorldSource {
  name: string
  seal: Seal
  seed: string
  clock: ClockStart
  /** Life of a user token in ms. */
  tokenTtl: number
  /** The fixtures' faults. */
  faults: readonly FaultInput[]
  /** How many requests are kept. */
  journal: number
  /** Undefined for none. */
  limit: Limit | undefined
  /** Makes the users, anew after each reset. */
  makeUsers: () => Users
  /** Is told of the users that a reset forgets. */
  forget: (users: Iterable<WorldUser>) => void
  /** Number of the world's first token. */
  firstSerial?: number
}

type Memory = Pick<WorldState, 'clock' | 'users' | 'tokens' | 'faults' | 'journal' | 'limits'>

/**
 * Makes a world. It costs little until it is used.
 *
 * @param source - see WorldSource
 * @returns the world
 */
export function createWorld (source: WorldSource): WorldState {
  const { name, firstSerial = 0 } = source
  const serials: { next: number, floor: number | undefined } = { next: firstSerial, floor: undefined }
  const listeners = new Set<(entry: Entry) => void>()
  let began = wallTime()
  let memory: Memory | undefined

  function remember (): Memory {
    const clock = createClock(source.clock, began)
    const users = source.makeUsers()
    return {
      clock,
      users,
      tokens: createTokens({ clock, seal: source.seal, tokenTtl: source.tokenTtl, users, serials }),
      faults: createFaults(source.faults, createDraws(source.seed, name)),
      journal: createJournal(source.journal, (entry) => listeners.forEach((tell) => tell(entry))),
      limits: source.limit && createLimits(source.limit)
    }
  }
  const part = <Name extends keyof Memory>(which: Name): Memory[Name] => (memory ??= remember())[which]

  return {
    name,
    get clock () { return part('clock') },
    get users () { return part('users') },
    get tokens () { return part('tokens') },
    get faults () { return part('faults') },
    get journal () { return part('journal') },
    get limits () { return part('limits') },
    isForgotten: (serial) => isBefore(serial, serials.floor),
    follow (listener) {
      listeners.add(listener)
      return () => { listeners.delete(listener) }
    },
    reset () {
      if (memory) source.forget(memory.users.met())
      serials.floor = serials.next
      began = wallTime()
      memory = undefined
    }
  }
}
