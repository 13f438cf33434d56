import t from 'tap'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { validate } from 'dockerfile-utils'

t.test('the Dockerfile has no mistake that can be seen without building it', async (t) => {
  t.strictSame(validate(readFileSync(join(import.meta.dirname, '../../Dockerfile'), 'utf8')), [])
})
