/** Figures, and how they are shown. */
/* c8 ignore start -- it measures, and is not what the tests cover */

/**
 * Finds the middle.
 *
 * @param values - at least one
 * @returns the middle one; the mean of the middle two where they are even in number
 */
export function median (values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2
}

/**
 * Writes a table.
 *
 * @param head - its columns
 * @param rows - what stands in them
 * @returns Markdown
 */
export function table (head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n'
}

/**
 * Writes bytes for people.
 *
 * @param bytes - how many, or by how many more
 * @returns in MB, kB or bytes
 */
export function amount (bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes.toFixed(0)} bytes`
  return Math.abs(bytes) < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`
}
