import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { apiReport } from '../scripts/api-report.ts'

const written = readFileSync(join(import.meta.dirname, '../docs/api-report.md'), 'utf8')

t.test('the report of the public types is up to date', async (t) => {
  t.equal(apiReport(), written, 'else, where the change is meant: npm run generate')
})

t.test('a change of an option, a schema or a function shows', async (t) => {
  const changes: Array<[file: string, from: string, to: string]> = [
    ['/src/options/table.ts', '  journal: option({', '  diary: option({'],
    ['/src/resources/user-tokens/schemas.ts', '  mints_while_valid: Type.Integer(', '  mints_while_valid: Type.Boolean('],
    ['/src/client/wait.ts', '  count?: number', '  count: number'],
    ['/src/client/world.ts', '    now: () => Promise<Date>', '    now: () => Date']
  ]
  const lines = apiReport((path) => {
    const text = readFileSync(path, 'utf8')
    return changes.reduce((text, [file, from, to]) => path.endsWith(file) ? text.replace(from, to) : text, text)
  }).split('\n')
  t.strictSame(lines.filter((line) => !written.split('\n').includes(line)).map((line) => line.trim()), [
    'diary?: number | undefined',
    'mints_while_valid: boolean',
    'export type WaitOptions = { count: number, timeout?: number | string }',
    'now: () => Date'
  ])
})
