/** List the faults that were never hit. */
import type { Fault } from '../world/fault-schema.ts'

const columns: Array<[string, (fault: Fault) => string]> = [
  ['id', ({ id }) => id],
  ['method', ({ match }) => match?.method ?? 'any'],
  ['path', ({ match }) => match?.path ?? 'any'],
  ['user_id', ({ match }) => match?.user_id ?? 'any'],
  ['when', ({ when }) => when],
  ['after', ({ after }) => String(after)],
  ['probability', ({ probability }) => String(probability)],
  ['effect', ({ delay, status, connection }) => [
    delay === undefined ? [] : `delay ${typeof delay === 'object' ? `${delay.min} to ${delay.max}` : delay}`,
    status === undefined ? [] : `status ${status}`,
    connection ?? []
  ].flat().join(', ')]
]

/**
 * Describe the faults that were never hit.
 *
 * @param faults - all faults of a world
 * @returns a message with a table, one fault a line; undefined if each was hit
 */
export function unusedFaults (faults: Fault[]): string | undefined {
  const unused = faults.filter(({ hits }) => hits === 0)
  if (unused.length === 0) return undefined
  const lines = [columns.map(([name]) => name), ...unused.map((fault) => columns.map(([, cell]) => cell(fault)))]
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => (line[index] as string).length)))
  const table = lines.map((line) => line.map((cell, index) => cell.padEnd(widths[index] as number)).join('  ').trimEnd())
  return [`${unused.length} of ${faults.length} faults ${unused.length === 1 ? 'was' : 'were'} never hit:`, ...table].join('\n')
}
