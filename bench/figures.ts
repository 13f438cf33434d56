/** Calculate and format figures. */
/* c8 ignore start -- a benchmark, which the tests do not cover */

/** Return the median of at least one value. */
export function median (values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] as number) + (sorted[Math.floor(half)] as number)) / 2
}

/** Create a Markdown table. */
export function table (head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n'
}

/** Format an amount or a difference of bytes, in MB, kB or bytes. */
export function amount (bytes: number): string {
  if (Math.abs(bytes) < 1000) return `${bytes.toFixed(0)} bytes`
  return Math.abs(bytes) < 1e5 ? `${(bytes / 1e3).toFixed(1)} kB` : `${(bytes / 1e6).toFixed(2)} MB`
}
