/** Report a run as a table. */
import { isDeepStrictEqual } from 'node:util'
import { differences } from './compare.ts'
import type { Result, Run } from './run.ts'

export type Verdict = 'same' | 'differs' | 'not comparable'

/** A line of the table. */
export interface Line {
  verdict: Verdict
  /** Name of the assumption or endpoint. */
  name: string
  /** Title of the probe. */
  title: string
  /** The differences, or why nothing can be compared. */
  detail: string
}

/** Longer texts are cut. */
const maxLength = 200

/** Return a line for each probe of a run, in the order in which they were asked. */
export function linesOf ({ outcomes, commonHeaders }: Run): Line[] {
  return outcomes.map(({ name, title, ...result }) => ({ name, title, ...judge(result, commonHeaders) }))
}

function judge (
  { pair, values, why }: Result, commonHeaders: ReadonlySet<string>
): Pick<Line, 'verdict' | 'detail'> {
  if (why !== undefined) return { verdict: 'not comparable', detail: why }
  if (pair) {
    const found = differences(pair.fake, pair.server, commonHeaders)
    const detail = found.map(({ facet, server, fake }) => `${facet}: ${printable(server)}, the fake: ${printable(fake)}`).join('; ')
    return { verdict: found.length === 0 ? 'same' : 'differs', detail }
  }
  const { fake, server } = values as NonNullable<typeof values>
  if (isDeepStrictEqual(fake, server)) return { verdict: 'same', detail: '' }
  return { verdict: 'differs', detail: `${valueText(server)}, the fake: ${valueText(fake)}` }
}

/** Write lines as a Markdown table with aligned columns, which ends with a newline. */
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

/** Sum up lines: `52 compared: 50 same, 2 differ (unknown-user, repeated-ids). 23 not comparable.` */
export function summaryOf (lines: Line[]): string {
  const number = (verdict: Verdict) => lines.filter((line) => line.verdict === verdict).length
  const names = [...new Set(lines.filter(({ verdict }) => verdict === 'differs').map(({ name }) => name))]
  const which = names.length === 0 ? '' : ` (${names.join(', ')})`
  return `${number('same') + number('differs')} compared: ${number('same')} same, ${number('differs')} differ${which}. ` +
    `${number('not comparable')} not comparable.`
}

/** Name the headers that the server sends with most of its answers and the fake does not, in alphabetical order. */
export function furtherHeaders ({ outcomes, commonHeaders }: Run): string[] {
  const pairs = outcomes.flatMap(({ pair }) => pair ?? [])
  return [...commonHeaders].filter((name) =>
    pairs.some(({ fake, server }) => name in server.headers && !(name in fake.headers))).sort()
}

function valueText (value: unknown): string {
  return value === undefined ? 'nothing' : printable(JSON.stringify(value))
}

/** Cut a text of the server's, and escape control characters, which a terminal would obey. */
export function printable (text: string): string {
  const shown = text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
  return shown.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function inCell (text: string): string {
  return text.replaceAll('|', '\\|')
}
