/** Run `fake-sfox verify` in this process and read its report. */
import { verify, type VerifyIo } from '../../src/verify/command.ts'
import { readVerifyConfig, verifyOptions } from '../../src/verify/options.ts'
import { key } from '../helper.ts'

export interface Verified {
  status: number
  /** The report. */
  out: string
  /** The lines about the progress. */
  said: string[]
  /** The lines of the report's table. */
  lines: Array<{ verdict: string, row: string, asked: string, detail: string }>
  /** Names of the rows that differ, each once. */
  differing: string[]
  /** Return the lines of a row. */
  of: (row: string) => Verified['lines']
}

/** Run a comparison in this process, with flags as on the command line; a list repeats its flag. */
export async function verifying (
  url: string, flags: Record<string, string | string[]> = {}, io: Partial<VerifyIo> = {}
): Promise<Verified> {
  const texts = Object.entries({ against: url, key, ...flags }).map(([name, value]) => [`--${name}`, [value].flat()] as const)
  for (const [flag] of texts) if (!Object.values(verifyOptions).some((row) => row.flag === flag)) throw new Error(flag)
  const said: string[] = []
  let out = ''
  const status = await verify(readVerifyConfig(new Map(texts), {}), {
    out: (text) => { out += text },
    say: (line) => { said.push(line) },
    signal: new AbortController().signal,
    ...io
  })
  const lines = out.split('\n').filter((line) => /^\| (?:same|differs|not comparable) /.test(line)).map((line) => {
    const [verdict, row, asked, detail] = line.slice(1, -1).split(/(?<!\\)\|/).map((cell) => cell.trim())
    return { verdict, row, asked, detail } as Verified['lines'][number]
  })
  const differing = [...new Set(lines.filter(({ verdict }) => verdict === 'differs').map(({ row }) => row))]
  return { status, out, said, lines, differing, of: (row) => lines.filter((line) => line.row === row) }
}

/** Flags for two users that both servers know. */
export const twoUsers = { 'user-id': ['user-1', 'user-2'] }

/** Flags for all probes. */
export const everything = { ...twoUsers, 'write-probes': 'true' }
