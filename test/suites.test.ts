/** Test that each test file is in exactly one suite, and that each suite has a script. */
import t from 'tap'
import { readdirSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { read, root } from './markdown.ts'

const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts
const files = readdirSync(join(root, 'test'), { recursive: true }).map((name) => `test/${name}`)
const suites = files.filter((name) => name.startsWith('test/suites/') && name.endsWith('.ts'))

/** Return the imports of a suite. */
const importsOf = (suite: string) => [...read(suite).matchAll(/^import '(.*)'$/gm)]
  .map(([, name]) => normalize(join(dirname(suite), name as string)))

t.test('each test file is in exactly one suite', async (t) => {
  const tests = files.filter((name) => name.endsWith('.test.ts'))
  t.not(tests.length, 0)
  t.strictSame(suites.flatMap(importsOf).sort(), tests.sort())
})

t.test('each suite is run by npm test or by a script of its own, and all of them by test:all', async (t) => {
  const included = read('.taprc').match(/test\/suites\/[\w/]+\.ts/g) ?? []
  const named = Object.entries(scripts).filter(([name]) => name.startsWith('test:'))
    .flatMap(([, script]) => script.match(/test\/suites\/[\w/]+\.ts/g) ?? [])
  t.strictSame([...included, ...named].sort(), suites.sort())

  t.equal(scripts['test:all'], 'npm run test:coverage && npm run test:package && npm run test:image')
  t.match(scripts['test:coverage'], /npm test .*test\/suites\/\*\.ts$/)
  const artifacts = ['test:package', 'test:image'].flatMap((name) => scripts[name]?.match(/test\/suites\/artifacts\/\w+\.ts/g))
  t.strictSame(artifacts.sort(), suites.filter((name) => name.startsWith('test/suites/artifacts/')).sort())
})
