/** What a run has found out, as a fixtures file: assumptions to set, and when and where each was observed. */
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { assumptionTable, type AssumptionName, type Assumptions } from '../assumptions.ts'
import type { Fixtures } from '../fixtures.ts'
import { optionError } from '../option-error.ts'
import { createValidator } from '../validator.ts'
import { explains, refusalSeen, type Pair, type RefusalValue } from './observed-refusal.ts'
import type { Outcome, Run } from './run.ts'
import { literally } from './secrets.ts'
import { agree } from './shape.ts'

/** What was found out. */
export interface Observations {
  /** Values by the name of their assumption. */
  values: Map<AssumptionName, unknown>
  /** What was seen and cannot be written down, or not all of it: a line each. */
  remarks: string[]
}

/**
 * Gathers what a run has found out about the assumptions, what is as assumed included.
 *
 * @param run - see Run
 * @param inForce - the assumptions of the fake that the server was compared with
 * @param userIds - ids that are somebody's, and no business of whoever reads the file
 * @returns see Observations
 */
export function observationsOf (
  { outcomes, everywhere }: Run, inForce: Assumptions, userIds: readonly string[]
): Observations {
  const values = new Map<AssumptionName, unknown>()
  const remarks: string[] = []
  const compile = createValidator()
  for (const name of Object.keys(assumptionTable) as AssumptionName[]) {
    const seen = outcomes.filter((outcome) => outcome.name === name && outcome.why === undefined)
    if (seen.length === 0) continue
    const told = seen.find(({ values }) => values !== undefined)?.values
    const value = told ? told.server : refusalIn(seen, inForce[name], everywhere)
    const problem = compile(assumptionTable[name].schema)(value)
    if (value === undefined || problem) {
      remarks.push(`${name} cannot be saved: no assumption makes the fake answer so`)
      continue
    }
    values.set(name, isRefusal(value) ? { ...value, error: anonymous(value.error, userIds) } : value)
    if (told || !isRefusal(value)) continue
    const pairs = seen.map(({ pair }) => pair as Pair)
    if (!pairs.every((pair) => explains(value, pair, inForce[name] as RefusalValue))) {
      remarks.push(`${name} is saved as "${seen[0]?.title}" shows it; the other answers differ from that`)
    }
    if (!agree((pairs[0] as Pair).server.shape, errorShape)) {
      remarks.push(`${name} is saved without what its body holds beside the error`)
    }
  }
  return { values, remarks }
}

const errorShape = { members: new Map([['error', 'string']]) }

/** A text without these ids, where they stand by themselves. */
function anonymous (text: string, userIds: readonly string[]): string {
  return userIds.filter((id) => id.length >= shortestId).reduce((shown, id) =>
    shown.replaceAll(new RegExp(`(?<![\\w-])${literally(id)}(?![\\w-])`, 'g'), '{user_id}'), text)
}

/** What is shorter is as likely to be a word. */
const shortestId = 4

function refusalIn (seen: Outcome[], inForce: unknown, everywhere: ReadonlySet<string>): RefusalValue | undefined {
  return isRefusal(inForce) ? refusalSeen(seen[0]?.pair as Pair, inForce, everywhere) : undefined
}

function isRefusal (value: unknown): value is RefusalValue {
  return typeof value === 'object' && value !== null && 'error' in value
}

/**
 * Lays observations over the fixtures of a file: older ones that were not made anew stay, with their dates, and so
 * does whatever else the file holds.
 *
 * @param fixtures - what the file holds so far
 * @param values - see Observations
 * @param where - day and host, which every one gets
 * @param hide - takes secrets out of a text, the names of headers among them
 * @returns the fixtures to write
 */
export function withObservations (
  fixtures: Fixtures, values: Observations['values'], where: { date: string, host: string }, hide: (text: string) => string
): Fixtures {
  const seen = [...values].map(([name, value]) => [name, JSON.parse(hide(JSON.stringify(slim(value))))] as const)
  return {
    ...fixtures,
    assumptions: { ...fixtures.assumptions, ...Object.fromEntries(seen) },
    observed: { ...fixtures.observed, ...Object.fromEntries(seen.map(([name]) => [name, { ...where }])) }
  }
}

/** A refusal without what it does not change. */
function slim (value: unknown): unknown {
  if (!isRefusal(value) || !isDeepStrictEqual(value.headers, {})) return value
  const { headers: _, ...rest } = value
  return rest
}

/**
 * Makes sure that a file can be written, before there is anything to write.
 *
 * @param path - of the file; it is left as it is
 * @throws an option error where it cannot be written
 */
export function checkWritable (path: string): void {
  write(path, '', (beside) => rmSync(beside))
}

/**
 * Writes a fixtures file, whole or not at all.
 *
 * @param path - of the file, or of a link to it; one that is there is replaced
 * @param text - what it is to hold
 * @throws an option error where it cannot be written
 */
export function writeWhole (path: string, text: string): void {
  write(path, text, (beside, file) => renameSync(beside, file))
}

function write (path: string, text: string, then: (beside: string, file: string) => void): void {
  try {
    const isThere = existsSync(path)
    const file = isThere ? realpathSync(path) : path
    const beside = `${file}.${randomBytes(4).toString('hex')}`
    writeFileSync(beside, text, { flag: 'wx', ...(isThere && { mode: statSync(file).mode }) })
    then(beside, file)
  } catch (error) {
    throw optionError(`--save: ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
}
