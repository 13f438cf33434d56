/** Write what a run has observed to a fixtures file: assumptions, with the day and the host of each. */
import { randomBytes } from 'node:crypto'
import { existsSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { assumptionTable, type AssumptionName, type AllAssumptions } from '../vendor/assumptions.ts'
import type { Fixtures } from '../options/fixtures.ts'
import { OptionError } from '../options/option-error.ts'
import { createValidator } from '../values/validator.ts'
import { shapesMatch } from './json-shape.ts'
import { explains, observedRefusal, type Pair, type RefusalValue } from './observed-refusal.ts'
import type { Run } from './run.ts'
import { escapePattern } from '../values/escape-pattern.ts'

export interface Observations {
  /** Values by the name of their assumption. */
  values: Map<AssumptionName, unknown>
  /** A line for each observation that cannot be saved, or not completely. */
  remarks: string[]
}

/**
 * Collect the observed values of the assumptions, including those that are as assumed.
 *
 * @param run - the run
 * @param inForce - the assumptions of the fake that the server was compared with
 * @param userIds - ids that are taken out of the texts, because they are confidential
 * @returns the observations
 */
export function observationsOf (
  { outcomes, commonHeaders }: Run, inForce: AllAssumptions, userIds: readonly string[]
): Observations {
  const values = new Map<AssumptionName, unknown>()
  const remarks: string[] = []
  const compile = createValidator()
  for (const name of Object.keys(assumptionTable) as AssumptionName[]) {
    const seen = outcomes.filter((outcome) => outcome.name === name && outcome.why === undefined)
    if (seen.length === 0) continue
    const told = seen.find(({ values }) => values !== undefined)?.values
    const assumed = inForce[name]
    const pairs = seen.map(({ pair }) => pair as Pair)
    const first = pairs[0] as Pair
    const value = told ? told.server : isRefusal(assumed) ? observedRefusal(first, assumed, commonHeaders) : undefined
    const problem = compile(assumptionTable[name].schema)(value)
    if (value === undefined || problem) {
      remarks.push(`${name} cannot be saved: no assumption makes the fake answer so`)
      continue
    }
    values.set(name, isRefusal(value) ? { ...value, error: anonymous(value.error, userIds) } : value)
    if (told || !isRefusal(value)) continue
    if (!pairs.every((pair) => explains(value, pair, assumed as RefusalValue))) {
      remarks.push(`${name} is saved as "${seen[0]?.title}" shows it; the other answers differ from that`)
    }
    if (!shapesMatch(first.server.shape, errorShape)) {
      remarks.push(`${name} is saved without what its body holds beside the error`)
    }
  }
  return { values, remarks }
}

const errorShape = { members: new Map([['error', 'string']]) }

/** A shorter id is as likely to be a word. */
const minIdLength = 4

/** Replace ids that are words of their own by a placeholder. */
function anonymous (text: string, userIds: readonly string[]): string {
  return userIds.filter((id) => id.length >= minIdLength).reduce((shown, id) =>
    shown.replaceAll(new RegExp(`(?<![\\w-])${escapePattern(id)}(?![\\w-])`, 'g'), '{user_id}'), text)
}

function isRefusal (value: unknown): value is RefusalValue {
  return typeof value === 'object' && value !== null && 'error' in value
}

/**
 * Add observations to fixtures. Everything else stays, older observations and their dates included.
 *
 * @param fixtures - of the file so far
 * @param values - the observed values
 * @param where - day and host of the observations
 * @param hide - takes secrets out of a text
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

/** Leave out the headers of a refusal that changes none. */
function slim (value: unknown): unknown {
  if (!isRefusal(value) || !isDeepStrictEqual(value.headers, {})) return value
  const { headers: _, ...rest } = value
  return rest
}

/** Throw an option error if a file cannot be written. It is left as it is. */
export function checkWritable (path: string): void {
  write(path, '', (beside) => rmSync(beside))
}

/**
 * Replace a file atomically. It keeps its mode, and a link to it stays a link.
 *
 * @param path - of the file or of a link to it
 * @param text - its new contents
 * @throws an option error if it cannot be written
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
    throw new OptionError(`--save: ${path} cannot be written (${(error as NodeJS.ErrnoException).code})`)
  }
}
