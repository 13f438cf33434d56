import t from 'tap'
import { readFileSync } from 'node:fs'
import { refusalsText } from '../../scripts/golden.ts'

t.test('the status and the text of each refusal match the golden file', async (t) => {
  const golden = readFileSync(new URL('../golden/refusals.json', import.meta.url), 'utf8')
  t.equal(refusalsText(), golden, 'if the change is meant: npm run generate, and read the diff')
})
