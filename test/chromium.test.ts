import t from 'tap'
import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { findChromium } from '../scripts/chromium.ts'

t.test('the first Chromium on the path that can be run is taken, and none is said to be missing', async (t) => {
  const folder = t.testdir({ a: { chromium: '' }, b: { 'google-chrome': '' }, c: {} })
  const program = join(folder, 'b/google-chrome')
  chmodSync(program, 0o755)
  const path = ['c', 'a', 'b'].map((name) => join(folder, name)).join(delimiter)
  t.equal(findChromium(path), program, 'what cannot be run is passed over')
  t.throws(() => findChromium(join(folder, 'c')), {
    message: 'the tests of the page need Chromium: chromium or chromium-browser or google-chrome'
  })
})
