/**
 * The packed tarball, installed into an empty project and used: as ESM, as CommonJS, from TypeScript, and as a command.
 * Run by `npm run test:package`, after a build; it installs the dependencies anew.
 */
import t from 'tap'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const root = join(import.meta.dirname, '../..')
const version = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')).version

interface Packed { filename: string, size: number, files: Array<{ path: string }> }

const use = `
  .then(async (sfox) => {
    const response = await fetch(sfox.url + '/v1/enterprise/user-tokens/user-1', {
      method: 'POST', headers: { authorization: 'Bearer ' + sfox.key }
    })
    console.log(response.status, sfox.version)
    await sfox.close()
  })
`

const typescript = `
import {
  connectFakeSfox, createFakeSfox, startFakeSfox, withFakeSfox,
  type Entry, type FakeSfox, type FakeSfoxOptions, type Fault, type UserReport, type World
} from 'fake-sfox'

const options: FakeSfoxOptions = { users: 'registered', fixtures: { users: [{ user_id: 'a' }] }, tokenTtl: '90s' }
// @ts-expect-error -- an unknown option
const wrong: FakeSfoxOptions = { prot: 1 }
// @ts-expect-error -- a bad value
const worse: FakeSfoxOptions = { users: 'some' }

const status: number = await withFakeSfox(options, async (sfox: FakeSfox) => {
  const world: World = sfox.world('w')
  const environment: { SFOX_BASE_URL: string, SFOX_ENTERPRISE_API_KEY: string } = sfox.env()
  const response = await fetch(environment.SFOX_BASE_URL + '/v1/enterprise/user-tokens/a', {
    method: 'POST', headers: { authorization: 'Bearer ' + world.key }
  })
  return response.status
})
await using disposed = await startFakeSfox()
await using connected = await connectFakeSfox(disposed.url, { key: disposed.key })
const fault: Fault = await connected.faults.add({ status: 503, times: null, match: { path: '/v1/*' }, delay: { min: 1, max: '2ms' } })
// @ts-expect-error -- no such connection
await connected.faults.add({ connection: 'drop' }).catch(() => {})
const now: Date = await connected.clock.advance('24h')
const entries: Entry[] = await connected.requests.list({ status: null, since: 0 })
const report: UserReport[] = await connected.tokens.report()
const found = await connected.tokens.introspect('x')
const reason: string = found.active ? found.expires : found.reason
const app = createFakeSfox()
const key: string = app.sfox.key
const answer = await app.inject('/_fake/health')
await app.close()
console.log(status, answer.statusCode, key, disposed.version, wrong, worse, fault, now, entries, report, reason)
`

t.test('the packed package', async (t) => {
  const dir = t.testdir({
    'package.json': JSON.stringify({ name: 'consumer', private: true, type: 'module' }),
    'esm.mjs': `import { startFakeSfox } from 'fake-sfox'\nstartFakeSfox()${use}`,
    'cjs.cjs': `const { startFakeSfox } = require('fake-sfox')\nstartFakeSfox()${use}`,
    'typed.ts': typescript,
    'tsconfig.json': JSON.stringify({
      compilerOptions: {
        module: 'nodenext',
        target: 'es2022',
        lib: ['es2023', 'esnext.disposable'],
        strict: true,
        exactOptionalPropertyTypes: true,
        skipLibCheck: false,
        types: ['node'],
        rootDir: '.',
        outDir: 'out'
      },
      files: ['typed.ts']
    })
  })
  const { stdout } = await run('npm', ['pack', '--json', '--pack-destination', dir], { cwd: root })
  const [packed] = Object.values(JSON.parse(stdout)) as [Packed]
  const shipped = packed.files.map(({ path }) => path)

  t.test('holds what it needs and nothing else', async (t) => {
    for (const file of [
      'dist/index.js', 'dist/index.d.ts', 'dist/cli.js', 'fixtures/schema.json', 'README.md', 'LICENSE', 'dist/page/index.html',
      'dist/page/main.js', 'dist/page/page.css', 'dist/page/lit-html/LICENSE', 'dist/page/eventsource-parser/LICENSE'
    ]) {
      t.ok(shipped.includes(file), file)
    }
    t.strictSame(shipped.filter((path) => !/^(dist|fixtures)\/|^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/.test(path)), [])
    t.ok(packed.size < 400_000, `${packed.size} bytes packed`)
  })

  const typescriptVersion = JSON.parse(readFileSync(join(root, 'node_modules/typescript/package.json'), 'utf8')).version
  await run('npm', [
    'install', '--no-audit', '--no-fund', '--no-package-lock', join(dir, packed.filename), `typescript@${typescriptVersion}`, '@types/node@20'
  ], { cwd: dir })
  const node = async (...args: string[]) => (await run(process.execPath, args, { cwd: dir })).stdout

  t.test('as ESM', async (t) => t.equal(await node('esm.mjs'), `201 ${version}\n`))
  t.test('as CommonJS', async (t) => t.equal(await node('cjs.cjs'), `201 ${version}\n`))
  t.test('from TypeScript', async (t) => {
    await run(join(dir, 'node_modules/.bin/tsc'), [], { cwd: dir })
    t.match(await node('out/typed.js'), /^201 200 fake-enterprise-key /)
  })
  t.test('fixtures can be found by name', async (t) => {
    t.equal(await node('-p', "require('fake-sfox/fixtures/schema.json').title"), 'fake-sfox fixtures\n')
  })
  t.test('as a command', async (t) => {
    const child = spawn(join(dir, 'node_modules/.bin/fake-sfox'), ['--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
    t.teardown(() => child.kill('SIGKILL'))
    const [line] = await once(createInterface(child.stdout), 'line')
    for (const path of ['/_fake/health', '/', '/_fake/page/main.js', '/_fake/page/lit-html/lit-html.js']) {
      t.equal((await fetch(JSON.parse(line).url + path)).status, 200, path)
    }
    child.kill('SIGTERM')
    t.strictSame(await once(child, 'exit'), [0, null])
  })
})
