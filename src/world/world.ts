/** One world: what the fake remembers under one key. */
import type { Change } from '../schemas/events.ts'
import type { FaultInput } from '../schemas/faults.ts'
import type { Entry } from '../schemas/requests.ts'
import { createBalances, type Balances } from './balances.ts'
import { createBanks, type Banks } from './banks.ts'
import { createClock, wallTime, type Clock, type ClockStart } from './clock.ts'
import { createDeposits, type Deposits } from './deposits.ts'
import { createDraws } from './draws.ts'
import { createFaults, type Faults } from './faults.ts'
import { createFollowing, type Following } from './following.ts'
import { createJournal, type Journal } from './journal.ts'
import { createLimits, type Limits, type LimitTable } from './limits.ts'
import { createOrders, type Orders } from './orders.ts'
import type { Rules } from './rules.ts'
import type { Seal } from './seal.ts'
import { createTokens, isBefore, type Tokens } from './tokens.ts'
import type { Users, WorldUser } from './users.ts'
import { createVerification, type Verification } from './verification.ts'

/** The parts of a world. */
interface Memory {
  clock: Clock
  users: Users
  tokens: Tokens
  verification: Verification
  banks: Banks
  deposits: Deposits
  orders: Orders
  balances: Balances
  faults: Faults
  journal: Journal
  /** Undefined where no limits are in force. */
  limits: Limits | undefined
}

/** What the fake remembers under one key. After a reset each part is a new one, so none is to be kept hold of. */
export interface WorldState extends Readonly<Memory> {
  readonly name: string
  /** Whether a token with this serial is from before the last reset. */
  isForgotten: (serial: number) => boolean
  /** Calls back for each request that is journalled from now on, across resets; returns how to stop it. */
  follow: Following<Entry>['follow']
  /** Calls back for each change that is announced from now on; returns how to stop it. */
  followChanges: Following<Change>['follow']
  /** Tells of a change that was asked for. */
  announce: Following<Change>['tell']
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
  limits: LimitTable | undefined
  /** What is assumed of the vendor. */
  rules: Rules
  /** Makes the users, anew after each reset. */
  makeUsers: (banks: Banks) => Users
  /** Is told of the users that a reset forgets. */
  forget: (users: Iterable<WorldUser>) => void
  /** Number of the world's first token. */
  firstSerial?: number
}

/**
 * Makes a world. It costs little until it is used.
 *
 * @param source - see WorldSource
 * @returns the world
 */
export function createWorld (source: WorldSource): WorldState {
  const { name, firstSerial = 0 } = source
  const serials: { next: number, floor: number | undefined } = { next: firstSerial, floor: undefined }
  const requests = createFollowing<() => Entry>()
  const changes = createFollowing<Change>()
  let began = wallTime()
  let memory: Memory | undefined

  function remember (): Memory {
    const { rules } = source
    const clock = createClock(source.clock, began)
    const draw = createDraws(source.seed, name, 'people')
    let ids = 0
    const nextId = () => ++ids
    const banks = createBanks({ draw, rules })
    const users = source.makeUsers(banks)
    const deposits = createDeposits({ clock, nextId, rules })
    const orders = createOrders({ clock, nextId, rules })
    return {
      clock,
      users,
      tokens: createTokens({ clock, seal: source.seal, tokenTtl: source.tokenTtl, users, serials }),
      verification: createVerification({ draw, users }),
      banks,
      deposits,
      orders,
      balances: createBalances({ deposits, orders, rules }),
      faults: createFaults(source.faults, createDraws(source.seed, name, 'faults')),
      journal: createJournal(source.journal, requests.tell),
      limits: source.limits && createLimits(source.limits)
    }
  }
  const part = <Name extends keyof Memory>(which: Name): Memory[Name] => (memory ??= remember())[which]

  return {
    name,
    get clock () { return part('clock') },
    get users () { return part('users') },
    get tokens () { return part('tokens') },
    get verification () { return part('verification') },
    get banks () { return part('banks') },
    get deposits () { return part('deposits') },
    get orders () { return part('orders') },
    get balances () { return part('balances') },
    get faults () { return part('faults') },
    get journal () { return part('journal') },
    get limits () { return part('limits') },
    isForgotten: (serial) => isBefore(serial, serials.floor),
    follow: (listener) => requests.follow((read) => listener(read())),
    followChanges: changes.follow,
    announce: changes.tell,
    reset () {
      if (memory) source.forget(memory.users.met())
      serials.floor = serials.next
      began = wallTime()
      memory = undefined
    }
  }
}
