/** What a run has found, as a table for people. */
import { isDeepStrictEqual } from 'node:util'
import { differences } from './facets.ts'
import type { Outcome, Run } from './run.ts'

/** What came of comparing. */
export type Verdict = 'same' | 'differs' | 'not comparable'

/** A line of the table. */
export interface Line {
  verdict: Verdict
  /** The row's name. */
  name: string
  /** What was asked. */
  title: string
  /** What differs, or why nothing can be compared. */
  detail: string
}

/** The longest text that is shown whole. */
const longest = 200

/**
 * Judges what came of each probe.
 *
 * @param run - see Run
 * @returns a line each, in their order
 */
export function linesOf ({ outcomes, everywhere }: Run): Line[] {
  return outcomes.map(({ name, title, ...outcome }) => ({ name, title, ...judge(outcome, everywhere) }))
}

function judge (
  { pair, values, why }: Omit<Outcome, 'name' | 'title'>, everywhere: ReadonlySet<string>
): Pick<Line, 'verdict' | 'detail'> {
  if (why !== undefined) return { verdict: 'not comparable', detail: why }
  if (pair) {
    const found = differences(pair.fake, pair.server, everywhere)
    const detail = found.map(({ facet, server, fake }) => `${facet}: ${short(server)}, the fake: ${short(fake)}`).join('; ')
    return { verdict: found.length === 0 ? 'same' : 'differs', detail }
  }
  const { fake, server } = values as NonNullable<typeof values>
  if (isDeepStrictEqual(fake, server)) return { verdict: 'same', detail: '' }
  return { verdict: 'differs', detail: `${inWords(server)}, the fake: ${inWords(fake)}` }
}

/**
 * Writes the table.
 *
 * @param lines - see Line
 * @returns Markdown whose columns stand in line, the last line ended
 */
export function tableOf (lines: Line[]): string {
  const cells = [
    ['verdict', 'row', 'asked', 'what differs, or why not'],
    ...lines.map(({ verdict, name, title, detail }) => [verdict, name, title, detail].map(inCell))
  ]
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => (row[column] as string).length)))
  const rule = [...widths.map((width) => '-'.repeat(width)), '---']
  return [cells[0] as string[], rule, ...cells.slice(1)]
    .map((row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |\n`).join('')
}

/**
 * Sums up.
 *
 * @param lines - see Line
 * @returns such as `52 compared: 50 same, 2 differ (unknown-user, repeated-ids). 23 not comparable.`
 */
export function summaryOf (lines: Line[]): string {
  const number = (verdict: Verdict) => lines.filter((line) => line.verdict === verdict).length
  const names = [...new Set(lines.filter(({ verdict }) => verdict === 'differs').map(({ name }) => name))]
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`
  return `${number('same') + number('differs')} compared: ${number('same')} same, ${number('differs')} differ${which}. ` +
    `${number('not comparable')} not comparable.`
}

/**
 * Names the headers that the server sends with most of its answers, and the fake never.
 *
 * @param run - see Run
 * @returns names in lower case, in alphabetical order
 */
export function furtherHeaders ({ outcomes, everywhere }: Run): string[] {
  const pairs = outcomes.flatMap(({ pair }) => pair ?? [])
  return [...everywhere].filter((name) =>
    pairs.some(({ fake, server }) => name in server.headers && !(name in fake.headers))).sort()
}

function inWords (value: unknown): string {
  return value === undefined ? 'nothing' : short(JSON.stringify(value))
}

/**
 * Makes a text of the server's fit to be shown: it may be long, and may hold what a terminal takes for an order.
 *
 * @param text - any
 * @returns its beginning, with escapes for control characters
 */
export function short (text: string): string {
  const shown = text.length > longest ? `${text.slice(0, longest)}…` : text
  return shown.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function inCell (text: string): string {
  return text.replaceAll('|', '\\|')
}
