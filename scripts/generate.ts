/** `npm run generate`: write the files that derive from the program's tables and types. */
import { readFileSync, writeFileSync } from 'node:fs'
import { apiReport } from './api-report.ts'
import { documents, fillBlocks, fixturesSchemaText } from './docs.ts'
import { refusalsText } from './golden.ts'

const root = new URL('../', import.meta.url)

writeFileSync(new URL('fixtures/schema.json', root), fixturesSchemaText())
writeFileSync(new URL('test/golden/refusals.json', root), refusalsText())
writeFileSync(new URL('docs/api-report.md', root), apiReport())
for (const name of documents) {
  const file = new URL(name, root)
  writeFileSync(file, fillBlocks(readFileSync(file, 'utf8')))
}
