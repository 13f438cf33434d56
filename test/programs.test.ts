import t from 'tap'
import { chmodSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { launchChromium } from '../scripts/chromium.ts'
import { findProgram, howToGet } from '../scripts/programs.ts'
import { needs } from './needs.ts'

t.test('the first of its names by which a program can be run is taken', async (t) => {
  const folder = t.testdir({ a: { chromium: '' }, b: { 'google-chrome': '' }, c: {} })
  const program = join(folder, 'b/google-chrome')
  chmodSync(program, 0o755)
  const path = ['c', 'a', 'b'].map((name) => join(folder, name)).join(delimiter)
  t.equal(findProgram('chromium', path), program, 'a file that cannot be run is passed over')
  chmodSync(join(folder, 'a/chromium'), 0o755)
  t.equal(findProgram('chromium', ['b', 'a'].map((name) => join(folder, name)).join(delimiter)), join(folder, 'a/chromium'))
  t.equal(findProgram('chromium', join(folder, 'c')), undefined)
})

t.test('a test that needs a missing program is skipped, and the reason says how to get it', async (t) => {
  const folder = t.testdir({ curl: '' })
  chmodSync(join(folder, 'curl'), 0o755)
  t.strictSame(needs(['curl'], folder), { skip: false })
  t.strictSame(needs(['curl', 'script'], folder), {
    skip: 'needs script, which is not installed (Debian: apt-get install bsdutils)'
  })
})

t.test('Chromium is not started if it is not installed', async (t) => {
  await t.rejects(launchChromium('/nowhere'), {
    message: 'this needs chromium, which is not installed (Debian: apt-get install chromium-headless-shell)'
  })
})

t.test('a program that .ci/run does not install is refused', async (t) => {
  t.throws(() => findProgram('wget'), { message: 'wget is not in scripts/programs.json' })
  t.throws(() => howToGet('wget'), { message: 'wget is not in scripts/programs.json' })
})
